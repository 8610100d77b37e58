import { expect, it } from "vitest";
import type { Bundle, BundleRun } from "../../../main/bundles/pack.ts";
import { answerOf } from "../../../main/runs/record.ts";
import { type Day, driftOf } from "../../../main/series/drift.ts";
import { sampleBundle, sampleRun } from "../bundles/sample.ts";

const day = (bundle: Bundle): Day => ({
  ...bundle,
  runs: bundle.runs.map((run) => ({ ...run, text: answerOf(run) })),
});

const column = (id: string, alias: string, systemPrompt = ""): Bundle["columns"][number] => ({
  id,
  alias,
  systemPrompt,
  parameters: {},
});

/** Runs of one column that took so long to the first token. */
const runsOf = (columnId: string, times: readonly number[], text = "Blue."): BundleRun[] =>
  times.map((firstToken, repeat) =>
    sampleRun({
      columnId,
      repeat,
      measurement: { ...sampleRun().measurement, firstToken },
      events: [{ at: firstToken, type: "text", text }],
    }),
  );

const bundle = (createdAt: number, columns: Bundle["columns"], runs: BundleRun[]): Bundle =>
  sampleBundle({ createdAt, columns, runs });

it("tells what has become slower, and what cannot be told", () => {
  const before = bundle(
    1000,
    [column("a", "large"), column("b", "small")],
    [...runsOf("a", [100, 101, 102, 103, 104, 105]), ...runsOf("b", [100, 101])],
  );
  const after = bundle(
    2000,
    [column("x", "small"), column("y", "large")],
    [...runsOf("y", [300, 301, 302, 303, 304, 305]), ...runsOf("x", [900, 901])],
  );
  const drift = driftOf(day(before), day(after));
  expect([drift.before, drift.after]).toEqual([1000, 2000]);
  expect(
    drift.columns.map(({ alias, columnBefore, columnAfter }) => [alias, columnBefore, columnAfter]),
  ).toEqual([
    ["large", "a", "y"],
    ["small", "b", "x"],
  ]);
  const first = (index: number) =>
    drift.columns[index]?.metrics.find(({ metric }) => metric === "firstToken");
  // Every value after is 195 to 205 above every value before: the median of the differences is 200.
  expect(first(0)).toMatchObject({
    before: { median: 102.5, count: 6 },
    after: { median: 302.5, count: 6 },
    difference: { verdict: "higher", shift: 200, a: "a", b: "y" },
  });
  expect(first(1)?.difference.verdict).toBe("few");
  // What was not sent is told of either.
  const dropped = [{ kind: "parameter_dropped", parameter: "temperature" }];
  expect(drift.columns[0]).toMatchObject({ notesBefore: dropped, notesAfter: dropped });
});

it("tells a column from another of the same deployment by its instructions, and names those that stand alone", () => {
  const before = bundle(
    1,
    [column("a", "large", "Be brief."), column("b", "large", "Be long."), column("c", "gone")],
    [],
  );
  const after = bundle(
    2,
    [column("x", "large", "Be long."), column("y", "large", "Be kind."), column("z", "new")],
    [],
  );
  const drift = driftOf(day(before), day(after));
  expect(drift.columns.map(({ columnBefore, columnAfter }) => [columnBefore, columnAfter])).toEqual([
    ["b", "x"],
  ]);
  expect(drift.onlyBefore).toEqual(["large", "gone"]);
  expect(drift.onlyAfter).toEqual(["large", "new"]);
  // Where it stands once on both sides, it is the same one, however it is set.
  const alone = driftOf(
    day(bundle(1, [column("a", "large", "Be brief.")], [])),
    day(bundle(2, [column("x", "large", "Be kind.")], [])),
  );
  expect(alone.columns).toHaveLength(1);
});

it("counts prompts by their words that were answered in other words, and takes no failure for an answer", () => {
  const prompts = ["one", "two", "three", "only before"].map((text, index) => ({
    id: `p${index}`,
    text,
    variables: {},
  }));
  const later = ["only after", "three", "two", "one"].map((text, index) => ({
    id: `q${index}`,
    text,
    variables: {},
  }));
  const run = (promptId: string, text: string, changes: Partial<BundleRun> = {}) =>
    sampleRun({ columnId: "a", promptId, events: [{ at: 1, type: "text", text }], ...changes });
  const before = {
    ...bundle(1, [column("a", "large")], [run("p0", "Same"), run("p1", "Old words"), run("p2", "Was there")]),
    prompts,
  };
  const after = {
    ...bundle(
      2,
      [column("a", "large")],
      [
        run("q3", "Same"),
        run("q2", "New words"),
        run("q1", "", { end: "failed" }),
        run("q3", "Another repeat", { repeat: 1 }),
        run("q3", "A warm-up", { isWarmUp: true }),
      ],
    ),
    prompts: later,
  };
  expect(driftOf(day(before), day(after)).columns[0]).toMatchObject({
    sharedPrompts: 2,
    otherAnswers: 1,
    changed: [{ promptBefore: "p1", promptAfter: "q2", text: "two" }],
  });
});
