import { asObject } from "../foundry/json.ts";

/** Names under which people write a key itself. */
const names =
  /^(api[-_ ]?)?(key|secret|token|password|passwd|credential|authorization|bearer)s?$|subscription[-_ ]?key|access[-_ ]?token|client[-_ ]?secret/i;

/** What keys and tokens look like: Azure's 32 and 84 characters, base64, OpenAI's, and signed tokens. */
const looks = [
  // A segment of a path is more often an account's id.
  /(?<![A-Za-z0-9/])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{32,}/,
  /[A-Za-z0-9+/]{40,}={1,2}/,
  /\bsk-[A-Za-z0-9_-]{16,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\./,
  /\bBearer\s+\S{16,}/i,
];

/** Where people write as they like; a prompt may well be about such texts. */
const free = new Set([
  ...["prompts", "systemPrompt", "title", "template", "stop", "allowScripts"],
  ...["prompt", "messages", "rubric", "source", "pattern", "expected", "schema"],
]);

/** Where a config holds something that looks like a key itself, as the names and numbers that lead there; null where nothing does. */
export function findKey(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (string | number)[] | null {
  if (typeof value === "string") return looks.some((look) => look.test(value)) ? path : null;
  const inside: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(asObject(value) ?? {});
  for (const [name, part] of inside) {
    const at = [...path, name];
    // A name may be the key itself, so it is not repeated.
    if (looks.some((look) => look.test(String(name)))) return path;
    // The names of headers go with the names of variables.
    if (names.test(String(name)) && typeof part === "string" && path.at(-1) !== "headersFrom") return at;
    const found = free.has(String(name)) ? null : findKey(part, at);
    if (found !== null) return found;
  }
  return null;
}
