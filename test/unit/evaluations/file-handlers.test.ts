import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { evaluationFileHandlers } from "../../../main/evaluations/file-handlers.ts";
import { openReport, verify } from "../../../main/evaluations/files/format/unpack.ts";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import type { Dataset } from "../../../preload/contract/datasets.ts";
import type { EvaluationFormat } from "../../../preload/contract/evaluation-files.ts";
import { fooFile, fooResult } from "./files/promptfoo-samples.ts";
import { gathered } from "./files/sample.ts";
import { answering, openedEvaluations, settingsOf } from "./opened.ts";

let profile = "";
let opened: ReturnType<typeof openedEvaluations>;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), "assay-test-evaluation-files-"));
});
afterEach(async () => {
  await opened.close();
  rmSync(profile, { recursive: true, force: true });
});

const never = new AbortController().signal;

/** The evaluations of a profile with their files; `picked` are the paths that a person picks next. */
function world(onTold: () => void = () => {}) {
  opened = openedEvaluations(
    profile,
    answering((asked, deployment) =>
      deployment === "base" && asked === "Say 3"
        ? diagnosisOf("prompt_filtered")
        : asked.replace("Say ", deployment === "base" && asked === "Say 4" ? "not " : ""),
    ),
  );
  const picked: string[] = [];
  const datasets = new Map<string, string[]>();
  const told: unknown[] = [];
  const files = evaluationFileHandlers({
    evaluations: opened.service,
    places: opened.places,
    readers: opened.workers,
    emit: (_event, payload) => {
      told.push(payload);
      onTold();
    },
    datasets: {
      get: () => ({ name: "Numbers" }) as Dataset,
      gather: (name, _method, write) => {
        const id = `made of ${name}`;
        const path = join(profile, "gathered.jsonl");
        datasets.set(id, []);
        void write(path, never).then(async () => {
          datasets.set(id, (await readFile(path, "utf8")).trim().split("\n"));
        });
        return { id } as Dataset;
      },
    },
    standings: async () => [],
    head: {
      app: { version: "0.1.0", platform: "linux", node: "20.20.0", electron: null },
      deployments: {
        find: (_id, name) => ({ name, model: "gpt-4.1", version: "2025-04-14", sku: "Standard" }) as never,
      },
      prices: { of: async () => ({ currency: "USD", input: 2, cachedInput: null, output: 8 }) },
      reached: async () => ({ kind: "cloud", apiVersion: "v1", region: "swedencentral" }),
    },
    dialogs: {
      pick: async () => picked.splice(0),
      target: async (name, extension) => join(profile, `${name}.${extension}`),
    },
  });
  const call = <Name extends keyof typeof files>(name: Name, input: Parameters<(typeof files)[Name]>[0]) =>
    (files[name] as (input: unknown) => ReturnType<(typeof files)[Name]>)(input);
  return {
    told,
    datasets,
    call,
    exported: async (id: string, format: EvaluationFormat = "bundle") => {
      const written = await call("evaluationFiles.export", { id, format });
      if (!written) throw new Error("nothing was written");
      return written;
    },
    imported: async (path: string) => {
      picked.push(path);
      const found = await call("evaluationFiles.pick", undefined);
      if (!found) throw new Error("nothing was found");
      return { found, saved: await call("evaluationFiles.save", { id: found.id }) };
    },
  };
}

const ended = async () => {
  const settings = settingsOf();
  const { id } = await opened.started(settings);
  await opened.ask("note", { file: opened.fileOf(id), row: 4, note: "Odd.", label: "odd" });
  const place = (modelId: string) => ({ modelId, repeat: 0 });
  await opened.ask("vote", {
    file: opened.fileOf(id),
    row: 4,
    shown: [place("base"), place("tuned")],
    better: 1,
    isBlind: true,
  });
  await opened.ask("mark", {
    ...{ file: opened.fileOf(id), row: 4, graderId: "same", answer: place("tuned") },
    ...{ score: 1, label: null, isBlind: true },
  });
  return id;
};

const read = async (path: string) => {
  const report = await openReport({ path });
  return { head: report.head, records: await gathered(report.records()) };
};

