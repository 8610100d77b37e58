import type { MethodsOf } from "../../feature.ts";
import type { Handlers } from "../../ipc.ts";
import type { FineTuningParts } from "../parts.ts";
import type { Plans } from "../plans/plans.ts";

/** Jobs at the service. */
export interface TuningJobs {
  handlers: Pick<Handlers, MethodsOf<"tuningJobs">>;
}

export const openTuningJobs = (_parts: FineTuningParts & { plans: Plans }): TuningJobs => ({
  handlers: {} as TuningJobs["handlers"],
});
