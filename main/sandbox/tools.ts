import { Refused } from "./errors.ts";
import { isObject, type Json, parsed } from "./json.ts";
import { mannersIn } from "./manners.ts";
import type { Message } from "./message.ts";
import { instanceOf } from "./schema-instance.ts";

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

/** Which tool has to be called: none, any, or the one of a name. */
export type ToolChoice = "none" | "auto" | "required" | { name: string };

/** The choice as chat completions write it. */
export function readToolChoice(value: unknown): ToolChoice {
  if (isObject(value) && isObject(value.function)) return { name: String(value.function.name) };
  return value === "none" || value === "required" ? value : "auto";
}

/**
 * The calls that stand in the place of an answer: of the tool that the choice forces or the last message names, of all where
 * it says so, or of whatever a message of the words "call the tool NAME" names, so that a client without tools can meet one
 * too.
 */
export function toolsCalled(
  messages: readonly Message[],
  tools: readonly Tool[],
  choice: ToolChoice,
  mayCallSeveral = true,
): ToolCall[] {
  const last = messages.at(-1);
  if (last?.role !== "user" || choice === "none") return [];
  if (mannersIn(messages).callsAll && tools.length > 0)
    return tools.slice(0, mayCallSeveral ? tools.length : 1).map((tool) => callOf(tool, last.text));
  const forced = typeof choice === "object" ? choice.name : undefined;
  const named = tools.find(({ name }) => last.text.toLowerCase().includes(name.toLowerCase()));
  const tool =
    tools.find(({ name }) => name === forced) ?? named ?? (choice === "required" ? tools[0] : undefined);
  if (tool) return [callOf(tool, last.text)];
  const [, name] = /\bcall the tool ([\w-]{1,64})/i.exec(last.text) ?? [];
  return name === undefined ? [] : [callOf({ name, parameters: {} }, last.text)];
}

/** The JSON object in the message, or something for each parameter that is required. */
function callOf({ name, parameters }: Tool, text: string): ToolCall {
  const [given = ""] = /\{[\s\S]*\}/.exec(text) ?? [];
  if (isObject(parsed(given))) return { name, arguments: given };
  return { name, arguments: JSON.stringify(instanceOf({ ...parameters, type: "object" }, name)) };
}
