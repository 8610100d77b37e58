import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import { asObject, asObjects, asText, type JsonObject, parseJson } from "../../json.ts";
import type { Keeper } from "../dialect.ts";

/** The reasons for which a message has ended with all its blocks whole. */
const wholeEnds = ["end_turn", "stop_sequence", "tool_use", "pause_turn"];

/** Keeps the blocks of a message that has ended whole, as they came. */
export function blockKeeper(): Keeper {
  const blocks = new Map<unknown, JsonObject>();
  const inputs = new Map<unknown, string>();
  let content: JsonObject[] | null = null;
  let finish = "";

  const takeDelta = (index: unknown, { type, ...delta }: JsonObject) => {
    const block = blocks.get(index);
    if (!block) return;
    if (type === "text_delta") block.text = asText(block.text) + asText(delta.text);
    else if (type === "thinking_delta") block.thinking = asText(block.thinking) + asText(delta.thinking);
    else if (type === "signature_delta") block.signature = asText(block.signature) + asText(delta.signature);
    else if (type === "citations_delta")
      block.citations = [...asObjects(block.citations), ...asObjects([delta.citation])];
    else if (type === "input_json_delta")
      inputs.set(index, (inputs.get(index) ?? "") + asText(delta.partial_json));
  };

  const withInput = ([index, block]: [unknown, JsonObject]): JsonObject => {
    const input = asObject(parseJson(inputs.get(index) ?? ""));
    return input ? { ...block, input } : block;
  };

  return {
    take: (data) => {
      const { type, index, content_block, delta, ...event } = asObject(data) ?? {};
      if (type === "content_block_start") blocks.set(index, { ...asObject(content_block) });
      else if (type === "content_block_delta") takeDelta(index, asObject(delta) ?? {});
      else if (type === "message_delta") finish = asText(asObject(delta)?.stop_reason);
      else if (type === "message") {
        content = asObjects(event.content);
        finish = asText(event.stop_reason);
      }
    },
    items: () => {
      if (!wholeEnds.includes(finish)) return [];
      const all = content ?? [...blocks].map(withInput);
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
