import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import { asObject, asObjects, asText, type JsonObject } from "../../json.ts";
import type { Keeper } from "../dialect.ts";

/**
 * Keeps the items of a response that has ended: thinking is given back as it came, with the answer or the calls that
 * followed it, else the service refuses it. Its id stays on it: reports disagree whether it may, and that is what the
 * service itself sends back.
 */
export function itemKeeper(): Keeper {
  const items: JsonObject[] = [];
  let response: JsonObject | null = null;
  return {
    take: (data) => {
      const event = asObject(data);
      if (event?.type === "response.output_item.done") {
        const item = asObject(event.item);
        if (item) items.push(item);
      } else if (event?.object === "response") response = event;
      else if (event?.type === "response.completed") response = asObject(event.response);
    },
    items: () => {
      if (response?.status !== "completed") return [];
      const all = items.length > 0 ? items : asObjects(response.output);
      return all.flatMap(givenBack);
    },
  };
}

/** Whether an item is thinking that can be given back. */
export const isThought = ({ type, encrypted_content: content }: JsonObject): boolean =>
  type === "reasoning" && asText(content) !== "";

/** An item as it is given back; none for what the service does not take back when it has stored nothing. */
function givenBack(item: JsonObject): JsonObject[] {
  const { type } = item;
  if (isThought(item)) return [{ ...item, status: undefined }];
  if (type === "message") {
    const { role, content, phase } = item;
    return [{ type, role, content, ...(phase !== undefined && phase !== null && { phase }) }];
  }
  if (type === "function_call")
    return [{ type, call_id: item.call_id, name: item.name, arguments: item.arguments }];
  return [];
}

/** Whether a refusal is of thinking that was given back (replies quoted in public issues). */
export const refusesItems = ({ raw }: Diagnosis): boolean =>
  raw?.status === 400 &&
  /item with id '?[\w-]+'? not found|encrypted content.{0,80}(?:could not|cannot|can't) be|without its required following item|items are not persisted/i.test(
    raw.message ?? "",
  );
