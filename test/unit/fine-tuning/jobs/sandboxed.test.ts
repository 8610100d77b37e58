import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openTuningJobs } from "../../../../main/fine-tuning/jobs/tuning-jobs.ts";
import { createFiles } from "../../../../main/foundry/files/files.ts";
import { createJobs } from "../../../../main/foundry/jobs/jobs.ts";
import type { Input, MethodName, Result } from "../../../../preload/contract/index.ts";
import type { TuningJob } from "../../../../preload/contract/tuning-jobs.ts";
import { opening, plain } from "../../connections/opening.ts";
import { clients, conversations, linesOf, uploaded } from "../../sandbox/training-client.ts";

const { open, sandboxed } = opening();
const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

type JobMethod = Extract<MethodName, `tuningJobs.${string}`>;
type Parts = Parameters<typeof openTuningJobs>[0];

/** Jobs over the app's own connections and client, with a sandbox behind them. */
async function opened() {
  const sandbox = await sandboxed();
  const { connections, database, folder } = open();
  await connections.connect(plain(sandbox.projectEndpoint, sandbox.apiKey));
  await connections.connect(plain(sandbox.url, sandbox.apiKey));
  const parts = {
    database,
    connections,
    profile: folder,
    emit: () => {},
    datasets: { list: () => [] },
    plans: { canTrain: () => true, startOf: () => null, followStarts: () => {}, priceOf: () => null },
    notifier: { show: () => {}, isLookedAt: () => false },
    ...{ createJobs, createFiles, pickTarget: async () => null },
  };
  const jobs = openTuningJobs(parts as unknown as Parts);
  ends.push(() => {
    jobs.life.close();
    database.close();
  });
  const ask = async <Name extends JobMethod>(name: Name, input: Input<Name>): Promise<Result<Name>> =>
    (jobs.handlers[name] as unknown as (input: Input<Name>) => Promise<Result<Name>>)(input);
  const openai = clients.project(sandbox);
  sandbox.setSpeed(2_000);
  const training = await uploaded(openai, linesOf(conversations(40)));
  const validation = await uploaded(openai, linesOf(conversations(20)));
  sandbox.setSpeed(1);
  const begin = (more: object = {}) =>
    openai.fineTuning.jobs.create({
      model: "gpt-4.1-mini-2025-04-14",
      training_file: training.id,
      validation_file: validation.id,
      ...({ trainingType: "GlobalStandard" } as object),
      ...more,
    });
  /** The job, when time has passed there until it is as it is wanted; it is read whenever it has. */
  const until = async (isWanted: (job: TuningJob) => boolean): Promise<TuningJob> => {
    await ask("tuningJobs.refresh", { connectionId: null });
    for (let turn = 0; turn < 1_000; turn += 1) {
      const [job] = jobs.list();
      if (job && isWanted(job)) return job;
      sandbox.skip(10_000);
      jobs.life.wake();
      await wait(5);
    }
    throw new Error(`It is ${JSON.stringify(jobs.list()[0])}`);
  };
  return { sandbox, jobs, ask, begin, until };
}

describe("jobs of the sandbox", { timeout: 60_000 }, () => {
  it("are followed from the queue to a model, with events, metrics, checkpoints and results", async () => {
    const { jobs, ask, begin, until } = await opened();
    await begin({ suffix: "support", seed: 7 });
    const running = await until(({ state }) => state === "running");
    expect(running).toMatchObject({ name: "support", method: "supervised", seed: 7, isOurs: false });
    // Found by the project's connection and by the resource's: one job.
    expect(jobs.list()).toHaveLength(1);
    const done = await until(({ state, step }) => state === "succeeded" && step !== null);
    const model = await vi.waitFor(async () => {
      const one = await ask("tuningJobs.open", { id: done.id });
      expect(one.files[0]?.name).toBe("results.csv");
      return one;
    });
    expect(model.job.tunedModel).toMatch(/^gpt-4\.1-mini-2025-04-14\.ft-\w+-support$/);
    expect(model.cost).toMatchObject({ unit: "tokens", amount: model.job.trainedTokens, isEstimate: false });
    const aliases = model.metrics.map(({ alias }) => alias);
    expect(aliases).toEqual(
      expect.arrayContaining(["trainLoss", "validLoss", "trainAccuracy", "fullValidLoss"]),
    );
    expect(model.checkpoints.length).toBeGreaterThan(1);
    expect(jobs.byTunedModel(model.checkpoints[0]?.model ?? "")).toMatchObject({ job: { id: done.id } });
    const { events, total } = await ask("tuningJobs.events", {
      id: done.id,
      search: "",
      level: null,
      from: 0,
      count: 500,
    });
    expect(total).toBe(model.events);
    expect(events.at(-1)?.message).toContain("Created fine-tuning job");
    const table = await ask("tuningJobs.resultFile", {
      id: done.id,
      fileId: model.files[0]?.id ?? "",
      from: 0,
      count: 1_000,
    });
    expect(table.columns[0]).toBe("step");
    expect(table.total).toBe(model.job.step);
  });

  it("are paused, resumed, canceled and deleted", async () => {
    const { ask, begin, until } = await opened();
    await begin();
    const { id } = await until(({ state, step }) => state === "running" && (step ?? 0) > 2);
    expect((await ask("tuningJobs.pause", { id })).state).toMatch(/ending|paused/);
    await until(({ state }) => state === "paused");
    expect((await ask("tuningJobs.resume", { id })).state).toMatch(/ending|running/);
    await until(({ state }) => state === "running");
    expect(await ask("tuningJobs.cancel", { id })).toMatchObject({ state: "cancelled" });
    await ask("tuningJobs.remove", { id });
    await ask("tuningJobs.refresh", { connectionId: null });
    expect((await ask("tuningJobs.list", undefined)).jobs).toEqual([]);
  });
});
