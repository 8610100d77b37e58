import { useState } from "react";
import type { Answer, Input } from "../../preload/contract/index.ts";
import type { Price } from "../../preload/contract/tuning-plans.ts";
import { fill } from "../../preload/strings/fill.ts";
import { tuningPrices as words } from "../../preload/strings/tuning-prices.ts";
import { moneyText, TypedPriceDialog } from "../prices/index.ts";
import { dateText } from "./dates.ts";

type Unit = Input<"tuningPlans.setPrice">["unit"];

/** Where a price is from, with its date. */
export const priceSource = ({ at, from }: Price): string =>
  fill(words[from === "typed" ? "typed" : "listed"], { date: dateText(at) });

/** A price with what it is for and where it is from. */
export const priceText = (unit: Unit, price: Price): string =>
  fill(words[unit === "tokens" ? "tokens" : "hour"], {
    price: moneyText(price.amount, price.currency),
    from: priceSource(price),
  });

/** The way to type a price of training or hosting, or another one. `act` shows why it is not kept. */
export function SetPrice(props: {
  model: string;
  unit: Unit;
  price: Price | null;
  /** What the button is for, where several stand together. */
  label?: string;
  act: (work: Promise<Answer<void>>) => Promise<unknown>;
  onPriced: () => void;
}) {
  const { model, unit, price, label, act, onPriced } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="link" aria-label={label} onClick={() => setOpen(true)}>
        {price === null ? words.set : words.change}
      </button>
      {isOpen && (
        <TypedPriceDialog
          title={fill(words.title[unit], { model })}
          label={words.label[unit]}
          price={price?.from === "typed" ? price : null}
          onSave={async (price) =>
            (await act(window.assay["tuningPlans.setPrice"]({ model, unit, price }))) !== null
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
