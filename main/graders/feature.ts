import type { Connections } from "../connections/connections.ts";
import type { Datasets } from "../datasets/datasets.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import { createGraders } from "../foundry/graders/graders.ts";
import { parseJson } from "../foundry/json.ts";
import type { Emit } from "../ipc.ts";
import type { Questions } from "../runs/questions.ts";
import type { Database } from "../storage/database.ts";
import { createBenches } from "./bench.ts";
import { type BenchStore, openBenchStore } from "./bench-store.ts";
import { checkGrader, fieldsOf } from "./check.ts";

/** Rows that are looked at for their fields. */
const looked = 50;

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
      "graders.fields": async ({ datasetId }) => {
        const drawn = await datasets.draw(datasetId, { version: null, part: null, rows: looked, seed: 1 });
        return fieldsOf(drawn.map(({ text }) => parseJson(text)));
      },
      "graders.bench": ({ planId }) => benches.get(planId),
      "graders.startBench": benches.start,
      "graders.stopBench": ({ planId }) => benches.stop(planId),
    },
  };
}
