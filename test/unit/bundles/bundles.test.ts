import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createBundles } from "../../../main/bundles/bundles.ts";
import { type Bundle, pack, unpack } from "../../../main/bundles/pack.ts";
import { createSeries } from "../../../main/series/series.ts";
import { openSeries, type SeriesStore } from "../../../main/series/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { BundleFormat } from "../../../preload/contract/series.ts";
import { temporaryProfiles } from "../profile.ts";
import { known, nobody, questions } from "../runs/nobody.ts";
import { sampleBundle, sampleRun } from "./sample.ts";

const profile = temporaryProfiles();
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function open(change: (store: SeriesStore) => SeriesStore = (store) => store) {
  const database = openDatabase(join(profile(), "assay.db"));
  stops.push(() => database.close());
  const store = change(openSeries(database));
  const { app } = sampleBundle();
  const parts = { ...known, comparison: nobody, app };
  const series = createSeries({ ...parts, store, questions, emit: () => {} });
  const files = createBundles({
    ...parts,
    series,
    pieces: () => null,
    judgements: () => () => ({ votes: [], edits: [] }),
  });
  const rows = () => database.prepare("select count(*) as count from series_runs").get()?.count;
  return { store, series, files, rows };
}

/** More runs than are worked through at once. */
const many = (): Bundle =>
  sampleBundle({
    prompts: Array.from({ length: 450 }, (_, index) => ({
      id: `p${index}`,
      text: `Prompt ${index}`,
      variables: {},
    })),
    runs: Array.from({ length: 450 }, (_, index) => sampleRun({ promptId: `p${index}` })),
    votes: [],
    edits: [],
  });

it("a bundle is the same after it was a series of another computer, endpoints aside", async () => {
  const { files, series } = open();
  for (const bundle of [sampleBundle(), many()]) {
    const { id } = await files.open(await pack(bundle, { endpoints: true }));
    const { name, extension, content } = await files.series(id, "bundle", false);
    expect({ name, extension }).toEqual({ name: "Sky", extension: "assay-run" });
    if (typeof content === "string") throw new Error("A bundle is no text");
    const deployments = bundle.deployments.map((one) => ({ ...one, endpoint: null }));
    expect(await unpack(content)).toEqual({ ...bundle, deployments });
    const withEndpoints = await files.series(id, "bundle", true);
    expect((await unpack(withEndpoints.content as Uint8Array)).deployments).toEqual(bundle.deployments);
    expect(series.get(id)).toMatchObject({ origin: "file", state: "done" });
  }
});

it("is written in every other format without endpoints", async () => {
  const { files } = open();
  const { id } = await files.open(await pack(sampleBundle(), { endpoints: true }));
  const endings: [BundleFormat, string][] = [
    ["markdown", "md"],
    ["csv", "csv"],
    ["json", "json"],
    ["html", "html"],
    ["promptfoo", "yaml"],
  ];
  for (const [format, ending] of endings) {
    const { extension, content } = await files.series(id, format, true);
    expect(extension).toBe(ending);
    expect(content).toContain("What colour is the sky?");
    expect(content).not.toContain("contoso-secret-project");
  }
});

it("keeps nothing of a bundle that is refused, or that could not be kept to its end", async () => {
  const { files, series, rows } = open();
  const packed = await pack(sampleBundle(), { endpoints: false });
  await expect(files.open(packed.subarray(0, 40))).rejects.toMatchObject({
    diagnosis: { code: "import_refused" },
  });
  expect([series.list(), rows()]).toEqual([[], 0]);

  let chunks = 0;
  const full = open((store) => ({
    ...store,
    putRuns: (id, runs) => {
      chunks += 1;
      if (chunks === 2) throw new Error("The disk is full");
      store.putRuns(id, runs);
    },
  }));
  await expect(full.files.open(await pack(many(), { endpoints: false }))).rejects.toMatchObject({
    diagnosis: { code: "storage_failed" },
  });
  expect(full.series.list()).toEqual([]);
  full.store.purge();
  expect(full.rows()).toBe(0);
});

it("holds two of them against each other, and knows what is not there", async () => {
  const { files, series } = open();
  const before = await files.open(await pack(many(), { endpoints: false }));
  const slower = many().runs.map((run) => ({ ...run, measurement: { ...run.measurement, firstToken: 500 } }));
  const after = await files.open(await pack({ ...many(), runs: slower }, { endpoints: false }));
  const { columns } = series.drift(before.id, after.id);
  expect(columns).toMatchObject([
    {
      alias: "large",
      sharedPrompts: 450,
      otherAnswers: 0,
      metrics: [{ difference: { verdict: "higher", shift: 379.5 } }, {}, {}],
    },
    { alias: "large", sharedPrompts: 0 },
  ]);
  expect(() => series.drift(before.id, "none")).toThrow("not_found");
  await expect(files.series("none", "csv", false)).rejects.toThrow("not_found");
});
