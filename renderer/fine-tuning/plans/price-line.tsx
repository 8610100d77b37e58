import { useState } from "react";
import type { Input } from "../../../preload/contract/index.ts";
import type { Price } from "../../../preload/contract/tuning-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { moneyText, TypedPriceDialog } from "../../prices/index.ts";
import { dateText } from "../dates.ts";
import { ask } from "./state.ts";

const words = tuningPlans.card;

type Unit = Input<"tuningPlans.setPrice">["unit"];

/** A price with its date, or that there is none, and the way to set one. */
export function PriceLine(props: { model: string; unit: Unit; price: Price | null; onPriced: () => void }) {
  const { model, unit, price, onPriced } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {price === null ? words.noPrice : priceText(unit, price)}{" "}
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {price === null ? words.setPrice : words.changePrice}
      </button>
      {isOpen && (
        <TypedPriceDialog
          title={fill(words.priceTitle[unit], { model })}
          label={words.priceLabel[unit]}
          price={price}
          onSave={async (price) =>
            (await ask(window.assay["tuningPlans.setPrice"]({ model, unit, price }), "price")) !== null
          }
          onClose={(isSaved) => {
            setOpen(false);
            if (isSaved) onPriced();
          }}
        />
      )}
    </>
  );
}

function priceText(unit: Unit, { amount, currency, at, from }: Price): string {
  return fill(unit === "tokens" ? words.perTokens : words.perHour, {
    price: moneyText(amount, currency),
    from: fill(from === "typed" ? words.priceTyped : words.priceListed, { date: dateText(at) }),
  });
}
