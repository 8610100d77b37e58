import type { HostedCall } from "../../../../preload/contract/conversations.ts";
import { asObject, asObjects, asText, type JsonObject, parseJson } from "../../json.ts";

/** Whether a block is the call of a tool that the service runs itself. */
export const isHostedCall = ({ type }: JsonObject): boolean =>
  type === "server_tool_use" || type === "mcp_tool_use";

/** The call that such a block is, with its input as JSON. */
export const hostedCallIn = ({ id, name }: JsonObject, input: string): HostedCall => ({
  id: asText(id),
  tool: asText(name),
  state: "running",
  input: inputIn(input),
  output: "",
});

/** What is asked of a tool: the query of a search, an address, code or a command; else all of its input. */
function inputIn(json: string): string {
  const { query, url, code, command } = asObject(parseJson(json)) ?? {};
  const [asked] = [query, url, code, command].map(asText).filter((one) => one !== "");
  return asked ?? (json === "{}" ? "" : json);
}

/**
 * The call whose result a block is, as it was known before; null for a block that is no result (Messages API reference,
 * `web_search_tool_result`, `code_execution_tool_result` and those built like them).
 */
export function answeredCall(block: JsonObject, known: ReadonlyMap<string, HostedCall>): HostedCall | null {
  const type = asText(block.type);
  const id = asText(block.tool_use_id);
  if (!type.endsWith("_tool_result") || id === "") return null;
  const call = known.get(id) ?? { id, tool: type.replace(/_tool_result$/, ""), input: "" };
  const content = asObject(block.content);
  const failure = asText(content?.error_code);
  const hasFailed = failure !== "" || block.is_error === true;
  return {
    ...call,
    state: hasFailed ? "failed" : "completed",
    output: failure || outputIn(content ?? block.content),
  };
}

/** What was found, with where it is, what was printed, or the text of a tool. */
function outputIn(content: unknown): string {
  const results = Array.isArray(content) ? asObjects(content) : asObjects([content]);
  return results
    .flatMap(({ title, url, text, stdout, stderr }) => [
      [title, url]
        .map(asText)
        .filter((one) => one !== "")
        .join("\n"),
      ...[text, stdout, stderr].map(asText),
    ])
    .filter((one) => one !== "")
    .join("\n\n");
}
