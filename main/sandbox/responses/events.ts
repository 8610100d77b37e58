import type { Json } from "../json.ts";
import type { Frame } from "../transmission.ts";
import type { OutputItem } from "./items.ts";
import { type ResponsesReply, serverError } from "./reply.ts";

interface Event {
  type: string;
  fields: Json;
  afterTokens: number;
  isToken: boolean;
}

/** How events are written: with a number, which the first preview had not yet (recorded). */
interface Writing {
  isNumbered: boolean;
}

const written = (type: string, at: number, fields: Json, { isNumbered }: Writing): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...(isNumbered && { sequence_number: at }), ...fields })}\n\n`;

/** The events of a streamed answer, in order; there is no `[DONE]`. */
export function replyFrames(
  reply: ResponsesReply,
  { fails, isQueued, ...writing }: Writing & { fails: boolean; isQueued: boolean },
): Frame[] {
  const begun = (type: string, status: "queued" | "in_progress", isToken = false): Event => ({
    ...{ type, fields: { response: reply.begun(status) }, afterTokens: 0, isToken },
  });
  const start = [
    begun("response.created", isQueued ? "queued" : "in_progress"),
    ...(isQueued ? [begun("response.queued", "queued")] : []),
    begun("response.in_progress", "in_progress"),
  ];
  const middle = itemEvents(reply.items);
  const told = fails ? middle.slice(0, Math.ceil(middle.length / 2)) : middle;
  const end: Event = {
    type: `response.${reply.ended.status}`,
    fields: { response: reply.ended },
    afterTokens: told.at(-1)?.afterTokens ?? 0,
    isToken: false,
  };
  return [...start, ...told, end].map(({ type, fields, afterTokens, isToken }, at) => ({
    ...{ afterTokens, isToken },
    text: () => written(type, at, fields, writing),
  }));
}

function itemEvents(items: readonly OutputItem[]): Event[] {
  let tokens = 0;
  const event = (type: string, fields: Json, isToken = false): Event => {
    if (isToken) tokens += 1;
    return { type, fields, afterTokens: tokens, isToken };
  };
  return items.flatMap(({ added, told, done, silentTokens }, index) => {
    const first = event("response.output_item.added", { output_index: index, item: added });
    const between = told.map(({ type, fields, isToken }) =>
      event(type, "output_index" in fields ? { ...fields, output_index: index } : fields, isToken),
    );
    tokens += silentTokens;
    return [first, ...between, event("response.output_item.done", { output_index: index, item: done })];
  });
}

/**
 * An error in the middle of a stream: with an object of its own, after which the whole is told as failed (recorded at
 * OpenAI), or flat and last (the types of the openai package).
 */
export const errorEventsOf =
  (reply: ResponsesReply, writing: Writing) =>
  (at: number, isFlat: boolean): string => {
    const { code, message } = serverError;
    if (isFlat) return written("error", at, { code, message, param: null }, writing);
    return (
      written("error", at, { error: { type: code, code, message, param: null } }, writing) +
      written("response.failed", at + 1, { response: reply.failed({ code, message }) }, writing)
    );
  };
