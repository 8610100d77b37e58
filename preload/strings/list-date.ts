/** The day that a service or a list means by a time, midnight in UTC, as people read it: the same in every time zone. */
export const dayText = (time: number): string =>
  new Date(time).toLocaleDateString(undefined, { dateStyle: "medium", timeZone: "UTC" });

/** A day as a list writes it (YYYY-MM-DD) as people read it; as it stands where it is none. */
export function listDate(text: string): string {
  const time = Date.parse(`${text}T00:00Z`);
  return Number.isNaN(time) ? text : dayText(time);
}
