import { expect, it } from "vitest";
import { comparisonBundle } from "../../../main/bundles/comparison.ts";
import { pack, unpack } from "../../../main/bundles/pack.ts";
import type { Column, Run } from "../../../preload/contract/comparisons.ts";
import { sampleBundle, sampleRun } from "./sample.ts";

const about = { ...sampleBundle(), columns: sampleBundle().columns };

const unjudged = () => ({ votes: [], edits: [] });

const run = (columnId: string, changes: Partial<Run> = {}): Run => ({
  id: `run-${columnId}`,
  columnId,
  comparisonId: "k",
  prompt: "What colour is the sky?",
  text: "Blue.",
  reasoning: "",
  state: "ended",
  retryAt: null,
  attempts: 1,
  end: "stop",
  diagnosis: null,
  measured: { ...sampleRun().measurement, tokens: sampleRun().tokens },
  conditions: {
    startedAt: 1_790_000_000_500,
    model: "gpt-4.1",
    sku: null,
    apiVersion: null,
    route: "v1",
    region: "swedencentral",
    requestId: "r",
    remaining: { requests: 9, tokens: null },
  },
  cost: { amount: 0.1, currency: "USD" },
  ...changes,
});

const column = (id: string, given: Run | null): Column => ({
  id,
  connectionId: "k",
  deployment: "large",
  modelId: null,
  systemPrompt: "",
  parameters: {},
  ownPrompt: null,
  run: given,
});

it("holds what each column answered last, each prompt once, with the times of the pieces", async () => {
  const layout = [
    column("c1", run("c1")),
    column(
      "c2",
      run("c2", {
        prompt: "And at night?",
        conditions: { ...run("c2").conditions, startedAt: 1_790_000_000_000 },
      }),
    ),
  ];
  const events = [{ at: 12, type: "text" as const, text: "Blue." }];
  const notes = sampleRun().notes.map((note) => ({ ...note, because: "earlier" as const, refusedAt: 5 }));
  const bundle = comparisonBundle(
    { title: "Sky", layout },
    about,
    ({ columnId }) => (columnId === "c1" ? { events, notes } : null),
    unjudged,
  );
  if (!bundle) throw new Error("Nothing was bundled");
  expect(bundle).toMatchObject({
    title: "Sky",
    createdAt: 1_790_000_000_000,
    conditions: { repeats: 1, warmUps: 0, atOnce: 2 },
    votes: [],
    edits: [],
  });
  expect(bundle.prompts.map(({ text }) => text)).toEqual(["What colour is the sky?", "And at night?"]);
  expect(bundle.runs).toMatchObject([
    { columnId: "c1", promptId: "p1", repeat: 0, events, notes, cost: { amount: 0.1, currency: "USD" } },
    // Only its text was kept: it is told as having come at the end.
    {
      columnId: "c2",
      promptId: "p2",
      repeat: 0,
      events: [{ at: 900, type: "text", text: "Blue." }],
      notes: [],
    },
  ]);
  const { endpoint: _endpoint, ...deployment } = bundle.deployments[0] ?? {};
  const read = await unpack(await pack(bundle, { endpoints: false }));
  expect(read.runs).toEqual(bundle.runs);
  expect(read.deployments).toEqual([{ ...deployment, endpoint: null }]);
});

it("is none as long as nothing has ended", () => {
  const layout = [column("c1", null), column("c2", run("c2", { state: "running", end: null }))];
  expect(comparisonBundle({ title: "Sky", layout }, about, () => null, unjudged)).toBeNull();
});
