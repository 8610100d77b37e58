import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createBundles } from "../../../main/bundles/bundles.ts";
import { unpack } from "../../../main/bundles/pack.ts";
import type { BundleRun } from "../../../main/runs/shape.ts";
import { createSeries } from "../../../main/series/series.ts";
import { openSeries } from "../../../main/series/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { judgementsOf } from "../../../main/votes/judgements.ts";
import { openVotes } from "../../../main/votes/store.ts";
import { createVotes } from "../../../main/votes/votes.ts";
import { sampleBundle, sampleRun } from "../bundles/sample.ts";
import { temporaryProfiles } from "../profile.ts";
import { known, nobody, questions } from "../runs/nobody.ts";

const profile = temporaryProfiles();
const stops: (() => unknown)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const all = { task: null, blindOnly: false };
const columns = ["a", "b", "c"];
const prompts = ["p1", "p2"];

function open(change: (run: BundleRun) => BundleRun = (run) => run) {
  const database = openDatabase(join(profile(), "assay.db"));
  stops.push(() => database.close());
  const [series, store] = [openSeries(database), openVotes(database)];
  const { app, conditions } = sampleBundle();
  const place = { kind: "cloud", sku: null, region: null, apiVersion: null, endpoint: null } as const;
  series.put({
    id: "s",
    comparisonId: null,
    title: "Set",
    origin: "here",
    state: "done",
    problem: null,
    createdAt: 1,
    targets: Object.fromEntries(
      columns.map((id) => [id, { connectionId: "k", deployment: `deployment-${id}` }]),
    ),
    about: {
      app,
      conditions,
      deployments: columns.map((id) => ({ alias: id, model: `model-${id}`, modelVersion: "1", ...place })),
      columns: columns.map((id) => ({ id, alias: id, systemPrompt: "", parameters: {} })),
      prompts: prompts.map((id) => ({ id, text: `Prompt ${id}`, variables: {} })),
      votes: [],
      edits: [],
    },
  });
  for (const promptId of prompts) {
    for (const columnId of columns) {
      for (const isWarmUp of [true, false]) {
        const events: BundleRun["events"] = [{ at: 1, type: "text", text: `${columnId} to ${promptId}` }];
        const run = sampleRun({ columnId, promptId, repeat: 0, isWarmUp, end: "stop", events });
        series.putRun("s", change(run), null);
      }
    }
  }
  const votes = createVotes({
    store,
    series,
    comparison: nobody,
    connections: {
      list: () => [{ id: "k", name: "Lab", endpoint: "https://lab.openai.azure.com" }] as never,
    },
    deployments: { find: () => undefined },
    model: () => null,
    emit: () => {},
  });
  return { votes, store, series, app };
}

it("goes through every two answers to a prompt once, and forgets none that was skipped", () => {
  const { votes } = open();
  const seen: string[] = [];
  const sides = new Set<string>();
  for (let count = 0; count < 6; count++) {
    // The first is left for later, again and again.
    const { next, pairs, done } = votes.seriesRound({ seriesId: "s", skip: 1 });
    expect([pairs, done]).toEqual([6, count]);
    if (!next) throw new Error("Nothing is next");
    const [one, other] = next.answers;
    expect(next.prompt).toBe(`Prompt ${one.place.promptId}`);
    expect(one.text).toBe(`${one.place.columnId} to ${one.place.promptId}`);
    sides.add(String(one.place.columnId < other.place.columnId));
    seen.push([one.place.promptId, ...[one.place.columnId, other.place.columnId].sort()].join(" "));
    const shown: [typeof one.place, typeof other.place] = [one.place, other.place];
    votes.castInSeries({ seriesId: "s", task: "Set", shown, outcome: "better", better: 1 });
  }
  expect([...seen].sort()).toEqual(["p1 a b", "p1 a c", "p1 b c", "p2 a b", "p2 a c", "p2 b c"]);
  expect(votes.seriesRound({ seriesId: "s", skip: 0 })).toEqual({
    pairs: 6,
    done: 6,
    task: "Set",
    next: null,
  });
  const [vote] = votes.list(all);
  expect(votes.get(vote?.id ?? "")).toMatchObject({
    isBlind: true,
    task: "Set",
    answers: [{ connection: "Lab", modelVersion: "1", end: "stop" }, { connection: "Lab" }],
  });
});

it("leaves out what did not come whole, and takes no vote about it", () => {
  const { votes } = open((run) => (run.columnId === "a" ? { ...run, end: "failed" } : run));
  expect(votes.seriesRound({ seriesId: "s", skip: 0 }).pairs).toBe(2);
  const at = (columnId: string, promptId = "p1", repeat = 0, isWarmUp = false) => ({
    columnId,
    promptId,
    repeat,
    isWarmUp,
  });
  const cast =
    (one: ReturnType<typeof at>, other: ReturnType<typeof at>, better: number | null = null) =>
    () =>
      votes.castInSeries({
        seriesId: "s",
        task: "",
        shown: [one, other],
        outcome: better === null ? "tie" : "better",
        better,
      });
  expect(cast(at("a"), at("b"))).toThrow("not_found");
  expect(cast(at("c", "p1", 5), at("b"))).toThrow("not_found");
  expect(cast(at("c", "p1", 0, true), at("b"))).toThrow("not_found");
  expect(cast(at("b"), at("b"))).toThrow("input_refused");
  expect(cast(at("b"), at("c", "p2"))).toThrow("input_refused");
  expect(() => votes.seriesRound({ seriesId: "nowhere", skip: 0 })).toThrow("not_found");
  expect(votes.list(all)).toEqual([]);
  cast(at("b"), at("c"), 0)();
  expect(votes.list(all)).toHaveLength(1);
});

it("stands in the bundle of the series, and on the scoreboard beside votes of comparisons", async () => {
  const { votes, store, series, app } = open();
  const place = (columnId: string) => ({ columnId, promptId: "p2", repeat: 0, isWarmUp: false });
  votes.castInSeries({
    seriesId: "s",
    task: "T",
    shown: [place("c"), place("a")],
    outcome: "better",
    better: 1,
  });
  const files = createBundles({
    series: createSeries({ store: series, questions, ...known, comparison: nobody, app, emit: () => {} }),
    comparison: nobody,
    pieces: nobody,
    judgements: (id) => (placeOf) => judgementsOf(store.votesOf(id), store.edits(id), placeOf),
    ...known,
    app,
  });
  const { content } = await files.series("s", "bundle", false);
  const bundle = await unpack(content as Uint8Array);
  expect(bundle.votes).toMatchObject([
    { promptId: "p2", shown: ["c", "a"], outcome: "better", better: "a", isBlind: true, task: "T" },
  ]);
  const { contestants } = await votes.scoreboard(all);
  expect(contestants.map(({ name, wins }) => [name, wins])).toEqual([
    ["deployment-a", 1],
    ["deployment-c", 0],
  ]);
});
