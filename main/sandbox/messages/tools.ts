import { isObject, type Json } from "../json.ts";
import type { Tool, ToolChoice } from "../tools.ts";
import type { Thinking } from "./models.ts";
import { refused, refusedField, refusedMissing, refusedType } from "./refusals.ts";

/** The tools of a request: the caller's own, and whether the service may search. */
export interface ClaudeTools {
  own: Tool[];
  search: boolean;
}

/** Those that a model hosted on Azure has; of web search no later one (Claude models on Foundry, September 2026). */
const searches = ["web_search_20250305"];
const fields = ["name", "description", "input_schema", "strict", "cache_control", "type", "input_examples"];

/** Reads the tools of a request. Throws `Refused`. */
export function readClaudeTools(value: unknown): ClaudeTools {
  if (value === undefined || value === null) return { own: [], search: false };
  if (!Array.isArray(value)) throw refusedType("tools", "a valid list");
  const tools = value.map((tool: unknown, at) => readTool(tool, `tools.${at}`));
  return { own: tools.filter((tool) => tool !== null), search: tools.includes(null) };
}

/** Null for a search. */
function readTool(tool: unknown, path: string): Tool | null {
  if (!isObject(tool)) throw refusedType(path, "a valid dictionary");
  const { type = "custom", name, input_schema: schema } = tool;
  if (searches.includes(String(type))) return null;
  if (type !== "custom")
    throw refused(
      `${path}: Input tag '${String(type)}' found using 'type' does not match any of the expected tags: 'custom', ` +
        searches.map((one) => `'${one}'`).join(", "),
    );
  if (typeof name !== "string") throw refusedMissing(`${path}.custom.name`);
  if (!/^[\w-]{1,128}$/.test(name))
    throw refused(`${path}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`);
  if (!isObject(schema)) throw refusedMissing(`${path}.custom.input_schema`);
  const extra = Object.keys(tool).find((field) => !fields.includes(field));
  if (extra !== undefined) throw refusedField(`${path}.custom.${extra}`);
  return { name, parameters: schema };
}

/** Which tool has to be called, and whether several may be. Throws `Refused`. */
export function readClaudeChoice(
  value: unknown,
  { own }: ClaudeTools,
  thinking: Thinking,
): { choice: ToolChoice; mayCallSeveral: boolean } {
  if (value === undefined || value === null) return { choice: "auto", mayCallSeveral: true };
  const given: Json = isObject(value) ? value : {};
  const { type, name, disable_parallel_tool_use: single } = given;
  const mayCallSeveral = single !== true;
  if (type === "auto" || type === "none") return { choice: type, mayCallSeveral };
  if (type !== "any" && type !== "tool")
    throw refused(
      `tool_choice: Input tag '${String(type)}' found using 'type' does not match any of the expected tags: 'any', ` +
        "'auto', 'none', 'tool'",
    );
  if (thinking !== "disabled") throw refused("Thinking may not be enabled when tool_choice forces tool use.");
  if (type === "any") return { choice: "required", mayCallSeveral };
  if (!own.some((tool) => tool.name === name))
    throw refused(`Tool '${String(name)}' not found in provided tools`);
  return { choice: { name: String(name) }, mayCallSeveral };
}
