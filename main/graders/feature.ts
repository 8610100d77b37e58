import type { Connections } from "../connections/connections.ts";
import type { Datasets } from "../datasets/datasets.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import { createGraders } from "../foundry/graders/graders.ts";
import type { Emit } from "../ipc.ts";
import type { Questions } from "../runs/questions.ts";
import type { Database } from "../storage/database.ts";
import { createBenches } from "./bench.ts";
import { type BenchStore, openBenchStore } from "./bench-store.ts";
import { checkGrader } from "./check.ts";
import { rowFields } from "./row-fields.ts";

/** Graders, and benches that hold them against the service's own. */
export function gradersFeature(parts: {
  database: Database;
  emit: Emit;
  connections: Connections;
  questions: Questions;
  datasets: Datasets;
}): Feature<MethodsOf<"graders">, Pick<BenchStore, "drop">> {
  const { connections, datasets } = parts;
  const store = openBenchStore(parts.database);
  const benches = createBenches({
    ...parts,
    store,
    remote: async (connectionId) => createGraders(await connections.target(connectionId)),
  });
  return {
    service: store,
    recover: store.recover,
    isBusy: benches.isBusy,
    interrupt: benches.interrupt,
    handlers: {
      "graders.check": ({ text, fields }) => checkGrader(text, fields),
      "graders.fields": ({ datasetId }) => rowFields(datasets, datasetId),
      "graders.bench": ({ planId }) => benches.get(planId),
      "graders.startBench": benches.start,
      "graders.stopBench": ({ planId }) => benches.stop(planId),
    },
  };
}
