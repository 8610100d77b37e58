import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import { asList, asObject, asObjects, asText, type JsonObject, parseJson } from "../../json.ts";
import type { Keeper } from "../dialect.ts";

/** The reasons for which a message has ended with all its blocks whole. */
const wholeEnds = ["end_turn", "stop_sequence", "tool_use", "pause_turn"];

/** A block with what has come of it. */
interface Open {
  block: JsonObject;
  /** Its input, as JSON. */
  json: string;
  citations: unknown[];
}

const wholeOf = ({ block, json, citations }: Open): JsonObject => {
  const input = asObject(parseJson(json));
  return { ...block, ...(input && { input }), ...(citations.length > 0 && { citations }) };
};

/** Keeps the blocks of a message that has ended whole, as they came. */
export function blockKeeper(): Keeper {
  const blocks: Open[] = [];
  const open = new Map<unknown, Open>();
  let content: JsonObject[] | null = null;
  let finish = "";

  const takeDelta = (index: unknown, { type, ...delta }: JsonObject) => {
    const one = open.get(index);
    if (!one) return;
    const { block } = one;
    if (type === "text_delta") block.text = asText(block.text) + asText(delta.text);
    else if (type === "thinking_delta") block.thinking = asText(block.thinking) + asText(delta.thinking);
    else if (type === "signature_delta") block.signature = asText(block.signature) + asText(delta.signature);
    else if (type === "citations_delta" && asObject(delta.citation)) one.citations.push(delta.citation);
    else if (type === "input_json_delta") one.json += asText(delta.partial_json);
  };

  const begin = (index: unknown, block: JsonObject) => {
    const one = { block, json: "", citations: asList(block.citations).slice() };
    blocks.push(one);
    open.set(index, one);
  };

  return {
    take: (data) => {
      const { type, index, content_block, delta, ...event } = asObject(data) ?? {};
      if (type === "content_block_start") begin(index, { ...asObject(content_block) });
      else if (type === "content_block_delta") takeDelta(index, asObject(delta) ?? {});
      else if (type === "message_delta") finish = asText(asObject(delta)?.stop_reason);
      else if (type === "message") {
        content = asObjects(event.content);
        finish = asText(event.stop_reason);
      }
    },
    items: () => {
      if (!wholeEnds.includes(finish)) return [];
      const all = content ?? blocks.map(wholeOf);
      // What says nothing comes, but is refused.
      return all.filter(({ type, text }) => type !== "text" || text !== "");
    },
  };
}

/** Whether blocks say more than a text and calls of tools can, such as signed thinking. */
export const sayMore = (blocks: readonly JsonObject[]): boolean =>
  blocks.some(({ type }) => type !== "text" && type !== "tool_use");

/** Whether a refusal is of what was given back (replies of the service quoted in public issues). */
export const refusesBlocks = ({ raw }: Diagnosis): boolean =>
  raw?.status === 400 &&
  /signature.{0,40}\bthinking\b|\bthinking\b.{0,100}(?:signature|cannot be modified|must remain|could not be)|expected .?(?:redacted_)?thinking.{0,40}but found|encrypted_content/i.test(
    raw.message ?? "",
  );
