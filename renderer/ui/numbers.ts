/** A number as people type it, with a decimal point or comma; undefined for anything else. */
export function numberIn(text: string): number | undefined {
  const typed = text.trim().replace(",", ".");
  const number = Number(typed);
  return typed !== "" && Number.isFinite(number) && Math.abs(number) <= 1e9 ? number : undefined;
}

/** A whole number between two others as it is typed; undefined for anything else. */
export function wholeIn(text: string, least: number, most: number): number | undefined {
  const number = numberIn(text);
  return number !== undefined && Number.isInteger(number) && number >= least && number <= most
    ? number
    : undefined;
}
