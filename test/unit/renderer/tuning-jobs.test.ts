import { afterEach, expect, it, vi } from "vitest";
import { problem } from "../../../main/foundry/error.ts";
import type { Answer } from "../../../preload/contract/index.ts";
import type { CostClock, JobState, OpenTuningJob, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { type Action, allowed, costOf } from "../../../renderer/fine-tuning/jobs/actions.tsx";
import { amountText } from "../../../renderer/fine-tuning/jobs/cost.tsx";
import { followJob } from "../../../renderer/fine-tuning/jobs/follow.ts";
import { placeFacts } from "../../../renderer/fine-tuning/jobs/place-facts.ts";
import { isOver, isUnderWay, shareOf, standingOf } from "../../../renderer/fine-tuning/jobs/standing.ts";
import { changeOf } from "../../../renderer/fine-tuning/jobs/state.ts";

const job = (more: Partial<TuningJob> = {}): TuningJob => ({
  id: "j",
  connectionId: "c",
  jobId: "ftjob-1",
  resource: "r",
  project: null,
  name: "Ores",
  isOurs: true,
  model: "gpt-4.1-mini-2025-04-14",
  method: "supervised",
  trainingType: "GlobalStandard",
  state: "running",
  said: "running",
  tunedModel: null,
  suffix: null,
  seed: null,
  hyperparameters: {},
  trainingFile: null,
  validationFile: null,
  resultFiles: [],
  trainedTokens: null,
  error: null,
  data: null,
  validation: null,
  step: null,
  steps: null,
  trainLoss: null,
  validLoss: null,
  diagnosis: null,
  createdAt: 1,
  finishedAt: null,
  estimatedFinish: null,
  readAt: 1,
  ...more,
});

const byTokens: CostClock = {
  unit: "tokens",
  amount: 1,
  missing: [],
  price: null,
  total: null,
  isEstimate: true,
};
const byHours: CostClock = { ...byTokens, unit: "hours" };

const opened = (more: Partial<OpenTuningJob> = {}): OpenTuningJob => ({
  job: job(),
  checkpoints: [],
  metrics: [],
  findings: [],
  cost: byTokens,
  events: 0,
  isComplete: true,
  can: { pause: false, resume: false, cancel: false, remove: false, hide: false },
  files: [],
  planId: null,
  sent: null,
  ...more,
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it("the service's own word is told where it says more, and an unknown one never", () => {
  expect(standingOf({ state: "waiting", said: "validating_files" }).word).toBe("Checking the files");
  expect(standingOf({ state: "waiting", said: "constructor" }).word).toBe("Waiting");
  expect(standingOf({ state: "unknown", said: "rebalancing" })).toEqual({
    look: "live",
    word: "In progress",
  });
  expect(standingOf({ state: "succeeded", said: "queued" }).word).toBe("Succeeded");
  const states: JobState[] = [
    "waiting",
    "running",
    "paused",
    "ending",
    "succeeded",
    "failed",
    "cancelled",
    "unknown",
  ];
  expect(states.filter(isUnderWay)).toEqual(["waiting", "running", "ending", "unknown"]);
  expect(states.filter(isOver)).toEqual(["succeeded", "failed", "cancelled"]);
});

it("where a job is, is said once, with the name that a person gave its connection", () => {
  const place = { resource: "contoso.services.ai.azure.com", project: "support" };
  const here = ["contoso.services.ai.azure.com", "project support"];
  expect(placeFacts(place, "contoso / support")).toEqual(here);
  expect(placeFacts(place, "Contoso")).toEqual(here);
  expect(placeFacts(place, "contoso / other")).toEqual(["contoso / other", ...here]);
  expect(placeFacts({ ...place, project: null }, "Work")).toEqual(["Work", place.resource]);
  expect(placeFacts(place, null)).toEqual(here);
});

it("how far a job is follows from its steps, where both are known", () => {
  expect(shareOf({ step: 3, steps: 12 })).toBe(0.25);
  expect(shareOf({ step: 13, steps: 12 })).toBe(1);
  expect([
    shareOf({ step: 1, steps: null }),
    shareOf({ step: null, steps: 9 }),
    shareOf({ step: 1, steps: 0 }),
  ]).toEqual([null, null, null]);
});

it("a change of state is told, but neither steps nor what is there for the first time", () => {
  expect(changeOf([], [job()])).toBeNull();
  expect(changeOf([job({ step: 1 })], [job({ step: 2 })])).toBeNull();
  expect(changeOf([job()], [job({ state: "succeeded" })])).toBe("Ores has succeeded.");
  expect(changeOf([job()], [job({ state: "unknown", said: "odd" })])).toBe("Ores is now odd.");
});

it("what an action costs is told by how the job is billed and by what is free", () => {
  const { pause, resume, cancel, remove } = tuningJobs.asks;
  const said = (action: Action, more: Partial<TuningJob>, cost = byTokens) =>
    costOf(action, { job: job(more), cost });
  expect(said("pause", {})).toEqual([pause.cost.tokens]);
  expect(said("pause", { trainingType: "developerTier" })).toEqual([pause.cost.tokens, pause.cost.developer]);
  expect(said("resume", {}, byHours)).toEqual([resume.cost.hours]);
  expect(said("cancel", { state: "waiting" }, byHours)).toEqual([cancel.cost.waiting]);
  expect(said("cancel", {}, byHours)).toEqual([cancel.cost.hours]);
  expect(said("remove", { state: "failed" })).toEqual([remove.cost.none]);
  expect(said("remove", { tunedModel: "m" })).toEqual([remove.cost.none, remove.cost.model]);
  const can = { pause: true, resume: false, cancel: true, remove: false, hide: false };
  expect(allowed(opened({ can }))).toEqual(["pause", "cancel"]);
});

it("an amount is told only by a price, to the cent, and as an estimate where it is one", () => {
  const price = { amount: 5, currency: "USD", at: 1, from: "typed" as const };
  expect(amountText(byTokens)).toBeNull();
  expect(amountText({ ...byTokens, price, total: 6.2171 })).toBe("about $6.22");
  expect(amountText({ ...byTokens, price, total: 6.2, isEstimate: false })).toBe("$6.20");
});

it("a job is read again once for all news that come while it is read, and not after it was left", async () => {
  const news: ((of: { id: string }) => void)[] = [];
  const answers: ((answer: Answer<OpenTuningJob>) => void)[] = [];
  const close = vi.fn(async () => ({ ok: true, data: undefined }));
  const open = vi.fn(() => new Promise<Answer<OpenTuningJob>>((resolve) => answers.push(resolve)));
  const on = (_event: string, listener: (of: { id: string }) => void) => {
    news.push(listener);
    return () => news.splice(news.indexOf(listener), 1);
  };
  vi.stubGlobal("window", { assay: { "tuningJobs.open": open, "tuningJobs.close": close, on } });
  const show = vi.fn();
  const { leave } = followJob("j", show);
  expect(open).toHaveBeenCalledTimes(1);
  for (const id of ["j", "j", "other"]) news[0]?.({ id });
  expect(open).toHaveBeenCalledTimes(1);
  answers[0]?.({ ok: true, data: opened() });
  await vi.waitFor(() => expect(open).toHaveBeenCalledTimes(2));
  const { diagnosis, message } = problem("network_lost" as never);
  answers[1]?.({ ok: false, error: { code: diagnosis.code, message, diagnosis } });
  await vi.waitFor(() => expect(show).toHaveBeenCalledTimes(2));
  expect(show.mock.calls).toEqual([[{ open: opened(), diagnosis: null }], [{ open: null, diagnosis }]]);
  news[0]?.({ id: "j" });
  leave();
  answers[2]?.({ ok: true, data: opened() });
  await Promise.resolve();
  expect(show).toHaveBeenCalledTimes(2);
  expect(close).toHaveBeenCalledWith({ id: "j" });
  expect(news).toEqual([]);
});
