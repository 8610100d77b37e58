import { createPacing } from "../../../main/runs/pacing.ts";
import type { Questions } from "../../../main/runs/questions.ts";

/** Fails a test in which somebody is asked. */
export const nobody = (): never => {
  throw new Error("Somebody was asked");
};

/** Questions that must not be put. */
export const questions: Questions = {
  ask: nobody,
  conditions: nobody,
  cost: nobody,
  limitOf: nobody,
  pacing: createPacing(),
};

/** Nothing is known of connections, and deployments must not be looked for. */
export const known = { connections: { list: () => [] }, deployments: { find: nobody, ways: nobody } };
