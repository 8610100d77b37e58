import type { Connections } from "../connections/connections.ts";
import type { Datasets } from "../datasets/datasets.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit, Handlers } from "../ipc.ts";
import type { Questions } from "../runs/questions.ts";
import type { Database } from "../storage/database.ts";

/** Graders, and benches that hold them against the service's own. */
export function gradersFeature(_parts: {
  database: Database;
  emit: Emit;
  connections: Connections;
  questions: Questions;
  datasets: Datasets;
}): Feature<MethodsOf<"graders">> {
  return { service: null, handlers: {} as Pick<Handlers, MethodsOf<"graders">> };
}
