import type { CostClock } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { moneyText } from "../../prices/index.ts";
import { priceSource } from "../price-source.ts";

const words = tuningJobs.cost;

/** What a job has cost so far as an amount of money; null where no price is known. */
export function amountText({ total, price, isEstimate }: CostClock): string | null {
  if (total === null || price === null) return null;
  const amount = moneyText(total, price.currency);
  return isEstimate ? fill(words.estimate, { amount }) : amount;
}

/** What a job has cost so far, by what, and at which price. */
export function CostCard({ cost }: { cost: CostClock }) {
  const { unit, amount, price, isEstimate } = cost;
  const used =
    amount === null
      ? words.unknown
      : fill(words[unit], {
          count: amount.toLocaleString(undefined, { maximumFractionDigits: unit === "hours" ? 2 : 0 }),
        });
  return (
    <section className="panel card" aria-labelledby="job-cost">
      <h2 id="job-cost">{words.title}</h2>
      <p className="figure">{amountText(cost) ?? words.noPrice}</p>
      <p>{used}</p>
      {price && (
        <p className="muted small">
          {fill(unit === "hours" ? words.priceHours : words.price, {
            price: moneyText(price.amount, price.currency),
          })}
          , {priceSource(price)}
        </p>
      )}
      {isEstimate && <p className="muted small">{words.estimated}</p>}
    </section>
  );
}
