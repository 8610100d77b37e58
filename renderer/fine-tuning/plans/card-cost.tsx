import type { ReactNode } from "react";
import type { TuningCard, TuningCost, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { needsText } from "../../../preload/strings/cost-needs.ts";
import { strings } from "../../../preload/strings/en.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { needsJudge } from "../../graders/draft.ts";
import { moneyText } from "../../prices/index.ts";
import { Facts, Part } from "../../ui/card-part.tsx";
import { PriceLine } from "./price-line.tsx";

const words = tuningPlans.card;

/** What training costs, and what that follows from. */
export function Cost(props: { card: TuningCard; plan: TuningPlan; onPriced: () => void }) {
  const { card, plan, onPriced } = props;
  const { cost } = card;
  const price: readonly [string, ReactNode] | null =
    plan.model === null
      ? null
      : [
          words.price,
          <PriceLine
            key="price"
            model={plan.model}
            unit={cost.unit === "tokens" ? "tokens" : "hour"}
            price={cost.price}
            onPriced={onPriced}
          />,
        ];
  return (
    <Part title={words.cost}>
      <p className="figure">{totalText(cost) ?? missingText(cost)}</p>
      <Facts
        facts={
          cost.unit === "tokens"
            ? [[words.tokens, tokensOf(cost)], [words.epochs, epochsOf(cost)], price]
            : [[words.hours, hoursOf(cost)], price]
        }
      />
      {plan.method === "reinforcement" && plan.grader !== null && needsJudge(plan.grader) && (
        <p className="muted small">{words.graderCost}</p>
      )}
    </Part>
  );
}

/** What training costs in all, or an epoch of it; null where neither is known. Estimated tokens make it an estimate. */
export function totalText({ total, price, tokens, unit, epochs }: TuningCost): string | null {
  if (price === null) return null;
  if (total === null) {
    if (unit !== "tokens" || tokens === null) return null;
    const amount = moneyText((tokens.tokens * price.amount) / 1e6, price.currency);
    return fill(words.perEpoch, { amount });
  }
  const shown = moneyText(total, price.currency);
  const isSure = unit === "tokens" && tokens?.error === 0 && epochs?.from === "plan";
  return isSure ? shown : fill(strings.datasets.cost.totalAbout, { total: shown });
}

/** What is missing before the cost is known. */
export const missingText = ({ unit, tokens, epochs, hours, price }: TuningCost): string =>
  needsText(unit === "tokens" ? { tokens, epochs, price } : { hours, price });

function tokensOf({ tokens }: TuningCost): string {
  if (tokens === null) return words.tokensUnknown;
  const count = tokens.tokens.toLocaleString();
  return tokens.error > 0 ? fill(words.about, { count }) : count;
}

const epochsOf = ({ epochs }: TuningCost): string =>
  epochs === null
    ? words.epochsUnknown
    : fill(epochs.from === "plan" ? words.epochsPlan : words.epochsLearned, { count: epochs.count });

const hoursOf = ({ hours }: TuningCost): string =>
  hours === null ? words.hoursUnknown : fill(words.hoursLearned, { count: hours.toLocaleString() });
