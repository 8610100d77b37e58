import type { ReactNode } from "react";
import type { Price } from "../../../preload/contract/tuning-plans.ts";
import { tuningPrices } from "../../../preload/strings/tuning-prices.ts";
import { priceText, SetPrice } from "../price.tsx";
import { ask } from "./state.ts";

/** A question that the card answers. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** What is known, name by name; what is null is left out. */
export const Facts = ({ facts }: { facts: (readonly [string, ReactNode] | null)[] }) => (
  <dl className="facts">
    {facts
      .filter((fact) => fact !== null)
      .map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

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
