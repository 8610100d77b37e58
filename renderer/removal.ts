/** Knows what was removed last, as long as it can be brought back. */
interface Remover<Removed> {
  getState(): { removed: Removed | null };
  setState(change: { removed: Removed | null }): void;
}

/**
 * Brings back what was removed last, where anything was. That is offered until it is asked for, so that it is asked for
 * once, and again where it could not be done; `restore` gives whether it was, and says itself what prevents it.
 */
export async function undoRemoval<Removed>(
  { getState, setState }: Remover<Removed>,
  restore: (removed: Removed) => Promise<boolean>,
): Promise<void> {
  const { removed } = getState();
  if (removed === null) return;
  setState({ removed: null });
  const isDone = await restore(removed);
  // What was removed meanwhile is the last one now.
  if (!isDone && getState().removed === null) setState({ removed });
}
