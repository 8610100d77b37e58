/** Rows whose answers were shown with the names of their models since the app began, by evaluation. */
const named = new Map<string, Set<number>>();

/** Remembers that the answers to a row were shown with names: a vote about them is not blind from then on. */
export function sawNames(evaluationId: string, row: number): void {
  const rows = named.get(evaluationId) ?? new Set();
  named.set(evaluationId, rows.add(row));
}

/** Whether they were. */
export const wereNamed = (evaluationId: string, row: number): boolean =>
  named.get(evaluationId)?.has(row) ?? false;

/** All of them. */
export const namedRows = (evaluationId: string): readonly number[] => [...(named.get(evaluationId) ?? [])];
