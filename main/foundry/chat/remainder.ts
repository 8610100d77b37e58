/** What of a whole text has not been given yet; nothing where the whole says something else than what was given. */
export const remainderOf = (whole: string, given: string): string =>
  whole.startsWith(given) ? whole.slice(given.length) : "";
