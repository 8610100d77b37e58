import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import { asList, asObject, asObjects, asText, type JsonObject, parseJson } from "../../json.ts";
import type { Keeper } from "../dialect.ts";

/** The reasons for which a message has ended with all its blocks whole. */
const wholeEnds = ["end_turn", "stop_sequence", "tool_use", "pause_turn"];

/** A block as it began, and the pieces of what has come of it: texts that grow by every token would cost more. */
interface Open {
  block: JsonObject;
  text: string[];
  thinking: string[];
  signature: string[];
  /** Its input, as JSON. */
  json: string[];
  citations: unknown[];
}

function wholeOf({ block, json, citations, ...said }: Open): JsonObject {
  const grown = Object.entries(said).flatMap(([name, pieces]) =>
    pieces.length === 0 ? [] : [[name, asText(block[name]) + pieces.join("")]],
  );
  const input = asObject(parseJson(json.join("")));
  return {
    ...block,
    ...Object.fromEntries(grown),
    ...(input && { input }),
    ...(citations.length > 0 && { citations }),
  };
}

/** Keeps the blocks of a message that has ended whole, as they came. */
export function blockKeeper(): Keeper {
  const blocks: Open[] = [];
  const open = new Map<unknown, Open>();
  let content: JsonObject[] | null = null;
  let finish = "";

  const takeDelta = (one: Open, delta: JsonObject) => {
    const { type } = delta;
    if (type === "text_delta") one.text.push(asText(delta.text));
    else if (type === "thinking_delta") one.thinking.push(asText(delta.thinking));
    else if (type === "signature_delta") one.signature.push(asText(delta.signature));
    else if (type === "citations_delta" && asObject(delta.citation)) one.citations.push(delta.citation);
    else if (type === "input_json_delta") one.json.push(asText(delta.partial_json));
  };

  const begin = (index: unknown, block: JsonObject) => {
    const said = { text: [], thinking: [], signature: [], json: [] };
    const one = { block, ...said, citations: asList(block.citations).slice() };
    blocks.push(one);
    open.set(index, one);
  };

  return {
    take: (data) => {
      const event = asObject(data);
      const type = event?.type;
      if (type === "content_block_delta") {
        const one = open.get(event?.index);
        const delta = asObject(event?.delta);
        if (one && delta) takeDelta(one, delta);
      } else if (type === "content_block_start") begin(event?.index, { ...asObject(event?.content_block) });
      else if (type === "message_delta") finish = asText(asObject(event?.delta)?.stop_reason);
      else if (type === "message") {
        content = asObjects(event?.content);
        finish = asText(event?.stop_reason);
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
