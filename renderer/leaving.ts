/** Calls back when the window is closed or read anew, so that what was typed last is kept. Gives how to stop that. */
export function onLeaving(keep: () => void): () => void {
  window.addEventListener("pagehide", keep);
  return () => window.removeEventListener("pagehide", keep);
}
