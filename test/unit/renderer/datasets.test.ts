import { describe, expect, it } from "vitest";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import type { Mapping } from "../../../preload/contract/dataset-shapes.ts";
import type { Dataset, DatasetJob } from "../../../preload/contract/datasets.ts";
import { strings } from "../../../preload/strings/en.ts";
import { ruleWords } from "../../../preload/strings/rule-titles.ts";
import { epochsIn } from "../../../renderer/datasets/cost-card.tsx";
import { endedJob } from "../../../renderer/datasets/ended.ts";
import { questionOf } from "../../../renderer/datasets/evaluation-prompts.ts";
import { excerptsOf } from "../../../renderer/datasets/excerpts.ts";
import { groupTitle } from "../../../renderer/datasets/group-title.ts";
import { factsOf } from "../../../renderer/datasets/intake-dialogs.tsx";
import { timeLeft } from "../../../renderer/datasets/progress.tsx";
import { seedIn } from "../../../renderer/datasets/seed.ts";
import { mappingFor, placeOf, rolesOf, withColumn } from "../../../renderer/datasets/shapes.ts";
import { percentOf, standingOf } from "../../../renderer/datasets/standing.ts";
import { briefOf } from "../../../renderer/datasets/turns.ts";
import { limitText, sizeText } from "../../../renderer/figures/size.ts";
import { read, sourcesIn } from "../source.ts";

const job: DatasetJob = {
  id: "j",
  kind: "check",
  phase: "checking",
  done: 1,
  total: 3,
  secondsLeft: 61.4,
};

const dataset = (more: Partial<Dataset> = {}): Dataset => ({
  id: "d",
  name: "Assays",
  method: "supervised",
  state: "ready",
  rows: 200,
  size: 1000,
  version: 1,
  findings: null,
  uses: [],
  job: null,
  leftOut: 0,
  problem: null,
  createdAt: 1,
  updatedAt: 1,
  ...more,
});

describe("how a dataset stands", () => {
  it("is what is being done to it, else how far it came, else what was found", () => {
    const found = (blocks: number, warns: number, whole = 0) =>
      standingOf(dataset({ findings: { blocks, warns, whole } }));
    expect(standingOf(dataset({ job, findings: { blocks: 2, warns: 0, whole: 0 } }))).toEqual({
      look: "live",
      word: "Checking",
    });
    expect(standingOf(dataset({ state: "interrupted" })).look).toBe("warn");
    expect(standingOf(dataset()).word).toBe("Not checked");
    expect(standingOf(dataset({ problem: diagnosisOf("dataset_busy") })).look).toBe("danger");
    expect(found(1, 7)).toEqual({ look: "danger", word: "1 row to fix" });
    expect(found(0, 1200)).toEqual({ look: "warn", word: "1,200 warnings" });
    expect(found(0, 0)).toEqual({ look: "ok", word: "Passed" });
    expect(found(0, 3, 1)).toEqual({ look: "danger", word: "Not ready" });
  });

  it("says how far a job is, never beyond its end, and nothing where that is not known", () => {
    expect(percentOf(job)).toBe("33%");
    expect(percentOf({ ...job, done: 5 })).toBe("100%");
    expect(percentOf({ ...job, total: null })).toBe("");
    expect(percentOf({ ...job, done: 0, total: 0 })).toBe("");
    expect(timeLeft(job)).toBe("1 min 1 s left");
    expect(timeLeft({ ...job, secondsLeft: 0.2 })).toBe("1 s left");
    expect(timeLeft({ ...job, secondsLeft: null })).toBe("");
  });
});

describe("the end of a job", () => {
  it("is told once, with whether it failed", () => {
    const before = [dataset({ job })];
    expect(endedJob(before, [dataset()])).toBe("Checked Assays.");
    expect(endedJob(before, [dataset({ problem: diagnosisOf("dataset_stopped") })])).toBe(
      "Checking Assays failed.",
    );
    const stopping = [dataset({ job: { ...job, phase: "stopping" } })];
    expect(endedJob(stopping, [dataset()])).toBe("Checking Assays was canceled.");
    const exported = [dataset({ job: { ...job, kind: "export" } })];
    expect(endedJob(exported, [dataset()])).toBe("Exported Assays.");
    expect(endedJob(exported, [dataset({ leftOut: 2 })])).toBe(
      "Exported Assays without 2 rows that don't fit.",
    );
    expect(endedJob([dataset()], [dataset()])).toBeNull();
  });

  it("is not what another step of it is, nor that the dataset is gone", () => {
    expect(endedJob([dataset({ job })], [dataset({ job: { ...job, done: 2 } })])).toBeNull();
    expect(endedJob([dataset({ job })], [])).toBeNull();
    expect(endedJob([dataset({ job })], [dataset({ job: { ...job, id: "k", kind: "fix" } })])).toBe(
      "Checked Assays.",
    );
  });
});

