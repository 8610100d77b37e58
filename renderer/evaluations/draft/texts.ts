import type { Cost } from "../../../preload/contract/conversations.ts";
import type {
  EvaluationPower,
  EvaluationRemark,
  EvaluationWeight,
} from "../../../preload/contract/evaluation-plans.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { duration } from "../../../preload/strings/duration.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { evaluationPlans } from "../../../preload/strings/evaluation-plans.ts";
import { evaluations } from "../../../preload/strings/evaluations.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { moneyText } from "../../prices/index.ts";

const words = evaluationDrafts.before;
const { remarks } = evaluationPlans;

/** What a remark says; its code where nobody has words for it. */
export const remarkText = ({ code, parameters }: EvaluationRemark): string =>
  codedText(evaluations.remarks, code, parameters) ?? codedText(remarks, code, parameters) ?? code;

/** A share in percent. */
const percentText = (share: number): string =>
  share.toLocaleString(undefined, { style: "percent", maximumFractionDigits: 0 });

/** Points of a hundred, with the digits that tell something. */
const pointsText = (points: number): string =>
  points.toLocaleString(undefined, { maximumFractionDigits: points < 10 ? 1 : 0 });

/** The smallest difference that these rows can show, in a sentence, with what it assumes. */
export function powerText({ smallest, isPossible, differing }: EvaluationPower, rows: number): string {
  if (smallest === null) return evaluationPlans.power.none;
  const { share, low, high, isMeasured } = differing;
  const values = {
    rows: rows.toLocaleString(),
    points: pointsText(smallest),
    share: percentText(share),
    low: percentText(low ?? 0),
    high: percentText(high ?? 1),
  };
  if (isMeasured && share === 0)
    return fill(evaluationPlans.power[isPossible ? "alike" : "alikeTooFew"], values);
  if (!isPossible) return fill(evaluationPlans.power.tooFew, values);
  return fill(evaluationPlans.power[isMeasured ? "measured" : "assumed"], values);
}

/** What a number of rows would show, and what it would cost. */
export function stepText(
  { rows, smallest, isPossible, cost }: EvaluationPower["steps"][number],
  currency: string | null,
): string {
  const values = { rows: rows.toLocaleString(), points: pointsText(smallest) };
  if (!isPossible) return fill(words.stepImpossible, values);
  if (!cost || currency === null) return fill(words.step, values);
  return fill(words.stepCost, { ...values, cost: moneyText(cost, currency) });
}

/** A time in milliseconds, to the second. */
export const timeText = (milliseconds: number): string =>
  duration(Math.max(1, Math.round(milliseconds / 1000)));

/**
 * What an evaluation would cost row by row that the Batch API does at half the price; null where it runs no batch, or that is
 * not known. A price that was typed is taken as it is.
 */
export function fullPrice({ cost, models }: EvaluationWeight): Cost | null {
  const halved = models.filter((one) => one.isBatch && one.cost !== null && one.cost.isTyped !== true);
  if (cost === null || halved.length === 0) return null;
  const saved = halved.reduce((sum, one) => sum + (one.cost?.amount ?? 0), 0);
  return saved > 0 ? { ...cost, amount: cost.amount + saved } : null;
}
