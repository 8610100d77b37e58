import { useState } from "react";
import type { CostClock } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { listed } from "../../../preload/strings/listed.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { moneyText, sumText, TypedPriceDialog } from "../../prices/index.ts";
import { priceSource } from "../price-source.ts";
import { act } from "./state.ts";

const words = tuningJobs.cost;

/** What a job has cost so far as an amount of money; null where no price is known. */
export function amountText({ total, price, isEstimate }: CostClock): string | null {
  if (total === null || price === null) return null;
  const amount = sumText(total, price.currency);
  return isEstimate ? fill(words.estimate, { amount }) : amount;
}

/** What a job has cost so far, by what, and at which price; one can be typed where none is known. */
export function CostCard(props: { model: string; cost: CostClock; onPriced: () => void }) {
  const { model, cost, onPriced } = props;
  const { unit, amount, missing, price, isEstimate } = cost;
  const [isPricing, setPricing] = useState(false);
  const isTyped = price?.from === "typed";
  const used =
    amount === null
      ? fill(words.unknown, { what: listed(missing.map((one) => words.missing[one])) })
      : fill(words[unit], {
          count: amount.toLocaleString(undefined, { maximumFractionDigits: unit === "hours" ? 2 : 0 }),
        });
  return (
    <section className="panel card" aria-labelledby="job-cost">
      <h2 id="job-cost">{words.title}</h2>
      <p className="figure">{amountText(cost) ?? (price === null ? words.noPrice : words.later)}</p>
      <p>{used}</p>
      {price && (
        <p className="muted small">
          {fill(unit === "hours" ? words.priceHours : words.price, {
            price: moneyText(price.amount, price.currency),
          })}
          , {priceSource(price)}
        </p>
      )}
      {isEstimate && amount !== null && <p className="muted small">{words.estimated}</p>}
      {(price === null || isTyped) && (
        <div>
          <button type="button" className="button" onClick={() => setPricing(true)}>
            {isTyped ? words.changePrice : words.setPrice}
          </button>
        </div>
      )}
      {isPricing && (
        <TypedPriceDialog
          title={fill(words.priceTitle, { model })}
          label={words.priceLabel[unit]}
          price={isTyped ? price : null}
          onSave={async (next) =>
            (await act(
              window.assay["tuningPlans.setPrice"]({
                model,
                unit: unit === "hours" ? "hour" : "tokens",
                price: next,
              }),
            )) !== null
          }
          onClose={(isSaved) => {
            setPricing(false);
            if (isSaved) onPriced();
          }}
        />
      )}
    </section>
  );
}
