import "../../../fakes/local-storage.ts";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { limitsIn } from "../../../../main/fine-tuning/plans/resource-limits.ts";
import { fileIn } from "../../../../main/foundry/files/rows.ts";
import { checkpointIn, eventIn, jobIn } from "../../../../main/foundry/jobs/rows.ts";
import type { JsonObject } from "../../../../main/foundry/json.ts";
import { type Random, seededRandom } from "../../../../main/statistics/random.ts";
import { Gauges } from "../../../../renderer/fine-tuning/gauges.tsx";
import { Events } from "../../../../renderer/fine-tuning/jobs/events.tsx";
import { groupsOf } from "../../../../renderer/fine-tuning/jobs/metric-groups.ts";
import { MetricTable } from "../../../../renderer/fine-tuning/jobs/metric-table.tsx";
import { Header } from "../../../../renderer/fine-tuning/jobs/page.tsx";
import { aligned } from "../../../../renderer/fine-tuning/jobs/points.ts";
import { Progress } from "../../../../renderer/fine-tuning/jobs/progress.tsx";
import { Results } from "../../../../renderer/fine-tuning/jobs/results.tsx";
import { Settings } from "../../../../renderer/fine-tuning/jobs/settings.tsx";
import { Files, filesFor } from "../../../../renderer/fine-tuning/resources/files.tsx";
import { temporaryProfiles } from "../../profile.ts";
import { World } from "./opened.ts";
import type { FakeResource } from "./remote.ts";

const profile = temporaryProfiles();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: 1_800_000_000_000 });
  vi.stubGlobal("window", { location: { hash: "" }, addEventListener: () => {}, assay: {} });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pick = <One,>(random: Random, of: readonly One[]): One => of[Math.floor(random() * of.length)] as One;

/** What any field of a reply may turn out to be. */
const odd: readonly unknown[] = [
  ...[undefined, null, "", " ", "pending", "rebalancing", "auto", "nan", "-Infinity", "1e999", "1e300"],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, -0, 0, 1.5, 2 ** 53, 1e300, -1e300],
  ...[1_700_000_000.25, 1_700_000_000_000.5, "2026-11-30T10:00:00Z", "2026-13-45", "9999999-01-01"],
  ...[true, [], {}, [null], [[]], [1, "a", {}], { message: null }, { type: 7 }, { id: "nested" }],
  ...["\0", "\ud800", "x".repeat(5_000), "__proto__", "constructor", "{not json", '{"step":1e999}'],
];

/** A reply with odd things at some of its fields, and some that nobody knows. */
const oddly = (random: Random, row: JsonObject): JsonObject => ({
  ...Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, random() < 0.4 ? pick(random, odd) : value]),
  ),
  ...(random() < 0.3 && {
    [pick(random, ["mystery", "__proto__", "toString", "a\0b", "\ud800", ""])]: pick(random, odd),
  }),
});

const numbers = (random: Random) =>
  oddly(random, { step: 3, train_loss: 0.5, "full valid/loss": 0.7, total_steps: 9, mean_reward: 1 });

const jobRow = (random: Random, id: string): JsonObject => ({
  ...oddly(random, {
    ...{ model: "gpt-4.1-mini-2025-04-14", fine_tuned_model: "m.ft-1", training_file: "file-1" },
    ...{ validation_file: "file-2", result_files: ["file-r"], created_at: 1_700_000_000 },
    ...{ finished_at: 1_700_000_100, estimated_finish: 1_700_000_200, trained_tokens: 12, seed: 1 },
    error: oddly(random, { code: "x", message: "Example 3 is wrong", param: "training_file" }),
    method: oddly(random, {
      type: pick(random, ["supervised", "dpo", "reinforcement"]),
      supervised: { hyperparameters: oddly(random, { n_epochs: 2, batch_size: "auto" }) },
      reinforcement: { grader: oddly(random, { type: "multi" }), hyperparameters: { n_epochs: 1 } },
    }),
    ...{ hyperparameters: numbers(random), suffix: "s", trainingType: "GlobalStandard" },
    ...{ integrations: [oddly(random, { wandb: { project: "p" } })], metadata: numbers(random) },
  }),
  id,
  status: pick(random, ["running", "succeeded", "failed", "paused", "queued", ...odd]),
});

