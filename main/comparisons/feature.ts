import type { Conversations } from "../conversations/conversations.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit } from "../ipc.ts";
import type { Prices } from "../prices/prices.ts";
import type { Questions } from "../runs/questions.ts";
import type { Database } from "../storage/database.ts";
import { type Comparisons, createComparisons } from "./comparisons.ts";
import { type ComparisonStore, openComparisons } from "./store.ts";

/** Prompts that are asked side by side. Files of them are the bundles' matter. */
export function comparisonsFeature(parts: {
  database: Database;
  questions: Questions;
  prices: Pick<Prices, "follow">;
  conversations: Pick<Conversations, "begin">;
  emit: Emit;
}): Feature<
  Exclude<MethodsOf<"comparisons">, "comparisons.export">,
  Comparisons & Pick<ComparisonStore, "pieces">
> {
  const { questions, prices, conversations, emit } = parts;
  const store = openComparisons(parts.database);
  const comparisons = createComparisons(store, questions, emit);
  prices.follow((deployed) => comparisons.priced(deployed));
  return {
    service: { ...comparisons, pieces: (runId) => store.pieces(runId) },
    recover: () => store.recover(),
    purge: () => comparisons.purge(),
    isBusy: () => comparisons.isBusy(),
    interrupt: () => comparisons.interruptAll(),
    handlers: {
      "comparisons.list": () => comparisons.list(),
      "comparisons.get": ({ id }) => comparisons.get(id),
      "comparisons.create": () => comparisons.create(),
      "comparisons.remove": ({ id }) => comparisons.remove(id),
      "comparisons.restore": ({ id }) => comparisons.restore(id),
      "comparisons.arrange": (input) => comparisons.arrange(input),
      "comparisons.ask": ({ id, columnId }) => comparisons.ask(id, columnId),
      "comparisons.continueAsChat": ({ id, columnId }) =>
        conversations.begin(comparisons.answered(id, columnId)),
      "comparisons.stop": ({ id, columnId }) => comparisons.stop(id, columnId),
    },
  };
}
