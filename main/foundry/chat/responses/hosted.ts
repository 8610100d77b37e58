import type { HostedCall } from "../../../../preload/contract/conversations.ts";
import { asList, asObject, asObjects, asText, type JsonObject } from "../../json.ts";

/**
 * The call of one of the service's own tools that an item is; null for any other item. A web search on Azure is never
 * told to be completed: its last status is `searching` (recorded), so only a failure is taken from the word.
 */
export function hostedCallIn(item: JsonObject): HostedCall | null {
  const [, tool] = /^(\w+)_call$/.exec(asText(item.type)) ?? [];
  if (tool === undefined || item.type === "function_call" || item.type === "custom_tool_call") return null;
  const input = inputOf(item);
  return {
    id: asText(item.id),
    tool: tool.replace(/_preview$/, ""),
    state: stateOf(asText(item.status), input),
    input,
    output: outputOf(item),
  };
}

function stateOf(status: string, input: string): HostedCall["state"] {
  if (/failed|incomplete/.test(status)) return "failed";
  return status === "completed" || (status === "searching" && input !== "") ? "completed" : "running";
}

/** The queries of a search, the address of a page that was opened, code, or a tool's arguments. */
function inputOf(item: JsonObject): string {
  const action = asObject(item.action);
  const queries = [action?.query, action?.url, ...asList(action?.queries), ...asList(item.queries)].map(
    asText,
  );
  const asked = [...new Set(queries.filter((query) => query !== ""))].join("\n");
  return asked || asText(item.code) || asText(item.arguments);
}

/** What code printed, or what a tool gave. */
function outputOf(item: JsonObject): string {
  const logs = asObjects(item.outputs).map(({ logs }) => asText(logs));
  return logs.filter((one) => one !== "").join("\n") || asText(item.output);
}
