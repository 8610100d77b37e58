import type { MessageEnd } from "../../../../preload/contract/conversations.ts";
import { asObject, asObjects, asText, type JsonObject } from "../../json.ts";
import { readUsage } from "../completions/usage.ts";
import { type Chunk, nothingSaid, type ReadEvent } from "../dialect.ts";
import type { Beside } from "../events.ts";

/**
 * Reads the events of a picture that is made, or the document with it (REST reference of image generation; events of
 * OpenAI's client library). Pictures that are not finished, and events of kinds that it does not know, say nothing.
 */
export const imagesReader: ReadEvent = (value) => {
  const document = asObject(value);
  if (!document) return null;
  if (document.error) return { ...nothingSaid, error: document };
  if (isFinished(document)) return finished(document, [document]);
  if (Array.isArray(document.data)) return finished(document, asObjects(document.data));
  return typeof document.type === "string" ? nothingSaid : null;
};

const isFinished = ({ type }: JsonObject) => /^image_(?:generation|edit)\.completed$/.test(asText(type));

function finished(document: JsonObject, made: readonly JsonObject[]): Chunk {
  return {
    ...nothingSaid,
    // Some models give an address in the place of the picture (FLUX 1 on these routes).
    text: made.flatMap(({ url }) => asText(url) || []).join("\n"),
    beside: made.flatMap(besideOf),
    promptFilters: asObjects(made.map(({ prompt_filter_results: results }) => results)),
    answerFilter: asObject(made[0]?.content_filter_results),
    usage: readUsage(document, null),
    finish: "completed",
    isLast: true,
  };
}

/** The picture, and before it the prompt as the service has rewritten it, where it has. */
function besideOf({ b64_json: data, revised_prompt: revised }: JsonObject): Beside[] {
  const picture = asText(data);
  const prompt = asText(revised);
  return [
    ...(prompt === "" ? [] : [{ type: "commentary" as const, text: prompt }]),
    ...(picture === "" ? [] : [{ type: "picture" as const, mediaType: typeOf(picture), data: picture }]),
  ];
}

/** How files of each kind begin, in base64 (PNG, JFIF, RIFF). */
const beginnings = [
  ["/9j/", "image/jpeg"],
  ["UklGR", "image/webp"],
] as const;

const typeOf = (data: string): string =>
  beginnings.find(([beginning]) => data.startsWith(beginning))?.[1] ?? "image/png";

/** There is one way in which a picture ends well. */
export const ends: ReadonlyMap<string, MessageEnd> = new Map([["completed", "stop"]]);

/** Whether a document has pictures, or is an event of making one. */
export const isAnswer = ({ data, type }: JsonObject): boolean =>
  Array.isArray(data) || /^image_(?:generation|edit)\./.test(asText(type));

/** Whether it has them as a whole. */
export const isWhole = ({ data }: JsonObject): boolean => Array.isArray(data);
