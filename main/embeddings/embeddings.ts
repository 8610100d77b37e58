import type { Cost } from "../../preload/contract/conversations.ts";
import type {
  Agreement,
  Bench,
  BenchResult,
  BenchRun,
  BenchSetUp,
  Embedder,
} from "../../preload/contract/embeddings.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { Connections } from "../connections/connections.ts";
import { costOf } from "../foundry/deployments/prices.ts";
import { embed } from "../foundry/embeddings/embeddings.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { withPauses } from "../pauses.ts";
import type { Prices } from "../prices/prices.ts";
import { agreementOf } from "./agreement.ts";
import { normOf, similaritiesOf } from "./similarities.ts";
import type { BenchStore, Kept, KeptResult } from "./store.ts";
import { tableOf } from "./tables.ts";

/** Texts, what embeddings deployments make of them, and how alike they find them. */
export interface Embeddings {
  bench(): Promise<Bench>;
  /** Throws `storage_failed`. */
  keep(setUp: BenchSetUp): void;
  /** Throws `storage_failed`. What a deployment refuses is in the run. A run that is under way ends. */
  run(asked: Input<"embeddings.run">): Promise<BenchRun>;
  cancel(): void;
  /** What each side of the last result cost; null where no price is known, or no tokens. */
  costs(): Promise<(Cost | null)[]>;
  /** Throws `not_found` where there is no such side. */
  table(which: Input<"embeddings.table">, separator: "," | "\t"): Promise<string>;
}

/** The bench that is kept in this store, over these connections. */
export function createEmbeddings(parts: {
  store: BenchStore;
  connections: Pick<Connections, "target">;
  prices: Pick<Prices, "of">;
  emit: Emit;
}): Embeddings {
  const { store, connections, prices, emit } = parts;
  let running: AbortController | null = null;
  /** What the last result comes to, worked out when it is first needed. */
  let shown: Promise<Shown | null> | null = null;
  const last = () => {
    shown ??= readLast(store);
    return shown;
  };

  const ask = async (embedder: Embedder, texts: string[], place: number, signal: AbortSignal) => {
    const { connectionId, deployment, dimensions } = embedder;
    const tell = (done: number) => emit("embeddings.progress", { place, done, of: texts.length });
    tell(0);
    const target = await connections.target(connectionId);
    const begun = performance.now();
    const request = { deployment, inputs: texts, ...(dimensions !== null && { dimensions }), tell };
    const { vectors, model, tokens } = await embed(target, request, signal);
    const took = performance.now() - begun;
    const norms = vectors.map(normOf);
    return {
      ...embedder,
      ...{ model, tokens, took, vectors },
      length: vectors[0]?.length ?? 0,
      norms: { low: Math.min(...norms), high: Math.max(...norms) },
    };
  };

  return {
    bench: async () => ({ setUp: store.setUp() ?? nothingSet, result: (await last())?.result ?? null }),
    keep: (setUp) => store.keepSetUp(setUp),
    run: async ({ texts, embedders }) => {
      running?.abort();
      running = new AbortController();
      const { signal } = running;
      const sides: Kept[] = [];
      const failures: BenchRun["failures"] = [];
      // One after the other, so that neither is in the other's time.
      for (const [place, embedder] of embedders.entries()) {
        try {
          signal.throwIfAborted();
          sides.push(await ask(embedder, texts, place, signal));
        } catch (error) {
          failures.push({ embedder, diagnosis: diagnosisOf(error, signal) });
        }
      }
      if (sides.length === 0) return { result: null, failures };
      const kept: KeptResult = { at: Date.now(), texts, sides };
      store.keepResult(kept);
      shown = withPauses(workOut(kept));
      return { result: (await shown)?.result ?? null, failures };
    },
    cancel: () => running?.abort(),
    costs: async () => {
      const { kept } = (await last()) ?? {};
      return Promise.all((kept?.sides ?? []).map((side) => costOfSide(side, prices)));
    },
    table: async ({ what, side }, separator) => {
      const all = await last();
      const [kept, embedded] = [all?.kept.sides[side], all?.result.sides[side]];
      if (!all || !kept || !embedded) throw problem("not_found");
      const { texts } = all.kept;
      const { similarities } = embedded;
      return withPauses(tableOf(what, { texts, similarities, vectors: kept.vectors }, separator));
    },
  };
}

const nothingSet: BenchSetUp = { text: "", separator: "line", sides: [null, null] };

/** A result with what follows from its vectors. */
interface Shown {
  kept: KeptResult;
  result: BenchResult;
}

async function readLast(store: BenchStore): Promise<Shown | null> {
  const kept = store.result();
  return kept && withPauses(workOut(kept));
}

function* workOut(kept: KeptResult): Generator<void, Shown> {
  const { at, texts } = kept;
  const sides: BenchResult["sides"] = [];
  for (const { vectors, ...side } of kept.sides)
    sides.push({ ...side, similarities: yield* similaritiesOf(vectors) });
  const [one, other] = sides;
  let agreement: Agreement | null = null;
  // Two texts are one pair: there is nothing to rank.
  if (one && other && texts.length > 2)
    agreement = yield* agreementOf(one.similarities, other.similarities, texts.length);
  return { kept, result: { at, texts, sides, agreement } };
}

/** Why a deployment gave no vectors; an end that was asked for is that, whatever it broke. */
function diagnosisOf(error: unknown, signal: AbortSignal) {
  if (signal.aborted) return problem("cancelled").diagnosis;
  return (error instanceof FoundryError ? error : problem("unexpected", {}, error)).diagnosis;
}

/** Embeddings have input only. The service does not say the region, so the public list's price is not known. */
async function costOfSide(
  { connectionId, deployment, tokens }: Kept,
  prices: Pick<Prices, "of">,
): Promise<Cost | null> {
  const perToken = tokens === null ? null : await prices.of(connectionId, deployment, null);
  return perToken && costOf({ prompt: tokens ?? 0, completion: 0, reasoning: 0, cached: 0 }, perToken);
}
