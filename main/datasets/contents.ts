/** Who says a text: a role of a chat, or nobody. */
type Speaker = "system" | "user" | "assistant" | "tool" | null;

/** A text of a row, and who says it. */
export interface Spoken {
  text: string;
  by: Speaker;
}

/** Levels that are gone into, and texts that are taken, of one row: more than any example that can be trained on. */
const deepest = 200;
const mostTexts = 100_000;

/** What is no text of its own: definitions that many rows share, settings, and pictures. Outside a chat a text may be called so. */
const passedOver = new Set([
  ...["tools", "functions", "response_format", "tool_choice"],
  ...["image_url", "input_audio", "image", "audio", "file"],
]);

/** Whether a text is a file's bytes (RFC 2397). */
const isFile = (text: string): boolean => text.startsWith("data:") && text.slice(0, 128).includes(";base64,");

const isId = (name: string): boolean => name === "id" || name.endsWith("_id");

const speakers = new Map<string, Speaker>([
  ["system", "system"],
  ["developer", "system"],
  ["user", "user"],
  ["assistant", "assistant"],
  ["tool", "tool"],
  ["function", "tool"],
]);

/** What an object with a role has if it is a message. */
const messageFields = ["content", "tool_calls", "function_call"];

/** Steps that lead to a text from the row's top. */
type Steps = (string | number)[];

/**
 * Goes through the texts of a row in their order until `take` gives true. `steps` holds the way while there is one to
 * be kept.
 */
function walk(
  value: unknown,
  by: Speaker,
  depth: number,
  steps: Steps | null,
  take: (text: string, by: Speaker) => boolean,
): boolean {
  if (typeof value === "string") return value !== "" && !isFile(value) && take(value, by);
  if (typeof value !== "object" || value === null || depth >= deepest) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      steps?.push(index);
      if (walk(value[index], by, depth + 1, steps, take)) return true;
      steps?.pop();
    }
    return false;
  }
  const fields = value as Record<string, unknown>;
  const isMessage =
    typeof fields.role === "string" && messageFields.some((name) => Object.hasOwn(fields, name));
  const speaker = isMessage ? (speakers.get(String(fields.role)) ?? null) : by;
  for (const name of Object.keys(fields)) {
    if (isId(name)) continue;
    if (passedOver.has(name) && (by !== null || typeof fields[name] !== "string")) continue;
    // What a message or a part of one is called says nothing.
    if (isMessage && (name === "role" || name === "name")) continue;
    if (!isMessage && by !== null && name === "type") continue;
    steps?.push(name);
    if (walk(fields[name], speaker, depth + 1, steps, take)) return true;
    steps?.pop();
  }
  return false;
}

/**
 * The texts of a row's value that a model would see, each with who says it: contents and text parts of messages,
 * arguments of calls, prompts, outputs, and every other text in its fields. Names of fields, roles, ids, definitions of
 * tools and pictures are none. At most 100,000 texts, from at most 200 levels.
 */
export function spokenIn(value: unknown): Spoken[] {
  const found: Spoken[] = [];
  walk(value, null, 0, null, (text, by) => found.push({ text, by }) >= mostTexts);
  return found;
}

/** The same texts alone. */
export function contentsOf(value: unknown): string[] {
  const found: string[] = [];
  walk(value, null, 0, null, (text) => found.push(text) >= mostTexts);
  return found;
}

/** A way to a text from a row's top: names of fields, and numbers of items from 0. */
export type ContentPath = readonly (string | number)[];

/** The ways to some of the texts that `contentsOf` gives, by their places among them; what is no place is left out. */
export function pathsOfContents(value: unknown, places: ReadonlySet<number>): Map<number, ContentPath> {
  const found = new Map<number, ContentPath>();
  if (places.size === 0) return found;
  const steps: Steps = [];
  let place = 0;
  walk(value, null, 0, steps, () => {
    if (places.has(place)) found.set(place, [...steps]);
    place += 1;
    return found.size === places.size || place >= mostTexts;
  });
  return found;
}

/**
 * The texts that make a row what it is. Instructions of the system are left out where something else is said: rows that
 * share only them are not alike.
 */
export function ownContentsOf(value: unknown): string[] {
  const spoken = spokenIn(value);
  const own = spoken.filter(({ by }) => by !== "system");
  return (own.length > 0 ? own : spoken).map(({ text }) => text);
}
