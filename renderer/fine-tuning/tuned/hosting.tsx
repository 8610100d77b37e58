import type { HostingCost } from "../../../preload/contract/tuning-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { sumText } from "../../prices/index.ts";
import { priceSource, SetPrice } from "../price.tsx";
import { act } from "./state.ts";

const words = tunedModels.hosting;

/** What a deployment costs while it is there, in words; null where no price is known. */
export function hostingText(hosting: HostingCost | null): string | null {
  if (hosting?.perDay === 0) return words.none;
  if (!hosting?.price || hosting.perDay === null) return null;
  const { price, perDay, perMonth } = hosting;
  const day = sumText(perDay, price.currency);
  return perMonth === null
    ? fill(words.perDay, { amount: day })
    : fill(words.both, { day, month: sumText(perMonth, price.currency) });
}

/** What a deployment costs while it is there and where the price is from, with the way to type one. */
export function Hosting(props: { model: string; hosting: HostingCost | null; onPriced: () => void }) {
  const { model, hosting, onPriced } = props;
  const price = hosting?.price ?? null;
  const text = hostingText(hosting);
  return (
    <span>
      {text ?? words.unknown}{" "}
      {price && text !== words.none && <span className="muted">({priceSource(price)})</span>}{" "}
      {(text !== words.none || price !== null) && (
        <SetPrice model={model} unit="hosting" price={price} act={act} onPriced={onPriced} />
      )}
    </span>
  );
}
