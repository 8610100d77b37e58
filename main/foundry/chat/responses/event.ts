import { asObject, asText, type JsonObject } from "../../json.ts";
import { type Chunk, nothingSaid, piece, type ReadEvent, saying } from "../dialect.ts";
import type { Beside } from "../events.ts";
import { paragraph } from "../joining.ts";
import { hostedCallIn } from "./hosted.ts";
import { citationsIn, isCommentary, responseChunk, toolCallIn } from "./response.ts";

/**
 * Reads the events of one Responses stream, or a whole response (Responses API reference; recorded streams of Azure).
 * Events of kinds that it does not know say nothing; null for what is no event. What a message says on the way to the
 * answer is known by its item alone, and the last event repeats what has been told: hence what it remembers. It runs for
 * every token: so nothing is made on the way.
 */
export function responsesReader(): ReadEvent {
  const commentary = new Set<unknown>();
  let commented: unknown = null;
  const told = new Set<string>();

  const untold = (beside: readonly Beside[]): Beside[] =>
    beside.filter((one) => {
      const key = JSON.stringify(one);
      return !told.has(key) && told.add(key);
    });

  const partOf = partNames();

  const textDelta = (event: JsonObject): Chunk =>
    commentary.size > 0 && commentary.has(event.output_index)
      ? saying({ beside: [{ type: "commentary", text: commentOf(event) }] })
      : piece(asText(event.delta), "", partOf(event));

  /** Another message than the one before begins a paragraph. */
  const commentOf = ({ output_index: item, delta }: JsonObject): string => {
    const begins = commented !== null && commented !== item;
    commented = item;
    return begins ? paragraph + asText(delta) : asText(delta);
  };

  const itemAdded = (event: JsonObject): Chunk => {
    const item = asObject(event.item);
    if (!item) return nothingSaid;
    if (isCommentary(item)) commentary.add(event.output_index);
    const call = toolCallIn(item);
    return saying(
      call ? { toolCalls: [{ index: numberIn(event), ...call }] } : { beside: untold(hosted(item)) },
    );
  };

  const ended = (response: JsonObject): Chunk => {
    const chunk = responseChunk(response);
    const beside = chunk.beside.filter((one) => one.type !== "commentary" || commentary.size === 0);
    return { ...chunk, beside: untold(beside) };
  };

  const other = (event: JsonObject): Chunk | null => {
    if (event.object === "response") return ended(event);
    const response = asObject(event.response);
    if (response && isTerminal(asText(event.type))) return ended(response);
    if (event.error) return saying({ error: event });
    return typeof event.type === "string" ? nothingSaid : null;
  };

  return (value) => {
    const event = asObject(value);
    if (!event) return null;
    switch (event.type) {
      case "response.output_text.delta":
        return textDelta(event);
      case "response.refusal.delta":
        return saying({ refusal: asText(event.delta), part: partOf(event) });
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        return piece("", asText(event.delta), partOf(event));
      case "response.function_call_arguments.delta":
      case "response.custom_tool_call_input.delta":
        return saying({ toolCalls: [{ index: numberIn(event), arguments: asText(event.delta) }] });
      case "response.output_text.annotation.added":
        return saying({ beside: untold(citationsIn([event.annotation])) });
      case "response.output_item.added":
        return itemAdded(event);
      case "response.output_item.done":
        return saying({ beside: untold(hosted(asObject(event.item))) });
      case "error":
        return saying({ error: event });
      default:
        return other(event);
    }
  };
}

const isTerminal = (type: string) => /^response\.(?:completed|incomplete|failed|cancelled)$/.test(type);

/** Parts of items are told apart: by the item's place, and the part's own in it. The name is made when it is another one. */
function partNames(): (event: JsonObject) => string {
  let item: unknown;
  let part: unknown;
  let name = "";
  return ({ output_index, summary_index, content_index }) => {
    const own = summary_index ?? content_index;
    if (output_index !== item || own !== part) {
      item = output_index;
      part = own;
      name = `${place(item)}.${place(part)}`;
    }
    return name;
  };
}

/** A place as it is written in a name; nothing for what is none. */
const place = (value: unknown): string => (typeof value === "number" ? `${value}` : "");

const numberIn = ({ output_index: index }: JsonObject): number | null =>
  Number.isSafeInteger(index) ? (index as number) : null;

function hosted(item: JsonObject | null): Beside[] {
  const call = item && hostedCallIn(item);
  return call ? [{ type: "hosted_call", ...call }] : [];
}
