import type { MethodsOf } from "../../feature.ts";
import type { Handlers } from "../../ipc.ts";
import type { FineTuningParts } from "../parts.ts";

/** Jobs that are being prepared. */
export interface Plans {
  handlers: Pick<Handlers, MethodsOf<"tuningPlans">>;
}

export const openPlans = (_parts: FineTuningParts): Plans => ({ handlers: {} as Plans["handlers"] });
