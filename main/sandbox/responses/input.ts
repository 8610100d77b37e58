import type { SandboxDeployment } from "../deployments.ts";
import { responsesId } from "../identifiers.ts";
import { isObject, type Json } from "../json.ts";
import type { Message } from "../message.ts";
import type { Seals } from "../seals.ts";
import { readMessage, readOutput } from "./content.ts";
import { refused, refusedMissing, refusedType, refusedValue } from "./refusals.ts";

/** What is asked, and as which items it is kept. */
export interface Input {
  messages: Message[];
  items: Json[];
}

/** What the items of an input are read with. */
export interface InputContext {
  deployment: SandboxDeployment;
  seals: Seals;
  /** An item that the service has kept; undefined where it has none of that id. */
  kept(id: string): Json | undefined;
  /** Whether this request lets the service keep it. */
  store: boolean;
}

const kinds = [
  "message",
  "function_call",
  "function_call_output",
  "reasoning",
  "item_reference",
  "web_search_call",
  "code_interpreter_call",
];

/** Reads the `input` of a request, after what was said before it. Throws `Refused`. */
export function readInput(value: unknown, before: readonly Json[], context: InputContext): Input {
  if (value === undefined || value === null) throw refusedMissing("input");
  const given: unknown[] = typeof value === "string" ? [{ role: "user", content: value }] : asArray(value);
  if (given.length === 0)
    throw refused("Invalid 'input': empty array. Expected an array with minimum length 1.", "input");
  const items = given.map((item, at) => whole(item, `input[${at}]`, context));
  const all = [...before, ...items];
  checkCalls(all);
  const messages = all.flatMap((item, at) => messageOf(item, `input[${at - before.length}]`, context));
  return { messages, items };
}

function asArray(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw refusedType("input", "a string or an array of items");
}

/** An item with its kind and an id; one that was only referred to is the one that was kept. */
function whole(item: unknown, param: string, context: InputContext): Json {
  if (!isObject(item)) throw refusedType(param, "an object");
  const type = item.type ?? "message";
  if (!kinds.includes(String(type))) throw refusedValue(type, kinds, param);
  if (type === "item_reference") return context.kept(String(item.id)) ?? lost(item.id, context.store);
  if (type === "reasoning") checkReasoning(item, context);
  const { id = responsesId(prefixes[String(type)] ?? "msg") } = item;
  return { ...item, id, type };
}

const prefixes: Partial<Record<string, string>> = {
  function_call: "fc",
  function_call_output: "fco",
  reasoning: "rs",
  web_search_call: "ws",
  code_interpreter_call: "ci",
};

/** Where thoughts are kept for a model: those of another deployment cannot be read. */
export const placeOf = ({ name }: SandboxDeployment): string => `reasoning of ${name}`;

/** Thoughts come back closed as they were, or by the id of an item that was kept. */
function checkReasoning(
  { id, encrypted_content: content }: Json,
  { deployment, seals, kept, store }: InputContext,
): void {
  if (content === undefined || content === null) {
    if (typeof id !== "string") throw refusedMissing("input.id");
    if (!kept(id)) lost(id, store);
    return;
  }
  if (seals.isIntact(content, placeOf(deployment))) return;
  throw refused(
    `The encrypted content ${String(content).slice(0, 4)}...${String(content).slice(-4)} could not be verified. ` +
      "Reason: Encrypted content could not be decrypted or parsed.",
    null,
    "invalid_encrypted_content",
  );
}

function lost(id: unknown, store: boolean): never {
  const why = store
    ? ""
    : " Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this " +
      "item from your input.";
  throw refused(`Item with id '${String(id)}' not found.${why}`, "input");
}

/** Every call has its output, and every output its call. */
function checkCalls(items: readonly Json[]): void {
  const ids = (type: string) =>
    items.filter((item) => item.type === type).map(({ call_id: id }) => String(id));
  const [calls, outputs] = [ids("function_call"), ids("function_call_output")];
  const unanswered = calls.find((id) => !outputs.includes(id));
  if (unanswered) throw refused(`No tool output found for function call ${unanswered}.`, "input");
  const uncalled = outputs.find((id) => !calls.includes(id));
  if (uncalled)
    throw refused(`No tool call found for function call output with call_id ${uncalled}.`, "input");
}

/** What an item says, for who answers: thoughts and searches say nothing. */
function messageOf(item: Json, param: string, { deployment }: InputContext): Message[] {
  if (item.type === "message") return [readMessage(item, param, deployment)];
  if (item.type === "function_call_output") return [{ role: "tool", ...readOutput(item.output, param) }];
  if (item.type !== "function_call") return [];
  if (typeof item.name !== "string") throw refusedMissing(`${param}.name`);
  if (typeof item.arguments !== "string") throw refusedMissing(`${param}.arguments`);
  return [{ role: "assistant", text: "" }];
}
