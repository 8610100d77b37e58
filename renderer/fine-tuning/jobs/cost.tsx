import type { CostClock } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { listed } from "../../../preload/strings/listed.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { sumText } from "../../prices/index.ts";
import { priceText, SetPrice } from "../price.tsx";
import { act } from "./state.ts";

const words = tuningJobs.cost;

/** What a job has cost so far as an amount of money; null where no price is known. */
export function amountText({ total, price, isEstimate }: CostClock): string | null {
  if (total === null || price === null) return null;
  const amount = sumText(total, price.currency);
  return isEstimate ? fill(words.estimate, { amount }) : amount;
}

/** What a job has cost so far, by what, and at which price; one can be typed where none is known. */
export function CostCard(props: { model: string; cost: CostClock; isOver: boolean; onPriced: () => void }) {
  const { model, cost, isOver, onPriced } = props;
  const { unit, amount, missing, price, isEstimate } = cost;
  const priced = unit === "hours" ? "hour" : "tokens";
  const used =
    amount === null
      ? fill(words.notSaid, { what: listed(missing.map((one) => words.missing[one])) })
      : fill(words[unit], {
          count: amount.toLocaleString(undefined, { maximumFractionDigits: unit === "hours" ? 2 : 0 }),
        });
  return (
    <section className="panel card" aria-labelledby="job-cost">
      <h2 id="job-cost">{isOver ? words.titleOver : words.title}</h2>
      <p className="figure">{amountText(cost) ?? words.unknown}</p>
      <p>{used}</p>
      <p className="muted small">
        {price ? priceText(priced, price) : words.noPrice}{" "}
        <SetPrice model={model} unit={priced} price={price} act={act} onPriced={onPriced} />
      </p>
      {isEstimate && amount !== null && <p className="muted small">{words.estimated}</p>}
    </section>
  );
}
