import type { CostClock } from "../../../preload/contract/tuning-jobs.ts";
import type { Price } from "../../../preload/contract/tuning-plans.ts";
import { methodOf } from "./again.ts";
import type { Mark } from "./event-store.ts";
import type { StoredJob } from "./job-store.ts";
import { isOver, stateOf } from "./states.ts";

/**
 * Hours of training so far, and whether the service has said them. Time in the queue and in pauses counts for nothing.
 * When training began is the service's to say; pauses are as they were seen here. Null for what has not begun.
 */
export function hoursOf(
  { remote, seen: states }: Pick<StoredJob, "remote" | "seen">,
  marks: readonly Mark[],
  now: number,
): { hours: number; isSaid: boolean } | null {
  const billed = marks.findLast(({ mark }) => mark === "billed")?.message;
  const said = /billed:? *(\d+(?:\.\d+)?)/i.exec(billed ?? "")?.[1];
  if (said !== undefined) return { hours: Number(said), isSaid: true };
  const seen = states.map(({ said, at, time }) => ({ said, at: time ?? at }));
  const started = marks.find(({ mark }) => mark === "started")?.at;
  const begun = started ?? seen.find((one) => stateOf(one.said) === "running")?.at;
  if (begun === undefined) return null;
  const state = stateOf(remote.status);
  const end = isOver(state) ? (remote.finishedAt ?? seen.at(-1)?.at ?? now) : now;
  const paused = seen.reduce((sum, { said, at }, place) => {
    if (stateOf(said) !== "paused") return sum;
    return sum + Math.max(0, (seen[place + 1]?.at ?? end) - at);
  }, 0);
  return { hours: Math.max(0, end - begun - paused) / 3_600_000, isSaid: false };
}

/**
 * What a job has cost so far: tokens of its file times epochs, as far as it is, or hours for reinforcement. A failed job
 * costs nothing (Foundry, fine-tuning cost management, 2026-10-05). `tokens` are those of one epoch.
 */
export function costOf(asked: {
  job: StoredJob;
  hours: { hours: number; isSaid: boolean } | null;
  tokens: number | null;
  price: Price | null;
}): CostClock {
  const { job, hours, tokens, price } = asked;
  const { remote, progress } = job;
  const totalOf = (amount: number | null, unit: number) => {
    if (price === null || amount === null) return null;
    return stateOf(remote.status) === "failed" ? 0 : (amount / unit) * price.amount;
  };
  if (methodOf(remote.method) === "reinforcement") {
    const amount = hours?.hours ?? null;
    const missing: CostClock["missing"] = amount === null ? ["start"] : [];
    return { unit: "hours", amount, missing, price, total: totalOf(amount, 1), isEstimate: !hours?.isSaid };
  }
  const { step, steps } = progress;
  const share = step !== null && steps !== null ? Math.min(1, step / steps) : null;
  const said = Number(remote.hyperparameters.n_epochs);
  const epochs = said > 0 ? said : null;
  const counted =
    tokens !== null && epochs !== null && share !== null ? Math.round(tokens * epochs * share) : null;
  const amount = remote.trainedTokens ?? counted;
  const needed = { tokens, epochs, steps: share };
  const missing = (["tokens", "epochs", "steps"] as const).filter((one) => needed[one] === null);
  return {
    ...{ unit: "tokens", amount, missing: amount === null ? missing : [], price },
    ...{ total: totalOf(amount, 1e6), isEstimate: remote.trainedTokens === null },
  };
}
