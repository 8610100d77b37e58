/** Knows what was removed last, as long as it can be brought back. */
interface Remover<Removed> {
  getState(): { removed: Removed | null };
  setState(change: { removed: null }): void;
}

/**
 * Brings back what was removed last, where anything was. That is offered until it is asked for, or until it is `done`;
 * `restore` does it, and says itself what prevents it.
 */
export async function undoRemoval<Removed>(
  { getState, setState }: Remover<Removed>,
  restore: (removed: Removed) => Promise<unknown>,
  until: "asked" | "done" = "asked",
): Promise<void> {
  const { removed } = getState();
  if (removed === null) return;
  if (until === "asked") setState({ removed: null });
  await restore(removed);
  if (until === "done") setState({ removed: null });
}
