import { asList, asObject, type JsonObject } from "../foundry/json.ts";

/** The message of the assistant that a row ends with, which is its answer; null where it ends with a question. */
export function ownAnswer(row: JsonObject): JsonObject | null {
  const last = asList(row.preferred_output ?? row.messages)
    .map(asObject)
    .at(-1);
  return last?.role === "assistant" ? last : null;
}
