import { Refused } from "./errors.ts";
import { isObject, type Json, parsed } from "./json.ts";
import type { Message } from "./message.ts";

/** A call of a tool as a model makes it. */
export interface ToolCall {
  name: string;
  /** JSON. */
  arguments: string;
}

export interface Tool {
  name: string;
  parameters: Json;
}

/** The tools of a request. Throws `Refused` for what is none (Azure OpenAI REST reference; 128 at most). */
export function readTools(value: unknown): Tool[] {
  if (value === undefined || value === null) return [];
  const refused = (expected: string) => new Refused("invalid-value", { parameter: "tools", expected });
  if (!Array.isArray(value) || value.length === 0 || value.length > 128) throw refused("1 to 128 tools");
  return value.map((tool: unknown) => {
    const called = isObject(tool) && tool.type === "function" && isObject(tool.function) ? tool.function : {};
    if (typeof called.name !== "string") throw refused("functions with a name");
    return { name: called.name, parameters: isObject(called.parameters) ? called.parameters : {} };
  });
}

/**
 * The call that stands in the place of an answer: of the tool that the choice forces or the last message names, or of
 * whatever a message of the words "call the tool NAME" names, so that a client without tools can meet one too.
 */
export function toolCalled(
  messages: readonly Message[],
  tools: readonly Tool[],
  choice: unknown,
): ToolCall | null {
  const last = messages.at(-1);
  if (last?.role !== "user" || choice === "none") return null;
  const forced = isObject(choice) && isObject(choice.function) ? choice.function.name : undefined;
  const named = tools.find(({ name }) => last.text.toLowerCase().includes(name.toLowerCase()));
  const tool =
    tools.find(({ name }) => name === forced) ?? named ?? (choice === "required" ? tools[0] : undefined);
  const [, said] = /\bcall the tool ([\w-]{1,64})/i.exec(last.text) ?? [];
  const name = tool?.name ?? said;
  return name === undefined ? null : { name, arguments: argumentsFor(tool, last.text) };
}

/** The JSON object in the message, or something for each parameter that is required. */
function argumentsFor(tool: Tool | undefined, text: string): string {
  const [given = ""] = /\{[\s\S]*\}/.exec(text) ?? [];
  if (isObject(parsed(given))) return given;
  const { required, properties } = tool?.parameters ?? {};
  const names = Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
  const types = isObject(properties) ? properties : {};
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, valueFor(types[name], name)])));
}

function valueFor(schema: unknown, name: string): unknown {
  const { type, enum: values } = isObject(schema) ? schema : {};
  if (Array.isArray(values)) return values[0];
  if (type === "number" || type === "integer") return 1;
  if (type === "boolean") return true;
  if (type === "array") return [];
  return type === "object" ? {} : name;
}
