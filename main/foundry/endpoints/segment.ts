/**
 * A name as one segment of a path; null for one that a URL cannot hold as such: it resolves dots away, also encoded ones,
 * and a lone surrogate has no encoding.
 */
export const segment = (name: string): string | null =>
  /^\.{0,2}$/.test(name) || /\p{Surrogate}/u.test(name) ? null : encodeURIComponent(name);
