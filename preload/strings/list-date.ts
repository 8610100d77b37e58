/** A day as a list writes it (YYYY-MM-DD) as people read it; as it stands where it is none. */
export function listDate(text: string): string {
  const at = new Date(`${text}T12:00:00`);
  return Number.isNaN(at.getTime()) ? text : at.toLocaleDateString(undefined, { dateStyle: "medium" });
}
