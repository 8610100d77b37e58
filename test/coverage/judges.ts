import { ac1 } from "../../main/statistics/ac1.ts";
import { confusionOf, type Table } from "../../main/statistics/confusion.ts";
import { correctedRate } from "../../main/statistics/corrected-rate.ts";
import { kappa, type Weights } from "../../main/statistics/kappa.ts";
import { type BothOrders, orderEffect, type PlaceVerdict } from "../../main/statistics/position-bias.ts";
import { predictionPowered } from "../../main/statistics/prediction-powered.ts";
import { normal, type Random } from "../../main/statistics/random.ts";
import type { Design } from "./design.ts";
import { between, drawnPlace, happened, many } from "./draws.ts";

/** What a person and a judge would say of endlessly many rows, as shares. */
function population(random: Random, labels: number, skew: number): number[][] {
  const raw = many(labels, (label) => (label === 0 ? skew : 1) * between(random, 0.5, 1));
  const all = raw.reduce((sum, one) => sum + one, 0);
  const wrong = between(random, 0.1, 0.3);
  return raw.map((one, label) => {
    // A wrong label is a neighbour on the scale.
    const neighbours = [label - 1, label + 1].filter((other) => other >= 0 && other < labels);
    return many(labels, (other) =>
      other === label
        ? (one / all) * (1 - wrong)
        : neighbours.includes(other)
          ? ((one / all) * wrong) / neighbours.length
          : 0,
    );
  });
}

function sample(random: Random, shares: readonly number[][], size: number): Table {
  const flat = shares.flat();
  const names = shares.map((_, label) => String(label));
  const cells = many(size, () => drawnPlace(random, flat));
  const person = cells.map((cell) => String(Math.floor(cell / names.length)));
  const judge = cells.map((cell) => String(cell % names.length));
  return confusionOf(person, judge, names).table;
}

const ofKappa = (labels: number, weights: Weights, size: number, isPromised: boolean): Design => ({
  method: weights === "none" ? "kappa" : `kappa, ${weights}`,
  drawn: `${size} rows, ${labels} labels, 10–30% wrong`,
  isPromised,
  trial: (random) => {
    const shares = population(random, labels, 1);
    const truth = kappa(shares, { weights })?.value ?? Number.NaN;
    return { truth, interval: kappa(sample(random, shares, size), { weights })?.interval ?? null };
  },
});

const ofAc1 = (skew: number, size: number, isPromised: boolean): Design => ({
  method: "AC1",
  drawn: `${size} rows, 2 labels${skew === 1 ? "" : `, one ${skew} times as frequent`}, 10–30% wrong`,
  isPromised,
  trial: (random) => {
    const shares = population(random, 2, skew);
    return {
      truth: ac1(shares)?.value ?? Number.NaN,
      interval: ac1(sample(random, shares, size))?.interval ?? null,
    };
  },
});

const rate = (labelled: number, rows: number, isPromised: boolean): Design => ({
  method: "Rogan–Gladen, Lang–Reiczigel",
  drawn: `${rows} rows judged, ${labelled} labelled passes and fails each, rate 30–90%`,
  isPromised,
  trial: (random) => {
    const [truth, hits, misses] = [
      between(random, 0.3, 0.9),
      between(random, 0.8, 0.95),
      between(random, 0.75, 0.95),
    ];
    const seen = truth * hits + (1 - truth) * (1 - misses);
    const count = (of: number, share: number) => ({ count: happened(random, of, share), of });
    const judged = {
      passed: count(rows, seen),
      sensitivity: count(labelled, hits),
      specificity: count(labelled, misses),
    };
    return { truth, interval: correctedRate(judged)?.interval ?? null };
  },
});

const powered = (labelled: number, rows: number, isPromised: boolean): Design => ({
  method: "prediction-powered mean",
  drawn: `${rows} rows judged, ${labelled} of them labelled`,
  isPromised,
  trial: (random) => {
    const help = between(random, 0, 1);
    const both = (size: number) =>
      many(size, () => {
        const own = normal(random);
        return { person: own, judge: 0.3 + help * own + 0.5 * normal(random) };
      });
    const labels = both(labelled);
    const interval = predictionPowered({
      unlabelled: both(rows - labelled).map(({ judge }) => judge),
      judge: labels.map(({ judge }) => judge),
      person: labels.map(({ person }) => person),
    });
    return { truth: 0, interval: interval?.interval ?? null };
  },
});

/** A judge that takes what stands first in so many cases, and says the truth, or a tie, in the others. */
const position = (size: number, isPromised: boolean): Design => ({
  method: "position bias",
  drawn: `${size} pairs in both orders, bias -30 to 30 points`,
  isPromised,
  trial: (random) => {
    const careless = between(random, 0.1, 0.6);
    const first = random();
    const verdict = (right: PlaceVerdict): PlaceVerdict =>
      random() < careless ? (random() < first ? "first" : "second") : right;
    const pairs = many(size, (): BothOrders => {
      const better = drawnPlace(random, [0.4, 0.4, 0.2]);
      return {
        forward: verdict((["first", "second", "tie"] as const)[better] ?? "tie"),
        backward: verdict((["second", "first", "tie"] as const)[better] ?? "tie"),
      };
    });
    return { truth: careless * (first - 0.5), interval: orderEffect(pairs).bias?.interval ?? null };
  },
});

/** What is said of judges. */
export const judges: Design[] = [
  ...[50, 100, 150, 200].map((size) => ofKappa(2, "none", size, size >= 200)),
  ...[50, 100, 150, 200].map((size) => ofKappa(3, "none", size, size >= 200)),
  ...[50, 100, 150, 200].map((size) => ofKappa(5, "linear", size, size >= 200)),
  ...[50, 100, 150, 200].map((size) => ofKappa(5, "quadratic", size, size >= 200)),
  ...[50, 100, 200].map((size) => ofAc1(1, size, size >= 200)),
  ...[50, 100, 200].map((size) => ofAc1(8, size, size >= 200)),
  ...[50, 100, 200].map((labelled) => rate(labelled, 500, true)),
  ...[30, 50, 100].map((labelled) => powered(labelled, 1000, true)),
  ...[20, 50, 100, 200].map((size) => position(size, true)),
];
