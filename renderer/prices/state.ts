import { create } from "zustand";
import type { Speaks } from "../../preload/contract/deployments.ts";
import type { TypedPrice } from "../../preload/contract/prices.ts";
import { priceLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useConnections } from "../connections/index.ts";

const words = strings.prices;

const usePrices = create<{ list: TypedPrice[] }>(() => ({ list: [] }));

/** Asks for the prices that were typed, and follows their changes. */
export function listenToPrices(): void {
  window.assay.on("prices.changed", (list) => usePrices.setState({ list }));
  void window.assay["prices.list"]().then((answer) => answer.ok && usePrices.setState({ list: answer.data }));
}

/** The price that was typed for a deployment; null where none was. */
export const useTypedPrice = (connectionId: string, deployment: string): TypedPrice | null =>
  usePrices(
    ({ list }) =>
      list.find((one) => one.connectionId === connectionId && one.deployment === deployment) ?? null,
  );

/** The price that was typed for a deployment, in words; null where none was. */
export function useTypedText(connectionId: string, deployment: string): string | null {
  const typed = useTypedPrice(connectionId, deployment);
  return typed && fill(words.byYou, { cost: textOf(typed) });
}

/** What is known of a deployment's price, in words. The public list has nothing of what is asked by Messages. */
export function usePriceText(connectionId: string, deployment: string, speaks: Speaks): string {
  const typed = useTypedText(connectionId, deployment);
  const isLocal = useConnections(({ list }) => list?.find(({ id }) => id === connectionId)?.isLocal ?? false);
  if (typed !== null) return typed;
  if (isLocal) return words.notKnown;
  return speaks === "messages" ? words.ofPublisher : words.fromList;
}

function textOf({ currency, input, cachedInput, output }: TypedPrice): string {
  const shown = (amount: number) =>
    amount.toLocaleString(undefined, { style: "currency", currency, maximumFractionDigits: 6 });
  return cachedInput === null
    ? fill(words.typed, { input: shown(input), output: shown(output) })
    : fill(words.typedCached, { input: shown(input), cached: shown(cachedInput), output: shown(output) });
}

/** An amount as people type it, with a decimal point or comma; null for anything else, signs and thousands included. */
export function amountIn(text: string): number | null {
  const typed = text.trim();
  if (!/^\d+([.,]\d+)?$/.test(typed)) return null;
  const amount = Number(typed.replace(",", "."));
  return amount <= priceLimit ? amount : null;
}
