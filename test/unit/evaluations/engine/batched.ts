import type { RemoteServices } from "../../../../main/evaluations/engine/ports.ts";
import type { Batches } from "../../../../main/foundry/batches/batches.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { model, settingsOf } from "../opened.ts";

/** An evaluation of a batch deployment. */
export const inBatches = (connectionId: string, more: Partial<EvaluationSettings> = {}) =>
  settingsOf({
    models: [model("nightly", { connectionId, deployment: "nightly-batch" })],
    baseline: null,
    place: { kind: "batch" },
    ...more,
  });

/** The same services with another answer to some of what batches are asked. */
export const batchesWith = (
  services: RemoteServices,
  change: (batches: Batches) => Partial<Batches>,
): RemoteServices => ({
  ...services,
  batches: async (id) => {
    const batches = await services.batches(id);
    return { ...batches, ...change(batches) };
  },
});
