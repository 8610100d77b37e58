import type { Cost } from "../../../preload/contract/conversations.ts";
import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { costOf } from "../../foundry/deployments/prices.ts";
import { isRemote } from "../../graders/graders.ts";
import { isPair } from "../pair.ts";
import type { MeasuredModel } from "../process/pilot.ts";
import { type DeployedFacts, isAskedInBatches } from "./models.ts";
import type { RowFacts } from "./rows.ts";

/** Tokens of an answer where nothing tells its size. */
const usualAnswer = 250;
/** Tokens of what a judge says, about. */
export const usualJudgement = 150;
/** Characters that an evaluator of the service tells its judge: its prompts are its own, and pages long. */
const usualInstructions = 4_000;

/** What asking for one row comes to: requests, money and time at the limits. */
export interface PerRow {
  requests: number;
  /** Null where it is not known. */
  cost: Cost | null;
  /** Milliseconds, on average over many rows; null where no limit is known. */
  time: number | null;
}

/** Tokens of one request. */
export interface Size {
  question: number;
  answer: number;
}

/** The size of a model's question and answer, measured by a pilot where there is one. */
export function sizeOf(
  rows: Pick<RowFacts, "question" | "reference" | "perToken">,
  systemPrompt: string,
  pilot: MeasuredModel | null,
): Size {
  return {
    question: pilot?.question ?? rows.question + systemPrompt.length / rows.perToken,
    answer: pilot?.answer ?? rows.reference ?? usualAnswer,
  };
}

/** What one row of a model costs with its repeats. What a pilot's answers cost counts before any price. */
export function modelPerRow(
  { repeats, place, atOnce }: Pick<EvaluationSettings, "repeats" | "place" | "atOnce">,
  facts: DeployedFacts,
  size: Size,
  pilot: MeasuredModel | null,
): PerRow {
  const own = pilot?.cost ?? null;
  const cost = own === null ? priced(facts, size, repeats) : times(own, repeats);
  // A batch takes as long as the service likes, within a day.
  if (place.kind !== "here" && (place.kind === "foundry" || isAskedInBatches(place, facts.known)))
    return { requests: repeats, cost, time: null };
  const atLimits = timeAtLimits(facts, size, repeats);
  const asMeasured = pilot?.total == null ? null : (pilot.total * repeats) / atOnce;
  const times_ = [atLimits, asMeasured].filter((one) => one !== null);
  return { requests: repeats, cost, time: times_.length === 0 ? null : Math.max(...times_) };
}

/** What one row costs at a judge or an embeddings deployment; null for a grader that asks nobody. */
export function graderPerRow(
  grader: EvaluationGrader,
  { models, baseline, repeats }: Pick<EvaluationSettings, "models" | "baseline" | "repeats">,
  facts: DeployedFacts,
  { question, answer }: Size,
  rows: Pick<RowFacts, "reference" | "perToken">,
): PerRow | null {
  if (!isRemote(grader) && !isJudgedThere(grader)) return null;
  const hasBaseline = models.some(({ id }) => id === baseline);
  const answers = (isPair(grader) ? (hasBaseline ? models.length - 1 : 0) : models.length) * repeats;
  // Both orders are asked of a judge that compares.
  const requests = answers * (isPair(grader) ? 2 : 1);
  const reference = rows.reference ?? 0;
  const size: Size =
    grader.kind === "similarity"
      ? { question: answer + reference, answer: 0 }
      : {
          question: told(grader) / rows.perToken + question + answer * (isPair(grader) ? 2 : 1) + reference,
          answer: Math.min(usualJudgement, (grader.kind === "judge" && grader.maxTokens) || usualJudgement),
        };
  return { requests, cost: priced(facts, size, requests), time: timeAtLimits(facts, size, requests) };
}

/** Whether an evaluator of the service grades by a deployment. */
const isJudgedThere = (grader: EvaluationGrader): boolean =>
  grader.kind === "evaluator" && grader.judge !== null;

/** Characters that a judge is told besides the question, the answer and the reference. */
function told(grader: EvaluationGrader): number {
  if (grader.kind === "evaluator") return usualInstructions;
  if (grader.kind !== "judge") return JSON.stringify(grader).length;
  return grader.rubric.length + grader.messages.reduce((sum, { content }) => sum + content.length, 0);
}

const nothing: Cost = { amount: 0, currency: "USD" };

/** What requests of one size cost; null without a price. */
export function priced(
  { price, isFree }: DeployedFacts,
  { question, answer }: Size,
  requests: number,
): Cost | null {
  if (price === null) return isFree ? nothing : null;
  const usage = { prompt: question * requests, completion: answer * requests, reasoning: 0, cached: 0 };
  return costOf(usage, price);
}

const minute = 60_000;

function timeAtLimits(
  { limits }: DeployedFacts,
  { question, answer }: Size,
  requests: number,
): number | null {
  const waits = [
    limits.tokens && ((question + answer) * requests * minute) / limits.tokens,
    limits.requests && (requests * minute) / limits.requests,
  ].filter((one) => typeof one === "number");
  return waits.length === 0 ? null : Math.max(...waits);
}

/** So many times an amount. */
export const times = (cost: Cost, count: number): Cost => ({ ...cost, amount: cost.amount * count });

/** All costs together; null where one is not known, or they are in several currencies. */
export function sumOf(costs: readonly (Cost | null)[]): Cost | null {
  const all = costs.filter((cost) => cost !== null);
  const known = all.filter(({ amount }) => amount > 0);
  const [first = nothing] = known;
  if (all.length < costs.length || known.some(({ currency }) => currency !== first.currency)) return null;
  const amount = known.reduce((sum, cost) => sum + cost.amount, 0);
  const isTyped = known.some((cost) => cost.isTyped);
  return { amount, currency: first.currency, ...(isTyped && { isTyped: true as const }) };
}
