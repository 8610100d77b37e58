/** A day as people read it, from milliseconds since the epoch. */
export const dateText = (at: number): string =>
  new Date(at).toLocaleDateString(undefined, { dateStyle: "medium" });

/** A moment as people read it, from milliseconds since the epoch. */
export const momentText = (at: number): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** The same of one that a service told; null where it told none. */
export const toldAt = (at: number | null): string | null => (at ? momentText(at) : null);
