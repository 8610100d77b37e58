import type { Price } from "../../../preload/contract/tuning-plans.ts";
import { tuningPrices } from "../../../preload/strings/tuning-prices.ts";
import { priceText, SetPrice } from "../price.tsx";
import { ask } from "./state.ts";

/** A price with the way to type it. */
export function PriceLine(props: {
  model: string;
  unit: Parameters<typeof priceText>[0];
  price: Price | null;
  onPriced: () => void;
}) {
  const { unit, price } = props;
  return (
    <>
      {price === null ? tuningPrices.none : priceText(unit, price)}{" "}
      <SetPrice {...props} act={(work) => ask(work, "price")} />
    </>
  );
}
