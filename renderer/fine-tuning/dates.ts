/** A day as people read it, from milliseconds since the epoch. */
export const dateText = (at: number): string =>
  new Date(at).toLocaleDateString(undefined, { dateStyle: "medium" });

/** A time that a service told as people read it, from milliseconds since the epoch; null where it told none. */
export const timeText = (at: number | null): string | null => (at ? new Date(at).toLocaleString() : null);

/** A day as a list writes it (YYYY-MM-DD) as people read it; as it stands where it is none. */
export function listDate(text: string): string {
  const at = Date.parse(`${text}T12:00:00`);
  return Number.isNaN(at) ? text : dateText(at);
}
