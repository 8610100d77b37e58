import { type Completion, complete } from "../completion.ts";
import type { SandboxDeployment } from "../deployments.ts";
import { anthropicId } from "../identifiers.ts";
import type { Json } from "../json.ts";
import type { Seals } from "../seals.ts";
import { splitTokens } from "../tokens.ts";
import { foundPage } from "../web-page.ts";
import { readWishes } from "../wishes.ts";
import type { PromptCache, PromptUsage } from "./cache.ts";
import type { MessagesRequest } from "./request.ts";
import { thoughts } from "./turns.ts";

/** A block of an answer: how it begins in a stream, what is added, and the whole. */
interface Block {
  start: Json;
  deltas: { delta: Json; isToken: boolean }[];
  whole: Json;
  /** Tokens that are made for it and not told. */
  silentTokens: number;
}

/** An answer of the Messages API. */
export interface Answer {
  blocks: Block[];
  stop: { stop_reason: string; stop_sequence: string | null; stop_details: Json | null };
  tokens: { output: number; thinking: number };
  prompt: PromptUsage;
}

/** What it is made with: who signs thoughts, and which prompts are remembered. */
interface Making {
  seals: Seals;
  promptCache: PromptCache;
}

/** Answers a request. The texts are the same for the same messages and deployment; ids are not. */
export function answerTo(
  request: MessagesRequest,
  deployment: SandboxDeployment,
  { seals, promptCache }: Making,
): Answer {
  const completion = complete(request.question, deployment);
  const blocks = blocksOf(request, completion, seals);
  const output = blocks.reduce(
    (sum, { deltas, silentTokens }) => sum + silentTokens + deltas.filter(({ isToken }) => isToken).length,
    0,
  );
  return {
    blocks,
    stop: stopOf(request, completion),
    tokens: { output: Math.max(1, output), thinking: completion.usage.reasoning },
    prompt: promptCache.count(deployment.name, request.parts, request.question.promptTokens),
  };
}

function blocksOf(request: MessagesRequest, { choices }: Completion, seals: Seals): Block[] {
  const { question, parameters, searches, pauses } = request;
  const [choice] = choices;
  if (!choice) return [];
  const blocks: Block[] = [];
  if (choice.reasoning.length > 0)
    blocks.push(
      question.manners.hidesThoughts
        ? redacted(choice.reasoning, seals)
        : thinking(choice.reasoning, parameters.showsThoughts, seals),
    );
  if (searches) blocks.push(...search(readWishes(question.messages).subject ?? "news", seals));
  if (pauses) return blocks;
  if (choice.toolCalls.length > 0) {
    const names = choice.toolCalls.map(({ name }) => name).join(" and ");
    return [...blocks, text(splitTokens(`Let me use ${names} for that.`)), ...choice.toolCalls.map(toolUse)];
  }
  if (choice.text.length === 0) return blocks;
  return [...blocks, text(choice.text), ...(searches ? [cited(seals)] : [])];
}

function stopOf({ question, pauses }: MessagesRequest, { choices }: Completion): Answer["stop"] {
  const [choice] = choices;
  const stop = (reason: string, sequence: string | null = null, details: Json | null = null) => ({
    ...{ stop_reason: reason, stop_sequence: sequence, stop_details: details },
  });
  if (pauses) return stop("pause_turn");
  if (choice && choice.refusal.length > 0)
    return stop("refusal", null, {
      type: "refusal",
      category: question.manners.refusal?.category ?? null,
      explanation: choice.refusal.join(""),
    });
  if (choice?.finish === "tool_calls") return stop("tool_use");
  if (choice?.finish === "length") return stop("max_tokens");
  return choice?.stoppedAt ? stop("stop_sequence", choice.stoppedAt) : stop("end_turn");
}

const told = (delta: Json, isToken = true) => ({ delta, isToken });

/** Shown or not, thoughts are signed; the signature comes last. */
function thinking(tokens: readonly string[], isShown: boolean, seals: Seals): Block {
  const whole = isShown ? tokens.join("") : "";
  const signature = seals.seal(thoughts, whole);
  const shown = isShown ? tokens : [];
  return {
    start: { type: "thinking", thinking: "", signature: "" },
    deltas: [
      ...shown.map((token) => told({ type: "thinking_delta", thinking: token })),
      told({ type: "signature_delta", signature }, false),
    ],
    whole: { type: "thinking", thinking: whole, signature },
    silentTokens: tokens.length - shown.length,
  };
}

function redacted(tokens: readonly string[], seals: Seals): Block {
  const whole = { type: "redacted_thinking", data: seals.seal(thoughts) };
  return { start: whole, deltas: [], whole, silentTokens: tokens.length };
}

const text = (tokens: readonly string[]): Block => ({
  start: { type: "text", text: "" },
  deltas: tokens.map((token) => told({ type: "text_delta", text: token })),
  whole: { type: "text", text: tokens.join("") },
  silentTokens: 0,
});

/** The first piece of an input is empty, as recorded. */
const inputDeltas = (tokens: readonly string[]) => [
  told({ type: "input_json_delta", partial_json: "" }, false),
  ...tokens.map((token) => told({ type: "input_json_delta", partial_json: token })),
];

function toolUse({ name, arguments: tokens }: { name: string; arguments: string[] }): Block {
  const use = { type: "tool_use", id: anthropicId("toolu"), name };
  const caller = { type: "direct" };
  return {
    start: { ...use, input: {}, caller },
    deltas: inputDeltas(tokens),
    whole: { ...use, input: JSON.parse(tokens.join("")), caller },
    silentTokens: 0,
  };
}

/** What the service looked for, and what it found. */
function search(query: string, seals: Seals): Block[] {
  const use = { type: "server_tool_use", id: anthropicId("srvtoolu"), name: "web_search" };
  const input = { query };
  const result = {
    type: "web_search_tool_result",
    tool_use_id: use.id,
    content: [
      { type: "web_search_result", ...foundPage, encrypted_content: seals.seal(thoughts), page_age: null },
    ],
    caller: { type: "direct" },
  };
  return [
    text(splitTokens("I'll search the web for that.")),
    {
      start: { ...use, input: {} },
      deltas: inputDeltas(splitTokens(JSON.stringify(input))),
      whole: { ...use, input },
      silentTokens: 0,
    },
    { start: result, deltas: [], whole: result, silentTokens: 0 },
  ];
}

/** A sentence with its source. */
function cited(seals: Seals): Block {
  const sentence = "Microsoft Foundry's documentation says more.";
  const citation = {
    type: "web_search_result_location",
    ...foundPage,
    encrypted_index: seals.seal(thoughts),
    cited_text: "Microsoft Foundry documentation",
  };
  const plain = text(splitTokens(sentence));
  return {
    ...plain,
    start: { type: "text", text: "", citations: [] },
    deltas: [told({ type: "citations_delta", citation }, false), ...plain.deltas],
    whole: { type: "text", text: sentence, citations: [citation] },
  };
}
