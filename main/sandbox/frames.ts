import { randomBytes, randomInt } from "node:crypto";
import type { ChatRequest } from "./chat-request.ts";
import { contentOf, fragmentsOf, toolCallsOf } from "./choice-parts.ts";
import type { Choice, Completion } from "./completion.ts";
import type { SandboxDeployment } from "./deployments.ts";
import type { Frame } from "./transmission.ts";

/** An event before it is written. */
interface ChunkFrame extends Omit<Frame, "text"> {
  data(): object | "[DONE]";
}

const safe = { filtered: false, severity: "safe" };
const clear = { detected: false, filtered: false };
const textFilters = {
  hate: safe,
  protected_material_code: clear,
  protected_material_text: clear,
  self_harm: safe,
  sexual: safe,
  violence: safe,
};
/** A late violation: the text has been sent by then (content streaming guide). */
const violation = { ...textFilters, violence: { filtered: true, severity: "medium" } };
const promptFilters = [
  {
    prompt_index: 0,
    content_filter_results: { hate: safe, jailbreak: clear, self_harm: safe, sexual: safe, violence: safe },
  },
];

/** Four to sixteen characters, so that the sizes of packets do not tell the text. */
const padding = () => randomBytes(12).toString("base64url").slice(randomInt(13));

/** How one family of models writes its replies. */
interface Dialect {
  opening: object[];
  role: object;
  delta(field: "content" | "reasoning_content" | "refusal" | "tool_calls", value: unknown): object;
  last: object;
  choice(index: number, delta: object, finish: Choice["finish"] | null): object;
  message(choice: Choice): object;
  /** What every chunk carries besides. */
  chunk(): object;
  usage(completion: Completion): object;
  whole: object;
}

const totals = ({ usage }: Completion) => ({
  prompt_tokens: usage.prompt,
  completion_tokens: usage.completion,
  total_tokens: usage.prompt + usage.completion,
});

/** As recorded from OpenAI's models on Azure: a first frame without choices, filter results on each choice. */
const openai = ({ includeObfuscation }: ChatRequest): Dialect => ({
  opening: [{ choices: [], created: 0, id: "", model: "", object: "", prompt_filter_results: promptFilters }],
  role: { content: "", refusal: null, role: "assistant" },
  delta: (field, value) => ({ [field]: value }),
  last: {},
  choice: (index, delta, finish) => ({
    content_filter_results:
      finish === "content_filter" ? violation : "content" in delta && delta.content !== "" ? textFilters : {},
    delta,
    finish_reason: finish,
    index,
    logprobs: null,
  }),
  message: (choice) => ({
    annotations: [],
    content: contentOf(choice),
    refusal: choice.refusal.length > 0 ? choice.refusal.join("") : null,
    role: "assistant",
    ...(choice.toolCalls.length > 0 && { tool_calls: toolCallsOf(choice) }),
  }),
  chunk: () => ({
    ...(includeObfuscation && { obfuscation: padding() }),
    system_fingerprint: "fp_5a4db0ca11",
  }),
  usage: (completion) => ({
    ...totals(completion),
    completion_tokens_details: {
      accepted_prediction_tokens: 0,
      audio_tokens: 0,
      reasoning_tokens: completion.usage.reasoning,
      rejected_prediction_tokens: 0,
    },
    prompt_tokens_details: { audio_tokens: 0, cached_tokens: 0 },
  }),
  whole: { prompt_filter_results: promptFilters, system_fingerprint: "fp_5a4db0ca11" },
});

/** As recorded from DeepSeek's models on Foundry: no filter results, every field of a delta always there. */
const partner = (): Dialect => ({
  opening: [],
  role: { role: "assistant", content: "", reasoning_content: null, tool_calls: null },
  delta: (field, value) => ({
    role: null,
    content: null,
    reasoning_content: null,
    tool_calls: null,
    [field]: value,
  }),
  last: { role: null, content: null, reasoning_content: null, tool_calls: null },
  choice: (index, delta, finish) => ({
    index,
    delta,
    logprobs: null,
    finish_reason: finish,
    matched_stop: finish === "stop" ? 1 : null,
  }),
  message: (choice) => ({
    role: "assistant",
    // These have no field for refusing: they say it.
    content: [...choice.text, ...choice.refusal].join("") || contentOf(choice),
    reasoning_content: choice.reasoning.length > 0 ? choice.reasoning.join("") : null,
    tool_calls: toolCallsOf(choice),
  }),
  chunk: () => ({}),
  usage: (completion) => ({
    ...totals(completion),
    prompt_tokens_details: null,
    reasoning_tokens: completion.usage.reasoning,
  }),
  whole: {},
});

const dialectOf = (deployment: SandboxDeployment, request: ChatRequest): Dialect =>
  deployment.dialect === "openai" ? openai(request) : partner();

/** The events of a streamed completion, in order, `[DONE]` last. Choices take turns, token by token. */
export function streamFrames(
  completion: Completion,
  deployment: SandboxDeployment,
  request: ChatRequest,
): ChunkFrame[] {
  const dialect = dialectOf(deployment, request);
  const { id, created, model } = completion;
  const usageField = request.includeUsage || deployment.dialect === "partner" ? { usage: null } : {};
  const chunk = (choices: object[], more: object = usageField) => ({
    choices,
    created,
    id,
    model,
    object: "chat.completion.chunk",
    ...dialect.chunk(),
    ...more,
  });

  const shown = deployment.reasoning === "shown";
  const refusalField = deployment.dialect === "openai" ? "refusal" : "content";
  const tokensOf = (choice: Choice) => [
    ...(shown ? choice.reasoning.map((token) => dialect.delta("reasoning_content", token)) : []),
    ...choice.text.map((token) => dialect.delta("content", token)),
    ...choice.refusal.map((token) => dialect.delta(refusalField, token)),
    ...fragmentsOf(choice).map((fragment) => dialect.delta("tool_calls", [fragment])),
  ];
  const columns = completion.choices.map((choice) => ({ choice, deltas: tokensOf(choice) }));
  const longest = Math.max(...columns.map(({ deltas }) => deltas.length));

  const frames: ChunkFrame[] = [];
  const add = (afterTokens: number, data: ChunkFrame["data"], isToken = false) =>
    frames.push({ afterTokens, isToken, data });
  for (const data of dialect.opening) add(0, () => data);
  for (const { choice } of columns) add(0, () => chunk([dialect.choice(choice.index, dialect.role, null)]));
  for (let at = 0; at <= longest; at++)
    for (const { choice, deltas } of columns) {
      const delta = deltas[at];
      if (delta) add(at, () => chunk([dialect.choice(choice.index, delta, null)]), true);
      if (at === deltas.length)
        add(at, () => chunk([dialect.choice(choice.index, dialect.last, choice.finish)]));
    }
  if (request.includeUsage) add(longest, () => chunk([], { usage: dialect.usage(completion) }));
  add(longest, () => "[DONE]");
  return frames;
}

/** The same completion as one JSON body. */
export function completionBody(
  completion: Completion,
  deployment: SandboxDeployment,
  request: ChatRequest,
): object {
  const dialect = dialectOf(deployment, request);
  const { id, created, model } = completion;
  return {
    choices: completion.choices.map((choice) => ({
      ...(deployment.dialect === "openai" && {
        content_filter_results: choice.finish === "content_filter" ? violation : textFilters,
      }),
      finish_reason: choice.finish,
      index: choice.index,
      logprobs: null,
      message: dialect.message(choice),
    })),
    created,
    id,
    model,
    object: "chat.completion",
    ...dialect.whole,
    usage: dialect.usage(completion),
  };
}
