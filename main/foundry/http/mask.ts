/** Fewer characters of a secret than these do not help to guess it. */
const telling = 8;

/** The text with the secret, and every piece of it that is long enough to tell something, replaced by dots. */
export function mask(text: string, secret: string): string {
  const least = Math.min(telling, secret.length);
  if (least === 0) return text;
  let shown = "";
  let at = 0;
  while (at < text.length) {
    let end = at;
    while (end < text.length && secret.includes(text.slice(at, end + 1))) end++;
    const found = end - at >= least;
    shown += found ? "•••" : text[at];
    at = found ? end : at + 1;
  }
  return shown;
}

/** The text without any of several secrets. */
export const maskAll = (text: string, secrets: readonly string[]): string => secrets.reduce(mask, text);
