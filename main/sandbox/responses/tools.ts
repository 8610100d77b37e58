import { isObject, type Json } from "../json.ts";
import type { Tool, ToolChoice } from "../tools.ts";
import { refused, refusedMissing, refusedType, refusedValue } from "./refusals.ts";

/** The tools of a request. */
export interface ResponsesTools {
  functions: Tool[];
  /** What the service itself can do. */
  hosted: { search: boolean; code: boolean };
  /** As the reply tells them. */
  echo: Json[];
}

const searches = ["web_search", "web_search_preview"];
const kinds = ["function", ...searches, "code_interpreter"];

/** Reads the tools of a request, which have no wrapper around a function here. Throws `Refused`. */
export function readResponsesTools(value: unknown): ResponsesTools {
  if (value !== undefined && value !== null && !Array.isArray(value)) throw refusedType("tools", "an array");
  const given: unknown[] = Array.isArray(value) ? value : [];
  const echo = given.map((tool, at) => readTool(tool, `tools[${at}]`));
  return {
    functions: echo
      .filter(({ type }) => type === "function")
      .map(({ name, parameters }) => ({
        name: String(name),
        parameters: isObject(parameters) ? parameters : {},
      })),
    hosted: {
      search: echo.some(({ type }) => searches.includes(String(type))),
      code: echo.some(({ type }) => type === "code_interpreter"),
    },
    echo,
  };
}

function readTool(tool: unknown, param: string): Json {
  if (!isObject(tool)) throw refusedType(param, "an object");
  const { type } = tool;
  if (typeof type !== "string") throw refusedMissing(`${param}.type`);
  if (!kinds.includes(type)) throw refusedValue(type, kinds, `${param}.type`);
  if (type === "code_interpreter") {
    if (tool.container === undefined) throw refusedMissing(`${param}.container`);
    return tool;
  }
  if (type !== "function") return tool;
  if (typeof tool.name !== "string") throw refusedMissing(`${param}.name`);
  if (!/^[\w-]{1,64}$/.test(tool.name))
    throw refused(
      `Invalid '${param}.name': string does not match pattern. Expected a string that matches the pattern ` +
        "'^[a-zA-Z0-9_-]+$'.",
      `${param}.name`,
      "invalid_value",
    );
  const { description = null, name, parameters = null, strict = true } = tool;
  return { type, description, name, parameters, strict };
}

/** Which tool has to be called, hosted ones included. Throws `Refused` for one that is not there. */
export function readResponsesChoice(
  value: unknown,
  { functions, hosted }: ResponsesTools,
): { choice: ToolChoice; hosted: "search" | "code" | null } {
  if (value === undefined || value === null || value === "auto") return { choice: "auto", hosted: null };
  if (value === "none") return { choice: "none", hosted: null };
  const none = functions.length === 0 && !hosted.search && !hosted.code;
  if (value === "required") {
    if (none)
      throw refused("Tool choice 'required' must be specified with 'tools' parameter.", "tool_choice");
    const [only] = functions.length > 0 ? [null] : hosted.search ? ["search" as const] : ["code" as const];
    return { choice: "required", hosted: only ?? null };
  }
  const { type, name } = isObject(value) ? value : {};
  if (type === "function" && functions.some((one) => one.name === name))
    return { choice: { name: String(name) }, hosted: null };
  if (searches.includes(String(type)) && hosted.search) return { choice: "auto", hosted: "search" };
  if (type === "code_interpreter" && hosted.code) return { choice: "auto", hosted: "code" };
  throw refused(`Tool choice '${String(name ?? type)}' not found in 'tools' parameter.`, "tool_choice");
}
