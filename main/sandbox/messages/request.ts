import type { SandboxDeployment } from "../deployments.ts";
import { isObject, type Json } from "../json.ts";
import { mannersIn } from "../manners.ts";
import { promptTokensOf, type Question } from "../question.ts";
import type { Seals } from "../seals.ts";
import { toolsCalled } from "../tools.ts";
import { messagesOf, readSystem, readTurns, type Turn } from "./content.ts";
import { type ClaudeParameters, readClaudeParameters } from "./parameters.ts";
import { refused, refusedType } from "./refusals.ts";
import { readClaudeChoice, readClaudeTools } from "./tools.ts";
import { checkTurns } from "./turns.ts";

/** A request of the Messages API, checked. */
export interface MessagesRequest {
  question: Question;
  parameters: ClaudeParameters;
  /** What the prompt is made of, in the order in which it is remembered. */
  parts: Json[];
  /** Whether the service searches before it answers, and stops for now when it has. */
  searches: boolean;
  pauses: boolean;
}

/** What a request is read with. */
interface Memory {
  version: string;
  seals: Seals;
}

/** Reads the body of a request for a deployment. Throws `Refused`. */
export function readMessagesRequest(
  body: unknown,
  deployment: SandboxDeployment,
  { version, seals }: Memory,
): MessagesRequest {
  if (!isObject(body)) throw refusedType("body", "a valid dictionary");
  const parameters = readClaudeParameters(body, deployment, version);
  const { thinking, schema, maxTokens, stop } = parameters;
  const system = readSystem(body.system);
  const turns = readTurns(body.messages, version);
  checkTurns(turns, thinking, seals);
  const tools = readClaudeTools(body.tools);
  const { choice, mayCallSeveral } = readClaudeChoice(body.tool_choice, tools, thinking);

  const said = turns.flatMap(messagesOf);
  const messages = system.text === "" ? said : [{ role: "system", text: system.text }, ...said];
  const promptTokens = promptTokensOf(messages, body.tools);
  if (promptTokens > deployment.contextTokens)
    throw refused(`prompt is too long: ${promptTokens} tokens > ${deployment.contextTokens} maximum`);
  const manners = mannersIn(messages);
  const searches = tools.search && manners.searches;
  return {
    question: {
      ...{ messages, manners, promptTokens, maxTokens, stop, choices: 1, seed: 0 },
      thinks: thinking !== "disabled",
      json: schema && { schema },
      tools: choice === "none" ? [] : tools.own.map(({ name }) => name),
      toolCalls: toolsCalled(messages, tools.own, choice, mayCallSeveral),
    },
    parameters,
    parts: partsOf(body, system.blocks, turns),
    searches,
    pauses: searches && manners.pauses,
  };
}

/** Each part with its place; a mark on the whole prompt is one on the last of them. */
function partsOf(body: Json, system: readonly Json[], turns: readonly Turn[]): Json[] {
  const tools = Array.isArray(body.tools) ? body.tools.filter(isObject) : [];
  const placed = (place: string, blocks: readonly Json[]) => blocks.map((block) => ({ place, ...block }));
  const parts: Json[] = [
    ...placed("tools", tools),
    ...placed("system", system),
    ...turns.flatMap(({ role, blocks }) => placed(role, blocks)),
  ];
  const last = parts.at(-1);
  if (!isObject(body.cache_control) || !last) return parts;
  return [...parts.slice(0, -1), { ...last, cache_control: body.cache_control }];
}
