import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import { type GradeAnswer, ungraded, verdict } from "./graded.ts";

/** Whether the answer came in time; not graded where the time was not taken, as in a batch. */
export const compileLatency =
  ({ of, most }: GraderOf<"latency">): GradeAnswer =>
  ({ times }) => {
    const taken = of === "first_token" ? times.firstToken : times.total;
    return taken === null ? ungraded("time_unknown") : verdict(taken <= most, String(taken));
  };

/** Whether the answer cost no more than it may; not graded where no price is known. */
export const compileCost =
  ({ most }: GraderOf<"cost">): GradeAnswer =>
  ({ cost }) =>
    cost === null
      ? ungraded("cost_unknown")
      : verdict(cost.amount <= most, `${cost.amount} ${cost.currency}`);
