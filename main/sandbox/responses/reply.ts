import { type Completion, complete } from "../completion.ts";
import type { SandboxDeployment } from "../deployments.ts";
import { responsesId } from "../identifiers.ts";
import type { Json } from "../json.ts";
import type { Seals } from "../seals.ts";
import { splitTokens } from "../tokens.ts";
import { foundPage } from "../web-page.ts";
import { readWishes } from "../wishes.ts";
import { contentFilters } from "./filters.ts";
import { placeOf } from "./input.ts";
import { itemWriter, type OutputItem, type Part } from "./items.ts";
import { rulesOf } from "./models.ts";
import type { ResponsesRequest } from "./request.ts";

/** An answer of the Responses API. */
export interface ResponsesReply {
  id: string;
  items: OutputItem[];
  /** The whole as it is while nothing of it has come. */
  begun(status: "in_progress" | "queued" | "cancelled"): Json;
  /** The whole as it ends. */
  ended: Json;
  /** As it ends where the model's server has failed. */
  failed(error: Json): Json;
  tokens: number;
}

/** How the model's server fails. */
export const serverError = {
  code: "server_error",
  message: "The server had an error processing your request. Sorry about that!",
};

/** Answers a request. The texts are the same for the same input and deployment; ids and times are not. */
export function replyTo(
  request: ResponsesRequest,
  deployment: SandboxDeployment,
  seals: Seals,
  seconds: number,
): ResponsesReply {
  const id = responsesId("resp");
  const completion = complete(request.question, deployment);
  const items = itemsOf(request, completion, deployment, seals);
  const whole = (status: string, more: Json = {}) =>
    wholeOf(request, deployment, { id, seconds, status, more });
  const end = endOf(completion);
  const text = completion.choices[0]?.text.join("") ?? "";
  const filters = contentFilters(
    {
      prompt: request.question.messages.reduce((sum, message) => sum + message.text.length, 0),
      completion: text.length,
    },
    end === "content_filter",
    rulesOf(deployment).hasPhases ? [] : null,
  );
  const failed = (error: Json) => whole("failed", { error });
  const ended = whole(end === null ? "completed" : "incomplete", {
    ...(end === null && { completed_at: seconds }),
    ...(end !== null && { incomplete_details: { reason: end } }),
    content_filters: filters,
    output: items.map(({ done }) => done),
    service_tier: "default",
    usage: usageOf(completion, end),
  });
  return {
    ...{ id, items, failed, tokens: completion.usage.completion },
    begun: (status) => whole(status),
    ended: request.question.manners.fails ? failed(serverError) : ended,
  };
}

/** Why an answer is not whole; null where it is. */
function endOf({ choices }: Completion): "max_output_tokens" | "content_filter" | null {
  const finish = choices[0]?.finish;
  if (finish === "length") return "max_output_tokens";
  return finish === "content_filter" ? finish : null;
}

/** What an answer that is not whole says of its usage is not known there: zero (recorded on Azure and at OpenAI). */
function usageOf({ usage }: Completion, end: ReturnType<typeof endOf>): Json {
  const input = end === null ? usage.prompt : 0;
  const output = end === "content_filter" ? 0 : usage.completion;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: end === "content_filter" ? 0 : usage.reasoning },
    total_tokens: input + output,
  };
}

function itemsOf(
  { question, parameters, hosted, pads }: ResponsesRequest,
  completion: Completion,
  deployment: SandboxDeployment,
  seals: Seals,
): OutputItem[] {
  const write = itemWriter(pads);
  const { hasPhases } = rulesOf(deployment);
  const [choice] = completion.choices;
  if (!choice) return [];
  const items: OutputItem[] = [];
  const includes = (part: string) => parameters.includes.includes(part);
  if (choice.reasoning.length > 0) {
    const seal = includes("reasoning.encrypted_content") ? () => seals.seal(placeOf(deployment)) : null;
    items.push(write.reasoning(choice.reasoning, parameters.summary !== null, seal));
  }
  if (hosted.search)
    items.push(
      write.search(
        readWishes(question.messages).subject ?? "news",
        includes("web_search_call.action.sources"),
      ),
    );
  if (hosted.code)
    items.push(write.code("print(6 * 7)\n", "42\n", includes("code_interpreter_call.outputs")));
  if (hasPhases && question.manners.comments)
    items.push(write.message([textOf(splitTokens(comment))], "completed", "commentary"));
  if (choice.toolCalls.length > 0) return [...items, ...choice.toolCalls.map(write.call)];

  const parts: Part[] = [];
  if (choice.text.length > 0) parts.push(hosted.search ? cited(choice.text) : textOf(choice.text));
  if (choice.refusal.length > 0) parts.push({ kind: "refusal", tokens: choice.refusal, annotations: [] });
  if (parts.length === 0) return items;
  const ending =
    choice.finish === "content_filter" ? "blocked" : choice.finish === "length" ? "incomplete" : "completed";
  return [...items, write.message(parts, ending, hasPhases ? "final_answer" : null)];
}

const comment = "I'll look at what was asked first, and then answer.";

const textOf = (tokens: string[]): Part => ({ kind: "text", tokens, annotations: [] });

/** A text with the source that was found behind it. */
function cited(tokens: string[]): Part {
  const start = tokens.join("").length + 2;
  const source = `([${foundPage.title}](${foundPage.url}))`;
  return {
    kind: "text",
    tokens: [...tokens, "\n\n", ...splitTokens(source)],
    annotations: [
      { type: "url_citation", start_index: start, end_index: start + source.length, ...foundPage },
    ],
  };
}

/** The object around an answer; fields and their order are as recorded. */
function wholeOf(
  { body, parameters, tools }: ResponsesRequest,
  deployment: SandboxDeployment,
  { id, seconds, status, more }: { id: string; seconds: number; status: string; more: Json },
): Json {
  const { hasPhases, efforts } = rulesOf(deployment);
  const reasons = efforts.length > 0;
  const values = {
    ...{ id, object: "response", created_at: seconds, status, background: parameters.background },
    ...{ completed_at: null, content_filters: null, error: null },
    ...(hasPhases && { frequency_penalty: 0 }),
    ...{ incomplete_details: null, instructions: body.instructions ?? null },
    ...{ max_output_tokens: parameters.maxTokens, max_tool_calls: body.max_tool_calls ?? null },
    model: deployment.model.name,
    ...(hasPhases && { moderation: null }),
    output: [],
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    ...(hasPhases && { presence_penalty: 0 }),
    previous_response_id: body.previous_response_id ?? null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    prompt_cache_retention: body.prompt_cache_retention ?? (hasPhases ? "in_memory" : null),
    reasoning: {
      ...(hasPhases && { context: "all_turns" }),
      effort: parameters.effort,
      ...(hasPhases && { mode: "standard" }),
      summary: parameters.summary,
    },
    ...{ safety_identifier: body.safety_identifier ?? null, service_tier: "auto", store: parameters.store },
    temperature: body.temperature ?? 1,
    text: { format: parameters.format, verbosity: parameters.verbosity },
    ...{ tool_choice: body.tool_choice ?? "auto", tools: tools.echo, top_logprobs: 0 },
    top_p: body.top_p ?? (reasons ? 0.98 : 1),
    ...{ truncation: body.truncation ?? "disabled", usage: null },
    ...{ user: body.user ?? null, metadata: body.metadata ?? {} },
  };
  return { ...values, ...more };
}