describe("an evaluation as a sealed report", () => {
  it("has its rows, answers, grades, notes, votes and verdict, and how it was asked without where", async () => {
    const { exported } = world();
    const id = await ended();
    const { path, seal } = await exported(id);
    const { head, records } = await read(path);
    expect((await verify({ path })).whole).toBe(seal);
    expect(head).toMatchObject({
      origin: "here",
      dataset: { name: "Numbers", version: 3, rows: 10 },
      prices: { list: [{ connectionId: "c1", deployment: "base", input: 2 }, { deployment: "tuned" }] },
      settings: { data: { datasetId: "dataset" } },
    });
    expect(head.deployments[0]).toMatchObject({ model: "gpt-4.1", region: "swedencentral" });
    const ofKind = (kind: string) => records.filter((one) => one.kind === kind);
    expect(ofKind("row")).toHaveLength(10);
    expect(ofKind("answer")).toHaveLength(20);
    expect(ofKind("grade")).toHaveLength(20);
    expect(ofKind("note")).toEqual([{ kind: "note", row: 4, note: "Odd.", label: "odd" }]);
    expect(ofKind("vote")).toMatchObject([{ row: 4, better: 1, isBlind: true }]);
    expect(ofKind("mark")).toMatchObject([{ modelId: "tuned", score: 1, isBlind: true }]);
    expect(records.at(-1)).toMatchObject({ kind: "verdict", verdict: { baselineId: "base" } });
    const lost = records.find((one) => one.kind === "answer" && one.diagnosis !== null);
    expect(lost).toMatchObject({ row: 3, modelId: "base", end: "failed", diagnosis: "prompt_filtered" });
  });

  it("comes back as read-only results from which the same report is written", async () => {
    const { exported, imported } = world();
    const id = await ended();
    const { path } = await exported(id);
    const { found, saved } = await imported(path);
    expect(found).toMatchObject({ origin: "bundle", rows: 10, answers: 20, seals: { isWhole: true } });
    expect(saved).toMatchObject({ state: "kept", origin: "bundle", progress: { answers: { done: 20 } } });
    const before = await read(path);
    const { path: again } = await exported(saved.id);
    const after = await read(again);
    const plain = ({ records }: typeof before) =>
      records.map((one) =>
        one.kind === "vote" || one.kind === "verdict" ? { ...one, at: null, verdict: null } : one,
      );
    expect(plain(after)).toEqual(plain(before));
    expect(after.head).toEqual({ ...before.head, origin: "bundle" });
    const verdict = await opened.ask("verdict", {
      ...{ file: opened.fileOf(saved.id), isDone: true, baseline: null, lead: null },
    });
    const own = await opened.ask("verdict", {
      ...{ file: opened.fileOf(id), isDone: true, baseline: null, lead: null },
    });
    expect(verdict.differences).toEqual(own.differences);
  });

  it.each(["html", "markdown", "csv", "json", "junit", "promptfoo", "promptfoo_results"] as const)(
    "is also written as %s",
    async (format) => {
      const { exported } = world();
      const id = await ended();
      const { path, seal } = await exported(id, format);
      expect(seal).toBeNull();
      expect(readFileSync(path, "utf8")).toContain("Say 4");
    },
  );
});

describe("results of others", () => {
  const write = (value: unknown) => {
    const path = join(profile, "results.json");
    writeFileSync(path, JSON.stringify(value));
    return path;
  };

  it("are kept as they were, and asked again of deployments here, old against new", async () => {
    const { call, imported, datasets } = world();
    const results = Array.from({ length: 12 }, (_, number) =>
      fooResult({
        testIdx: number,
        vars: { number },
        prompt: { raw: `Say ${number}`, label: "p" },
        response: { output: `${number}` },
        testCase: { vars: { number }, assert: [{ type: "equals", value: "{{number}}" }] },
      }),
    );
    const { saved, found } = await imported(write(fooFile(results)));
    expect(found).toMatchObject({ origin: "promptfoo", rows: 12, answers: 12 });
    const kept = opened.service.get(saved.id);
    const [model] = kept.settings.models;
    if (!model) throw new Error("no model");
    const { messages } = await opened.ask("row", { file: opened.fileOf(saved.id), row: 3 });
    expect(messages).toMatchObject([{ role: "user", content: "Say 3" }]);
    const { connectionId, deployment } = model;
    const draft = await call("evaluationFiles.again", {
      id: saved.id,
      deployed: [{ from: { connectionId, deployment }, to: { connectionId: "c", deployment: "tuned" } }],
    });
    expect(draft).toMatchObject({
      state: "draft",
      settings: { models: [{ id: model.id, name: "tuned", connectionId: "c", deployment: "tuned" }] },
    });
    await expect.poll(() => datasets.get(draft.settings.data?.datasetId ?? "")?.length).toBe(12);
  });

  it("are let go of where reading them is cancelled", async () => {
    const { call, told } = world(() => void call("evaluationFiles.cancel", undefined));
    const rows = Array.from({ length: 3000 }, (_, number) => `Say ${number},${number},${number}`);
    const bytes = new TextEncoder().encode(["prompt,reference,answer", ...rows].join("\n"));
    await expect(call("evaluationFiles.drop", { files: [{ name: "x.csv", bytes }] })).rejects.toMatchObject({
      diagnosis: { code: "cancelled" },
    });
    expect(told).toMatchObject([{ phase: "reading" }, null]);
  });

  it("say why they are not taken, and nothing is kept of them", async () => {
    const { call, imported } = world();
    const path = write({ some: "thing" });
    await expect(imported(path)).rejects.toMatchObject({ diagnosis: { code: "import_refused" } });
    await expect(call("evaluationFiles.save", { id: "x" })).rejects.toMatchObject({
      diagnosis: { code: "not_found" },
    });
    expect(opened.service.list()).toEqual([]);
  });

  it("become a draft with a dataset where they are a config without results", async () => {
    const { call, datasets } = world();
    const bytes = new TextEncoder().encode(
      "prompts: ['Say {{word}}']\nproviders: [openai:gpt-4.1]\ntests:\n  - vars: {word: one}\n    assert: [{type: equals, value: one}]\n  - vars: {word: two}\n",
    );
    const found = await call("evaluationFiles.drop", { files: [{ name: "config.yaml", bytes }] });
    expect(found).toMatchObject({ holds: "draft", rows: 2 });
    const saved = await call("evaluationFiles.save", { id: found.id });
    expect(saved.state).toBe("draft");
    const { settings } = opened.service.get(saved.id);
    await expect.poll(() => datasets.get(settings.data?.datasetId ?? "")?.length).toBe(2);
  });
});
