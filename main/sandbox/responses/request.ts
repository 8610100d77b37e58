import type { SandboxDeployment } from "../deployments.ts";
import { Refused } from "../errors.ts";
import { isObject, type Json } from "../json.ts";
import { mannersIn } from "../manners.ts";
import { isFiltered, promptTokensOf, type Question } from "../question.ts";
import type { Seals } from "../seals.ts";
import { toolsCalled } from "../tools.ts";
import { readInput } from "./input.ts";
import { type Parameters, readParameters } from "./parameters.ts";
import { refused, refusedType } from "./refusals.ts";
import { type ResponsesTools, readResponsesChoice, readResponsesTools } from "./tools.ts";

/** A request of the Responses API, checked. */
export interface ResponsesRequest {
  question: Question;
  parameters: Parameters;
  tools: ResponsesTools;
  /** What the service itself does before it answers. */
  hosted: { search: boolean; code: boolean };
  /** The input as items, without what was said before it. */
  items: Json[];
  /** All that stands before the answer, which a later request may go on from. */
  context: Json[];
  pads: boolean;
  body: Json;
}

/** What an earlier answer was about, and what it said. */
interface Earlier {
  context: Json[];
  output(): Json[];
}

/** What a request is read with: who can open what was closed, and what the service has kept. */
interface Memory {
  seals: Seals;
  replies: { get(id: string): Earlier | undefined; item(id: string): Json | undefined };
}

/** Reads the body of a request for a deployment. Throws `Refused`. */
export function readResponsesRequest(
  body: unknown,
  deployment: SandboxDeployment,
  { seals, replies }: Memory,
): ResponsesRequest {
  if (!isObject(body)) throw new Refused("invalid-json");
  const parameters = readParameters(body, deployment);
  const { instructions = null, previous_response_id: previous = null } = body;
  if (instructions !== null && typeof instructions !== "string")
    throw refusedType("instructions", "a string");
  const before = previous === null ? [] : itemsBefore(previous, replies);
  const { messages: said, items } = readInput(body.input, before, {
    ...{ deployment, seals, store: parameters.store },
    kept: replies.item,
  });
  const messages = instructions === null ? said : [{ role: "system", text: instructions }, ...said];
  const manners = mannersIn(messages);
  const tools = readResponsesTools(body.tools);
  const chosen = readResponsesChoice(body.tool_choice, tools);
  const promptTokens = promptTokensOf(messages, body.tools);
  const { contextTokens: limit } = deployment;
  if (promptTokens > limit && body.truncation !== "auto")
    throw new Refused("context-length-exceeded", { limit, tokens: promptTokens });
  if (isFiltered(messages)) throw new Refused("content-filter-of-responses");
  const { format, maxTokens, effort } = parameters;
  const streamOptions = isObject(body.stream_options) ? body.stream_options : {};
  return {
    question: {
      ...{ messages, manners, promptTokens, maxTokens },
      ...{ choices: 1, stop: [], seed: 0 },
      thinks: effort !== null && effort !== "none",
      json: formatOf(format, messages.map(({ text }) => text).join(" ")),
      tools: chosen.choice === "none" ? [] : tools.functions.map(({ name }) => name),
      toolCalls: toolsCalled(messages, tools.functions, chosen.choice, body.parallel_tool_calls !== false),
    },
    ...{ parameters, tools, items, body },
    hosted: {
      search:
        tools.hosted.search && chosen.choice !== "none" && (manners.searches || chosen.hosted === "search"),
      code: tools.hosted.code && chosen.choice !== "none" && (manners.runsCode || chosen.hosted === "code"),
    },
    context: [...before, ...items],
    pads: streamOptions.include_obfuscation !== false,
  };
}

function itemsBefore(id: unknown, replies: Memory["replies"]): Json[] {
  const found = replies.get(String(id));
  if (found) return [...found.context, ...found.output()];
  throw refused(
    `Previous response with id '${String(id)}' not found.`,
    "previous_response_id",
    "previous_response_not_found",
  );
}

/** The JSON that is asked for. Where there is no schema, the input has to say so too. */
function formatOf({ type, schema }: Json, said: string): Question["json"] {
  if (type === "json_schema") return { schema: isObject(schema) ? schema : null };
  if (type !== "json_object") return null;
  if (/json/i.test(said)) return { schema: null };
  throw refused(
    "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
    "input",
  );
}