describe("another shape for files", () => {
  const alpaca: Mapping = {
    shape: "alpaca",
    method: "supervised",
    fields: { instruction: "task", output: "done" },
    keep: [],
  };
  const columns = ["task", "done", "prompt"];

  it("is what was guessed for it", () => {
    const now: Mapping = { shape: "text", method: "evaluation", fields: {}, keep: ["x"] };
    expect(mappingFor("alpaca", now, [alpaca], columns)).toBe(alpaca);
  });

  it("takes the columns that are named as its roles, and keeps the method where that can be", () => {
    const evaluation: Mapping = { ...alpaca, method: "evaluation" };
    expect(mappingFor("prompt_completion", evaluation, [], columns)).toEqual({
      shape: "prompt_completion",
      method: "evaluation",
      fields: { prompt: "prompt" },
      keep: [],
    });
    expect(mappingFor("preference", { ...alpaca, method: "vision" }, [], columns).method).toBe("preference");
  });

  it("begins a template of plain columns with the first two", () => {
    const { template } = mappingFor("columns", alpaca, [], columns);
    expect(template).toEqual({ user: "{{task}}", assistant: "{{done}}" });
    expect(mappingFor("columns", alpaca, [], []).template).toEqual({ user: "", assistant: "" });
    expect(placeOf("a b")).toBe("{{a b}}");
  });

  it("gives a role another column, or none", () => {
    expect(withColumn(alpaca, "output", "prompt").fields).toEqual({ instruction: "task", output: "prompt" });
    expect(withColumn(alpaca, "output", "").fields).toEqual({ instruction: "task" });
    expect(rolesOf({ ...alpaca, fields: { reference: "r" } })).toEqual([
      ...["instruction", "input", "output", "history", "system"],
      "reference",
    ]);
  });
});

it("a file of an intake is told in words", () => {
  const file = { name: "a", format: "csv", bytes: 1_500_000 } as const;
  expect(factsOf({ ...file, encoding: "windows-1252", isGzip: true })).toBe(
    "CSV, Windows-1252, gzip, 1.5 MB",
  );
  expect(factsOf({ ...file, format: "parquet", encoding: null, isGzip: false })).toBe("Parquet, 1.5 MB");
  expect(factsOf({ ...file, encoding: "constructor", isGzip: false })).toContain("constructor");
});

describe("a row in short", () => {
  const say = (role: string, content: unknown) => ({ role, content });

  it("has what is said, by whom", () => {
    const image = { type: "image_url", image_url: { url: "https://a/b.png" } };
    const row = {
      messages: [say("user", [{ type: "text", text: "What is it?" }, image]), say("assistant", "Ore")],
    };
    expect(briefOf(JSON.stringify(row))?.turns).toEqual([
      { role: "user", text: "What is it?\n[image]" },
      { role: "assistant", text: "Ore" },
    ]);
  });

  it("has both answers of a pair after what was asked", () => {
    const row = {
      input: { messages: [say("user", "Q")] },
      preferred_output: [say("assistant", "good")],
      non_preferred_output: [say("assistant", "bad")],
    };
    expect(briefOf(JSON.stringify(row))?.turns.map(({ role }) => role)).toEqual([
      ...["user", "preferred", "non_preferred"],
    ]);
  });

  it("has fields where nobody speaks, and nothing of what is no object", () => {
    expect(briefOf('{"query":"Q","n":1}')).toEqual({
      turns: [],
      fields: [
        ["query", "Q"],
        ["n", "1"],
      ],
    });
    expect(briefOf("[1")).toBeNull();
    expect(briefOf("null")).toBeNull();
  });
});

