import { useState } from "react";
import type { HostingCost, Price } from "../../../preload/contract/tuning-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { sumText, TypedPriceDialog } from "../../prices/index.ts";
import { priceSource } from "../price-source.ts";
import { act } from "./state.ts";

const words = tunedModels.hosting;

/** What a deployment costs while it is there, in words; null where no price is known. */
export function hostingText(hosting: HostingCost | null): string | null {
  if (hosting?.perDay === 0) return words.none;
  if (hosting === null || hosting.price === null || hosting.perDay === null) return null;
  const { price, perDay, perMonth } = hosting;
  const day = sumText(perDay, price.currency);
  return perMonth === null
    ? fill(words.perDay, { amount: day })
    : fill(words.both, { day, month: sumText(perMonth, price.currency) });
}

/** What a deployment costs while it is there and where the price is from, with the way to type one. */
export function Hosting(props: { model: string; hosting: HostingCost | null; onPriced: () => void }) {
  const { model, hosting, onPriced } = props;
  const [isPricing, setPricing] = useState(false);
  const price = hosting?.price ?? null;
  const text = hostingText(hosting);
  const isTyped = price?.from === "typed";
  return (
    <span>
      {text ?? words.unknown}{" "}
      {price && text !== words.none && <span className="muted">({priceSource(price)})</span>}{" "}
      {(text === null || isTyped) && (
        <button type="button" className="link" onClick={() => setPricing(true)}>
          {isTyped ? words.change : words.set}
        </button>
      )}
      {isPricing && (
        <HostingPriceDialog
          model={model}
          price={isTyped ? price : null}
          onClose={(isSaved) => {
            setPricing(false);
            if (isSaved) onPriced();
          }}
        />
      )}
    </span>
  );
}

/** Asks what an hour of hosting a model costs. */
export function HostingPriceDialog(props: {
  model: string;
  price: Price | null;
  onClose: (isSaved: boolean) => void;
}) {
  const { model, price, onClose } = props;
  return (
    <TypedPriceDialog
      title={fill(words.priceTitle, { model })}
      label={words.priceLabel}
      price={price}
      onSave={async (next) =>
        (await act(window.assay["tuningPlans.setPrice"]({ model, unit: "hosting", price: next }))) !== null
      }
      onClose={onClose}
    />
  );
}
