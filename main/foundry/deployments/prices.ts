import { isBatchType } from "../../../preload/batch-types.ts";
import type { Cost } from "../../../preload/contract/conversations.ts";
import type { Usage } from "../chat/events.ts";
import { typeOfDoublePrice } from "./batch-types.ts";
import type { Meter } from "./price-list.ts";

/** What a million tokens cost. */
export interface TokenPrices {
  currency: string;
  input: number;
  /** Of input that the service had in its cache; null where it has no price of its own. */
  cachedInput: number | null;
  output: number;
  /** Set where a person has typed them. */
  isTyped?: true;
}

/** What is deployed, as the lists of deployments say it. */
export interface Priced {
  model: string;
  /** The model's version, e.g. `2024-11-20`; null where no list says. */
  version?: string | null;
  /** The deployment type, e.g. `GlobalStandard`. */
  sku: string;
}

/** The deployment types that are paid by the token, with the words the price list has for where they run. */
const zones = new Map([
  ["GlobalStandard", ["glbl", "gl", "global"]],
  ["DataZoneStandard", ["dzone", "dz", "datazone"]],
  ["Standard", ["regnl", "rgnl", "regional"]],
]);

const kinds = new Map([
  ...["cached", "cchd", "ccchd", "cache", "cd"].map((word) => [word, "cachedInput"] as const),
  ...["inp", "inpt", "input"].map((word) => [word, "input"] as const),
  ...["outp", "outpt", "output", "out", "opt"].map((word) => [word, "output"] as const),
]);

/** Say nothing of the price: the unit, and the usual one of several ways of serving or lengths of a prompt. */
const silent = new Set(["tokens", "token", "1m", "1k", "std", "shortco"]);

/** Tokens that one unit of measure stands for. Others are hours, images, calls. */
const units = new Map([
  ["1K", 1_000],
  ["1M", 1_000_000],
]);

type Kind = "input" | "cachedInput" | "output";

/** Whether deployments of this SKU are paid by the token, and can be in the price list. */
export const isPaidByToken = (sku: string): boolean => zones.has(sku) || isBatchType(sku);

/**
 * The prices of a deployment's tokens from the public price list; null where it has none that can be told for sure. The
 * list names no model as the service does, so this is a guess by a rule:
 * of a meter's name, the words for input or output, for cached, for where it runs and for the unit are taken away. What
 * is left has to be the model's name and nothing more, so that meters of batches, of fine-tuning, of priority, of sound
 * and of long prompts never match. The name's first word may be missing where the product has it ("5.4" of "Azure OpenAI
 * GPT5"), and a version's month and day may follow ("gpt 4o 1120"). Of several dated ones the version decides, and
 * without one they have to cost the same. A batch costs half of what its requests would. Null without both an input and
 * an output.
 */
export function pricesIn(
  meters: readonly Meter[],
  { model, version = null, sku }: Priced,
): TokenPrices | null {
  const double = typeOfDoublePrice(sku);
  if (double !== null) return halved(pricesIn(meters, { model, version, sku: double }));
  const zone = zones.get(sku);
  if (!zone) return null;
  const found = meters.flatMap((meter) => read(meter, model, zone) ?? []);
  const input = priceOf(found, "input", version);
  const output = priceOf(found, "output", version);
  if (input === null || output === null) return null;
  return { currency: "USD", input, cachedInput: priceOf(found, "cachedInput", version), output };
}

/** The list has no meter for what a batch finds in the cache, so that counts as the rest of its input. */
const halved = (prices: TokenPrices | null): TokenPrices | null =>
  prices && { ...prices, input: prices.input / 2, cachedInput: null, output: prices.output / 2 };

interface Found {
  kind: Kind;
  /** Month and day of the version, e.g. `1120`; empty where the meter has none. */
  dated: string;
  perMillion: number;
  since: string;
}

/** What a meter says of a model in a zone; null where it is about something else. */
function read(meter: Meter, model: string, zone: readonly string[]): Found | null {
  const tokens = units.get(meter.unitOfMeasure);
  const words = wordsOf(meter.skuName).filter((word) => !silent.has(word));
  const said = words.flatMap((word) => kinds.get(word) ?? []);
  const isInZone = words.some((word) => zone.includes(word));
  if (tokens === undefined || said.length === 0 || !isInZone) return null;
  const rest = words.filter((word) => !kinds.has(word) && !zone.includes(word));
  const dated = namesOf(model, meter.productName).flatMap((name) => datedAs(rest, name) ?? [])[0];
  if (dated === undefined) return null;
  const kind = said.includes("cachedInput") ? "cachedInput" : (said[0] ?? "input");
  return {
    kind,
    dated,
    perMillion: (meter.retailPrice * 1_000_000) / tokens,
    since: meter.effectiveStartDate,
  };
}

const wordsOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/data zone/g, "datazone")
    .split(/[\s-]+/)
    .filter((word) => word !== "");

/** How the list may write a model: whole, or without the word that the product's name has. */
function namesOf(model: string, product: string): string[] {
  const [first = "", ...others] = wordsOf(model);
  const isInProduct = others.length > 0 && product.toLowerCase().includes(first);
  return [[first, ...others].join(""), ...(isInProduct ? [others.join("")] : [])];
}

/** The four digits after a model's name, or the empty text; null where the words say another model. */
function datedAs(words: readonly string[], name: string): string | null {
  const joined = words.join("");
  if (joined === name) return "";
  const last = words.at(-1) ?? "";
  return /^\d{4}$/.test(last) && words.slice(0, -1).join("") === name ? last : null;
}

/** What a million tokens cost by the newest meters of a kind; null where they do not agree. */
function priceOf(found: readonly Found[], kind: Kind, version: string | null): number | null {
  const all = found.filter((one) => one.kind === kind);
  const own = version?.replaceAll("-", "").slice(-4);
  const choices = [
    all.filter(({ dated }) => dated === own),
    all.filter(({ dated }) => dated === ""),
    version === null ? all : [],
  ];
  const candidates = choices.find(({ length }) => length > 0) ?? [];
  const newest = candidates.filter(
    (one) => !candidates.some(({ dated, since }) => dated === one.dated && since > one.since),
  );
  // To a millionth of a dollar: 0.00015 a thousand is not quite 0.15 a million in binary.
  const prices = new Set(newest.map(({ perMillion }) => Math.round(perMillion * 1_000_000) / 1_000_000));
  const [price = null] = prices;
  return prices.size === 1 ? price : null;
}

/**
 * What an answer cost, in the prices' currency. Cached tokens are part of the prompt's, and thinking part of the
 * completion's (Azure OpenAI REST reference, usage).
 */
export function costOf({ prompt, cached, completion }: Usage, prices: TokenPrices): Cost {
  const fromCache = Math.min(cached, prompt);
  const { currency, input, cachedInput, output } = prices;
  const total = (prompt - fromCache) * input + fromCache * (cachedInput ?? input) + completion * output;
  return { amount: total / 1_000_000, currency, ...(prices.isTyped && { isTyped: true as const }) };
}
