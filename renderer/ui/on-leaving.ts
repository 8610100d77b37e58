/** Calls `keep` when the page is about to go: it is reloaded, or its window is closed. What waits for an answer comes too late then. Gives how to stop that. */
export function onLeaving(keep: () => void): () => void {
  window.addEventListener("beforeunload", keep);
  return () => window.removeEventListener("beforeunload", keep);
}
