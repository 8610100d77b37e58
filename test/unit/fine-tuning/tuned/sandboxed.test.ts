import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { openDatasets } from "../../../../main/datasets/datasets.ts";
import { listedAs } from "../../../../main/fine-tuning/plans/tunable-list.ts";
import { openTunedModels, type TunedParts } from "../../../../main/fine-tuning/tuned/tuned-models.ts";
import { createJobs, type RemoteCheckpoint } from "../../../../main/foundry/jobs/jobs.ts";
import { createQuestions } from "../../../../main/runs/questions.ts";
import type { Input, MethodName, Result } from "../../../../preload/contract/index.ts";
import type { Trial, TunedDeployment } from "../../../../preload/contract/tuned-models.ts";
import { opening } from "../../connections/opening.ts";
import { tasks } from "../../sandbox/training/tasks.ts";
import { clients, linesOf, uploaded } from "../../sandbox/training-client.ts";
import { jobOf } from "./opened.ts";

const { open, sandboxed } = opening();
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

type TunedMethod = Extract<MethodName, `tunedModels.${string}` | `trials.${string}`>;
const make = tasks.routing;

/** What became of a job of the sandbox, over the app's own connections, clients and questions. */
async function opened() {
  const sandbox = await sandboxed();
  sandbox.setPace("instant");
  const { connections, deployments, prices, database } = open();
  const { id: connectionId } = await connections.connectSandbox();
  const openai = clients.v1(sandbox);
  sandbox.setSpeed(2_000);
  const training = await uploaded(openai, linesOf(make("train", 200)));
  sandbox.setSpeed(1);
  const { id: jobId } = await openai.fineTuning.jobs.create({
    model: "gpt-4.1-mini-2025-04-14",
    training_file: training.id,
    seed: 7,
    ...({ trainingType: "GlobalStandard" } as object),
  });
  const jobs = createJobs(await connections.target(connectionId));
  let remote = await jobs.get(jobId);
  while (remote.tunedModel === null) {
    sandbox.skip(30_000);
    await pause(2);
    remote = await jobs.get(jobId);
  }
  const { rows: checkpoints } = await jobs.checkpoints(jobId, null);
  const job = jobOf("one", { connectionId, jobId, model: remote.model, tunedModel: remote.tunedModel });
  let skipped = 0;
  const held = make("held", 40);
  const notices: string[] = [];
  const parts = {
    database,
    connections,
    deployments,
    prices,
    emit: () => {},
    questions: createQuestions({ connections, deployments, prices }, () => fetch),
    models: { list: () => [] },
    datasets: {
      get: () => ({ name: "Held out", updatedAt: 1 }),
      overlap: async () => ({ same: 0, near: 0, rows: held.length, examples: [] }),
      open: async () => ({ tokens: null, dataset: { size: 1 } }),
      draw: async (_id: string, { rows }: { rows: number }) =>
        held.slice(0, rows).map((row, number) => ({ key: number + 1, text: JSON.stringify(row) })),
      use: async () => 1,
      unuse: () => {},
    } as unknown as ReturnType<typeof openDatasets>,
    jobs: {
      get: () => job,
      list: () => [job],
      follow: () => {},
      checkpoints: (): RemoteCheckpoint[] => checkpoints,
      byTunedModel: (model: string) => {
        if (model === job.tunedModel) return { job, step: null };
        const checkpoint = checkpoints.find((one) => one.model === model);
        return checkpoint ? { job, step: checkpoint.step } : null;
      },
    },
    plans: {
      factsOf: (model: string) => ({ deploy: listedAs(model)?.deploy, hosting: null, deploymentsEnd: null }),
    },
    notifier: { show: ({ title }: { title: string }) => void notices.push(title), isLookedAt: () => false },
    clock: {
      now: () => Date.now() + skipped,
      wait: async (milliseconds: number, signal: AbortSignal) => {
        sandbox.skip(milliseconds);
        skipped += milliseconds;
        await pause(1, undefined, { signal });
      },
    },
  };
  const tuned = openTunedModels(parts as unknown as TunedParts);
  ends.push(() => {
    tuned.life.interrupt();
    database.close();
  });
  const ask = async <Name extends TunedMethod>(name: Name, input: Input<Name>): Promise<Result<Name>> =>
    (tuned.handlers[name] as unknown as (input: Input<Name>) => Promise<Result<Name>>)(input);
  const until = async <Value>(read: () => Promise<Value>, isWanted: (value: Value) => boolean) => {
    for (let turn = 0; turn < 4_000; turn += 1) {
      const value = await read();
      if (isWanted(value)) return value;
      await pause(5);
    }
    throw new Error(`It is ${JSON.stringify(await read())}`);
  };
  const names = async () => (await deployments.list(connectionId, true)).deployments.map(({ name }) => name);
  return { sandbox, ask, until, job, checkpoints, connectionId, deployments, names, notices };
}

