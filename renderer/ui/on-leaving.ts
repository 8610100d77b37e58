/** Calls `keep` when the page is about to go: it is reloaded, or its window is closed. What waits for an answer comes too late then. Gives how to stop that. */
export function onLeaving(keep: () => void): () => void {
  window.addEventListener("beforeunload", keep);
  return () => window.removeEventListener("beforeunload", keep);
}

/** Leaves the field that is being typed into: what is kept when it is left is kept then. */
export function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