/** A client of a resource whose every reply is odd. */
function oddClient(resource: FakeResource, random: Random, ids: readonly string[]) {
  const several = <Row,>(make: () => Row | null) =>
    Array.from({ length: 4 }, make).filter((row): row is Row => row !== null);
  const job = (id: string) => jobIn(jobRow(random, id)) as NonNullable<ReturnType<typeof jobIn>>;
  const event = () =>
    eventIn(
      oddly(random, {
        ...{ id: `e${random()}`, created_at: 1_700_000_000, level: "warn", type: "metrics" },
        ...{ message: "Step 3/9: training loss=0.5", data: numbers(random) },
      }),
    );
  const checkpoint = () =>
    checkpointIn(
      oddly(random, {
        ...{ id: `c${random()}`, step_number: 3, fine_tuned_model_checkpoint: "m:ckpt-3" },
        ...{ metrics: numbers(random), created_at: 1_700_000_000 },
      }),
    );
  return {
    ...resource.client(),
    list: async () => ({ rows: ids.map(job), after: null }),
    get: async (id: string) => job(id),
    events: async () => ({ rows: several(event), after: null }),
    checkpoints: async () => ({ rows: several(checkpoint), after: null }),
  };
}

/** What no page should say, with what is around it: no number, no date, the beginning of time, a number without an end. */
function nonsenseIn(html: string): string | null {
  const found =
    /Invalid Date|>-?(?:NaN|∞)|\[object|undefined|function|1\/1\/1970, 12:00:00 AM|(?:\d{3},){8}/.exec(html);
  return found && html.slice(Math.max(0, found.index - 200), found.index + 60);
}

describe("replies in which any field is odd", () => {
  it("break neither what is kept of a job nor any part of its page", async () => {
    const faults = vi.spyOn(console, "error").mockImplementation(() => {});
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = seededRandom(seed);
      const world = new World(profile());
      const ids = ["a", "b"];
      for (const id of ids) if (random() < 0.5) world.start(id);
      if (random() < 0.5) world.price = 5;
      const resource = world.resource();
      const rows = `step,train_loss,mood\n${pick(random, odd)},0.5,nan\n1,${pick(random, odd)},1e999\n`;
      resource.files.set("file-r", { name: "results.csv", text: rows });
      const client = oddClient(resource, random, ids);
      vi.spyOn(resource, "client").mockReturnValue(client);
      const { ask, look, end } = world.open();
      const { jobs } = await look();
      expect(jobs, `seed ${seed}`).toHaveLength(2);
      for (const { id } of jobs) {
        // Twice, so that what was read is read again.
        await ask("tuningJobs.open", { id });
        await vi.advanceTimersByTimeAsync(15_000);
        const open = await ask("tuningJobs.open", { id });
        await ask("tuningJobs.events", { id, search: "step", level: "warning", from: 0, count: 50 });
        await ask("tuningJobs.failure", { id });
        const [{ metrics } = { metrics: [] }] = await ask("tuningJobs.metrics", { ids: [id], after: null });
        // What is told is nothing but data: it goes through a message to the page.
        expect(structuredClone(open), `seed ${seed}`).toEqual(open);
        for (const group of groupsOf(open.metrics)) {
          const own = metrics.filter(({ name }) => group.names.includes(name));
          expect(() => aligned(own), `seed ${seed}`).not.toThrow();
        }
        const page = (
          <>
            <Header job={open.job} open={open} onRead={() => {}} />
            <Progress open={open} onRead={() => {}} />
            <Settings open={open} />
            <Results open={open} />
            <Events id={id} count={open.events} />
            <MetricTable metrics={metrics} checkpoints="" />
          </>
        );
        const html = renderToStaticMarkup(page);
        expect(html.includes(open.job.jobId), `seed ${seed}`).toBe(true);
        expect(nonsenseIn(html), `seed ${seed}`).toBeNull();
      }
      end();
      expect(faults.mock.calls, `seed ${seed}`).toEqual([]);
    }
  });

  it("break no gauge and no list of files", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seededRandom(seed);
      const file = () =>
        fileIn(
          oddly(random, {
            ...{ id: `f${random()}`, filename: "a.jsonl", purpose: "fine-tune", bytes: 5 },
            ...{ created_at: 1_700_000_000, status: "processed", status_details: { message: "m" } },
          }),
        );
      const files = Array.from({ length: 5 }, file).filter((one) => one !== null);
      const jobs = ["a", "b"].map((id) => jobIn(jobRow(random, id))).filter((one) => one !== null);
      const deployed = ["gpt-4.1", "m.ft-1"];
      const limits = limitsIn("c", { files, jobs, deployed, quotas: "not_asked" }, 1_700_000_000_000);
      const html = renderToStaticMarkup(<Gauges limits={limits} />);
      expect(nonsenseIn(html), `seed ${seed}`).toBeNull();
      const listed = files.map((one) => ({ ...one, datasetId: null, jobs: [], isNeeded: false }));
      const table = renderToStaticMarkup(<Files connectionId="c" files={listed} onDeleted={() => {}} />);
      expect(nonsenseIn(table), `seed ${seed}`).toBeNull();
      expect(filesFor(listed, "", false), `seed ${seed}`).toHaveLength(files.length);
    }
  });
});