describe("a tuned model of the sandbox", { timeout: 120_000 }, () => {
  it("is deployed on a Developer deployment, answers, is noticed gone after its day, and never twice", async () => {
    const { sandbox, ask, until, job, deployments, connectionId, names } = await opened();
    const options = await ask("tunedModels.options", { jobId: "one", model: job.tunedModel ?? "" });
    expect(options).toMatchObject({ why: null, facts: { way: "here", format: "OpenAI" } });
    expect(options.types.map(({ sku }) => sku)).toContain("DeveloperTier");
    const { id } = await ask("tunedModels.deploy", {
      ...{ jobId: "one", model: job.tunedModel ?? "", deployment: options.name },
      ...{ sku: "DeveloperTier", capacity: options.capacity },
    });
    const read = async () =>
      (await ask("tunedModels.list", undefined)).find((one) => one.id === id) as TunedDeployment;
    const ready = await until(read, ({ state }) => state === "ready" || state === "failed");
    expect(ready).toMatchObject({ state: "ready", diagnosis: null, spent: 0, endsBy: "developer" });
    expect(ready.calledAt).not.toBeNull();
    expect(await names()).toContain(options.name);
    expect(
      (await ask("tunedModels.lineage", { connectionId, deployment: options.name }))?.jobs[0]?.jobId,
    ).toBe(job.jobId);
    sandbox.skip(24 * 3_600_000);
    await deployments.list(connectionId, true);
    expect((await read()).state).toBe("gone");
  });

  it("says why Azure could not deploy it, and can be deployed under the same name then", async () => {
    const { sandbox, ask, until, job } = await opened();
    const wanted = {
      ...{ jobId: "one", model: job.tunedModel ?? "", deployment: "support" },
      ...{ sku: "DeveloperTier", capacity: 50 },
    };
    const first = async () => (await ask("tunedModels.list", undefined))[0] as TunedDeployment;
    const deployed = async () => {
      await ask("tunedModels.deploy", wanted);
      return until(first, ({ state }) => state === "failed" || state === "ready");
    };
    for (const [fault, code] of [
      ["ends-without-capacity", "deploy_capacity_missing"],
      ["ends-retired", "deploy_model_retired"],
      ["ends-without-reason", "deployment_not_made"],
    ] as const) {
      sandbox.faults.set("management", fault);
      expect(await deployed()).toMatchObject({ state: "failed", diagnosis: { code } });
    }
    sandbox.faults.set("management", null);
    expect(await deployed()).toMatchObject({ state: "ready", diagnosis: null });
    expect((await ask("tunedModels.list", undefined)).filter(({ state }) => state !== "gone")).toHaveLength(
      1,
    );
  });

  it("is tried beside its checkpoint and its base, and nothing of the trial is left", async () => {
    const { ask, until, job, checkpoints, names, deployments, connectionId } = await opened();
    const before = await names();
    const base = (await deployments.list(connectionId, false)).deployments.find(
      ({ name, chat }) => chat.usable && /gpt-4\.1-mini/.test(name),
    );
    const [checkpoint] = checkpoints;
    const input: Input<"trials.start"> = {
      jobId: "one",
      candidates: [
        { kind: "base", model: base?.name ?? "", step: null },
        { kind: "checkpoint", model: checkpoint?.model ?? "", step: checkpoint?.step ?? null },
        { kind: "final", model: job.tunedModel ?? "", step: null },
      ],
      ...{ datasetId: "d", part: "test", rows: 40, seed: 1, sku: null, judge: null },
      grader: {
        type: "string_check",
        name: "same",
        input: "{{sample.output_text}}",
        reference: "{{item.reference}}",
        operation: "eq",
      },
    };
    expect(await ask("trials.weigh", input)).toMatchObject({ why: null, rows: 40, sku: "DeveloperTier" });
    const { id } = await ask("trials.start", input);
    const read = async () =>
      (await ask("trials.list", { jobId: "one" })).find((one) => one.id === id) as Trial;
    const trial = await until(read, ({ state }) => state !== "running");
    expect(trial).toMatchObject({ state: "done", left: [], diagnosis: null });
    const [ofBase, , ofFinal] = trial.candidates;
    expect(trial.candidates.map(({ state, asked, graded }) => [state, asked, graded])).toEqual(
      trial.candidates.map(() => ["done", 40, 40]),
    );
    expect(ofFinal?.mean?.value).toBeGreaterThan((ofBase?.mean?.value ?? 1) + 0.2);
    expect(await names()).toEqual(before);
  });
});