it("the question of a row is its one question; of several turns there is none", () => {
  const chat = (...roles: string[]) =>
    JSON.stringify({ messages: roles.map((role, at) => ({ role, content: `${role} ${at}` })) });
  expect(questionOf(chat("system", "user", "assistant"))).toBe("user 1");
  expect(questionOf(chat("user", "assistant", "user"))).toBeNull();
  expect(questionOf(chat("assistant"))).toBeNull();
  expect(questionOf('{"query":"Why?","answer":"So"}')).toBe("Why?");
  expect(questionOf('{"prompt":" ","question":"Why?"}')).toBe("Why?");
  expect(questionOf('{"answer":"So"}')).toBeNull();
  expect(questionOf("{")).toBeNull();
});

describe("the excerpts of a fix", () => {
  const long = "x".repeat(1000);

  it("are of where the texts differ, with a little around it", () => {
    const { before, after } = excerptsOf(`${long}tin${long}`, `${long}ore${long}`);
    expect(before).toBe(`… ${"x".repeat(120)}tin${"x".repeat(120)} …`);
    expect(after).toBe(`… ${"x".repeat(120)}ore${"x".repeat(120)} …`);
  });

  it("are the whole of short texts, and never count a letter twice", () => {
    expect(excerptsOf("aa", "aaa")).toEqual({ before: "aa", after: "aaa" });
    expect(excerptsOf("same", "same")).toEqual({ before: "same", after: "same" });
    expect(excerptsOf("gone", "")).toEqual({ before: "gone", after: "" });
  });

  it("are cut where what differs is long itself, on whole characters", () => {
    const { before } = excerptsOf("😀".repeat(10_000), "");
    expect(before.length).toBeLessThan(4_100);
    expect(before.isWellFormed()).toBe(true);
    const both = excerptsOf("a😀b", "a😁b");
    expect([both.before, both.after]).toEqual(["a😀b", "a😁b"]);
    const next = excerptsOf(`${"😀".repeat(100)}\u{1F600}x`, `${"😀".repeat(100)}\u{1F601}x`);
    expect(next.before.isWellFormed() && next.after.isWellFormed()).toBe(true);
  });
});

it("a size is told in the unit that fits", () => {
  expect([1, 191, 12_400, 3_450_000, 1_200_000_000].map(sizeText)).toEqual([
    ...["1 byte", "191 bytes", "12.4 kB", "3.5 MB", "1.2 GB"],
  ]);
  expect([1000, 1024 ** 3].map(limitText)).toEqual(["1,000 bytes", "1 GB"]);
});

it("seeds and epochs are whole numbers that can be taken", () => {
  expect([" 7 ", "4294967295", "4294967296", "-1", "1.5", "", "1e3"].map(seedIn)).toEqual([
    ...[7, 4_294_967_295, null, null, null, null, null],
  ]);
  expect(["3", "100", "101", "0", "", "2.5"].map(epochsIn)).toEqual([3, 100, null, null, null, null]);
});

it("the title over many rows has nothing that only one could fill in", () => {
  const titles = ["not_json", "lone_surrogate", "role_unknown", "repeated_name"];
  expect(titles.map((rule) => groupTitle(rule, null))).toEqual([
    ...["Not valid JSON", "Half a character", "Unknown role"],
    "A name appears more than once in the same object",
  ]);
  const all = Object.keys(ruleWords).map((rule) => groupTitle(rule, null));
  expect(all.filter((title) => /[{}…]|[:(\s]$/.test(title))).toEqual([]);
  expect(groupTitle("few_examples", { rows: "7" })).not.toContain("…");
});

it("what main calls its phases and operations has words", () => {
  const sources = sourcesIn("main/datasets").map(read).join("\n");
  const phases = [...sources.matchAll(/(?:phase: |walked\(\w+, )"(\w+)"/g)].map(([, name = ""]) => name);
  expect(phases.length).toBeGreaterThan(5);
  expect([...new Set(phases)].sort()).toEqual(Object.keys(strings.datasets.phases).sort());
  const [, kinds = ""] = /export type OperationKind =([^;]+);/.exec(sources) ?? [];
  const operations = [...kinds.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
  expect(operations.sort()).toEqual(Object.keys(strings.datasets.operations).sort());
});
