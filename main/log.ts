/** Writes one line about a fault of the app to the terminal. Callers pass what they know, never input or credentials. */
export function logFault(where: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(`[assay] ${where}: ${text}`);
}
