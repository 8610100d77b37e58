const most = 4_294_967_295;

/** A seed as it is typed: a whole number that 32 bits can hold; null for anything else. */
export function seedIn(text: string): number | null {
  const typed = text.trim();
  const seed = Number(typed);
  return /^\d{1,10}$/.test(typed) && seed <= most ? seed : null;
}
