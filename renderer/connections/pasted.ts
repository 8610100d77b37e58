/** Where a key stands in what people paste: a header, an environment variable, an argument of an SDK. */
const places = [
  /\bapi-key["']?\s*[:=]\s*["']?([\x21-\x7e]{16,})/i,
  /\bBearer\s+([\x21-\x7e]{16,})/i,
  /\b\w*api_?key["']?\s*[:=]\s*["']?([\x21-\x7e]{16,})/i,
];

/** The key in a pasted text, or null. A name in its place, such as `$AZURE_OPENAI_API_KEY`, is none. */
export function keyIn(text: string): string | null {
  for (const place of places) {
    const found = place.exec(text)?.[1]?.replace(/["'`,;)}\\]+$/, "");
    if (found !== undefined && /^[A-Za-z0-9_-]{16,}$/.test(found)) return found;
  }
  return null;
}

/** Whether a text is more than an address: several words or lines. */
export const isSnippet = (text: string): boolean => /\S\s+\S/.test(text.trim());
