import { describe, expect, it } from "vitest";
import {
  createEvals,
  diagnoseEvalRun,
  type Evals,
  hasRunEnded,
} from "../../../../main/foundry/evals/evals.ts";
import { evaluation } from "../../../../main/sandbox/faults.ts";
import type { Sandbox } from "../../../../main/sandbox/server.ts";
import { sandboxes } from "../../sandbox/running.ts";
import { diagnosisFrom, json, servers, targetOf } from "../server.ts";

const start = sandboxes();
const startServer = servers();

const evalsOf = (sandbox: Sandbox, at: "url" | "projectEndpoint" = "projectEndpoint") =>
  createEvals(targetOf(sandbox[at], { credential: { kind: "api_key", secret: sandbox.apiKey } }));

const exact = {
  type: "string_check",
  name: "exact",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};
const near = {
  ...exact,
  type: "text_similarity",
  name: "near",
  evaluation_metric: "fuzzy_match",
  pass_threshold: 0.8,
};
const labelled = {
  type: "label_model",
  name: "labelled",
  model: "gpt-4.1-mini",
  input: [{ role: "user", content: "Answer: {{sample.output_text}}\nReference: {{item.answer}}" }],
  labels: ["good", "fair", "bad"],
  passing_labels: ["good"],
};
const f1 = {
  type: "azure_ai_evaluator",
  name: "f1",
  evaluator_name: "builtin.f1_score",
  data_mapping: { response: "{{sample.output_text}}", ground_truth: "{{item.answer}}" },
};
const coherent = {
  type: "azure_ai_evaluator",
  name: "coherent",
  evaluator_name: "builtin.coherence",
  initialization_parameters: { deployment_name: "gpt-4.1-mini" },
  data_mapping: { query: "{{item.question}}", response: "{{sample.output_text}}" },
};
const itemSchema = { type: "object", properties: { answer: { type: "string" } } };
const made = (evals: Evals, ...criteria: object[]) =>
  evals.create({ name: "Quiz", itemSchema, criteria: criteria as Record<string, unknown>[] });

const asking = (more: object = {}) => ({
  kind: "deployment" as const,
  deployment: "gpt-4.1-mini",
  messages: [{ role: "user" as const, content: "Say exactly: {{item.wanted}}" }],
  sampling: {},
  withEvaluators: false,
  rows: [
    { item: { wanted: "blue sky", answer: "blue sky", question: "Which?" } },
    { item: { wanted: "green grass", answer: "blue sky", question: "Which?" } },
    { item: { wanted: "no answer to compare", question: "Which?" } },
  ],
  ...more,
});

async function done(evals: Evals, id: string, runId: string) {
  const look = async () => hasRunEnded((await evals.run(id, runId)).state);
  await expect.poll(look, { interval: 2, timeout: 10_000 }).toBe(true);
  return evals.run(id, runId);
}

describe.each(["url", "projectEndpoint"] as const)("a run at a sandbox's %s", (at) => {
  it("asks a deployment, grades its answers, and says of each row what each grader found", async () => {
    const evals = evalsOf(await start(), at);
    const { id, criteria } = await made(evals, exact, near, labelled);
    expect(criteria.map(({ name }) => name)).toEqual(["exact", "near", "labelled"]);
    const begun = await evals.start(id, "first", asking());
    expect(begun).toMatchObject({ evalId: id, name: "first", state: "queued", error: null });
    const run = await done(evals, id, begun.id);
    expect(run).toMatchObject({
      state: "completed",
      model: "gpt-4.1-mini",
      counts: { total: 3, passed: 1, failed: 1, errored: 1 },
      reportUrl: expect.stringContaining("https://"),
    });
    expect(run.criteria.map(({ name, passed }) => [name, passed])).toEqual([
      ["exact", 1],
      ["near", 1],
      ["labelled", 1],
    ]);
    expect(run.usage).toMatchObject([{ model: "gpt-4.1-mini", calls: 3 }]);
    const { rows } = await evals.items(id, run.id, ["exact", "near", "labelled"], null);
    const byRow = new Map(rows.map((item) => [item.row, item]));
    expect(byRow.get(0)).toMatchObject({ answer: "blue sky", item: { wanted: "blue sky" }, finish: "stop" });
    expect(byRow.get(0)?.grades.map(({ criterion, score, passed }) => [criterion, score, passed])).toEqual([
      ["exact", 1, true],
      ["near", 1, true],
      ["labelled", 1, true],
    ]);
    expect(byRow.get(1)?.grades.map(({ passed }) => passed)).toEqual([false, false, false]);
    expect(byRow.get(1)?.grades.at(-1)?.label).toBe("bad");
    // What the row lacks could not be graded: no score, no failure, and why.
    expect(byRow.get(2)?.grades[0]).toMatchObject({ score: null, passed: null, reason: expect.any(String) });
    expect((await evals.runs(id, null)).rows.map((one) => one.id)).toEqual([run.id]);
    expect((await diagnosisFrom(evals.cancel(id, run.id))).code).toBe("eval_ended");
    await evals.removeRun(id, run.id);
    await evals.remove(id);
    expect((await diagnosisFrom(evals.get(id))).code).toBe("eval_not_found");
  });

  it("grades answers that rows have, page by page", async () => {
    const evals = evalsOf(await start(), at);
    const { id } = await made(evals, exact);
    const rows = Array.from({ length: 230 }, (_, row) => ({
      item: { answer: String(row) },
      answer: String(row % 2 === 0 ? row : "no"),
    }));
    const { id: runId } = await evals.start(id, "answers", { kind: "answers", rows });
    expect((await done(evals, id, runId)).counts).toMatchObject({ total: 230, passed: 115, failed: 115 });
    const seen = new Map<number, number | null | undefined>();
    let after: string | null = null;
    do {
      const page = await evals.items(id, runId, ["exact"], after);
      for (const { row, grades } of page.rows) seen.set(row, grades[0]?.score);
      after = page.after;
    } while (after !== null);
    expect(seen.size).toBe(230);
    expect([...seen].every(([row, score]) => score === (row % 2 === 0 ? 1 : 0))).toBe(true);
  });
});

describe("Foundry's evaluators", () => {
  it("are listed by the project, page after page, with what they read and give", async () => {
    const sandbox = await start();
    const list = (await evalsOf(sandbox).evaluators("builtin")) ?? [];
    expect(list.length).toBeGreaterThan(10);
    expect(list.find(({ name }) => name === "builtin.coherence")).toMatchObject({
      isBuiltin: true,
      categories: ["quality"],
      data: [
        { name: "query", isRequired: true },
        { name: "response", isRequired: true },
      ],
      parameters: [
        { name: "deployment_name", isRequired: true },
        { name: "threshold", isRequired: false },
      ],
      metrics: [{ name: "coherence", isMoreBetter: true, least: 1, most: 5, threshold: 3 }],
    });
    expect(list.find(({ name }) => name === "builtin.violence")?.metrics[0]?.isMoreBetter).toBe(false);
    expect(await evalsOf(sandbox, "url").evaluators("builtin")).toBeNull();
  });

  it("grade in a project, with labels and thresholds", async () => {
    const evals = evalsOf(await start());
    const { id } = await made(evals, f1, coherent);
    const { id: runId } = await evals.start(id, "run", asking({ withEvaluators: true }));
    await done(evals, id, runId);
    const { rows } = await evals.items(id, runId, ["f1", "coherent"], null);
    const first = rows.find(({ row }) => row === 0);
    expect(first?.grades).toMatchObject([
      { criterion: "f1", score: 1, passed: true, label: "pass", threshold: 0.5 },
      { criterion: "coherent", score: expect.any(Number), threshold: 3, reason: expect.any(String) },
    ]);
    const second = rows.find(({ row }) => row === 1);
    expect(second?.grades[0]).toMatchObject({ score: 0, passed: false, label: "fail" });
  });

  it("need a project, and have to be there", async () => {
    const sandbox = await start();
    expect((await diagnosisFrom(made(evalsOf(sandbox, "url"), f1))).code).toBe("evals_need_project");
    const wise = { ...f1, evaluator_name: "builtin.wisdom" };
    expect(await diagnosisFrom(made(evalsOf(sandbox), wise))).toMatchObject({
      code: "eval_evaluator_missing",
      parameters: { evaluator: "builtin.wisdom" },
    });
    const { data_mapping: _mapping, ...unmapped } = f1;
    expect((await diagnosisFrom(made(evalsOf(sandbox), unmapped))).code).toBe("eval_criterion_refused");
  });
});

describe("where evaluations go wrong", () => {
  it.each([
    ["not-in-region", "evals_not_here"],
    ["no-role", "evals_role_missing"],
    ["no-graders", "eval_evaluator_missing"],
  ] as const)("%s is told as %s", async (fault, code) => {
    const sandbox = await start();
    sandbox.faults.set(evaluation, fault);
    expect((await diagnosisFrom(made(evalsOf(sandbox), exact))).code).toBe(code);
  });

  it("runs that come too fast are told when to come back", async () => {
    const sandbox = await start();
    const evals = evalsOf(sandbox);
    const { id } = await made(evals, exact);
    sandbox.faults.set(evaluation, "too-many-runs");
    expect(await diagnosisFrom(evals.start(id, "r", asking()))).toMatchObject({
      code: "rate_limited",
      parameters: { seconds: "30" },
    });
  });

  it("a name of the longest answer that is not known gives way to the other", async () => {
    const sandbox = await start();
    const evals = evalsOf(sandbox);
    const { id } = await made(evals, exact);
    const asked = asking({ sampling: { maxTokens: 50, temperature: 0 } });
    expect((await evals.start(id, "r", asked)).state).toBe("queued");
    sandbox.faults.set(evaluation, "other-name");
    expect((await evals.start(id, "r", asked)).state).toBe("queued");
  });

  it("a run that fails says so, and one that never ends is canceled", async () => {
    const sandbox = await start();
    const evals = evalsOf(sandbox);
    const { id } = await made(evals, exact);
    sandbox.faults.set(evaluation, "run-fails");
    const { id: failing } = await evals.start(id, "r", asking());
    const failed = await done(evals, id, failing);
    expect(diagnoseEvalRun(failed)).toMatchObject({ code: "eval_run_failed", retryable: true });
    sandbox.faults.set(evaluation, "stuck");
    const { id: stuck } = await evals.start(id, "r", asking());
    await expect.poll(async () => (await evals.run(id, stuck)).state, { interval: 2 }).toBe("in_progress");
    expect((await evals.cancel(id, stuck)).state).toBe("canceled");
    expect(diagnoseEvalRun(await evals.run(id, stuck))).toBeNull();
  });

  it("scores that are no numbers were not graded, also where they make the reply no JSON", async () => {
    const sandbox = await start();
    const evals = evalsOf(sandbox);
    const { id } = await made(evals, exact);
    const { id: runId } = await evals.start(id, "r", asking());
    await done(evals, id, runId);
    sandbox.faults.set(evaluation, "not-a-number");
    const { rows } = await evals.items(id, runId, ["exact"], null);
    expect(rows).toHaveLength(3);
    for (const { grades } of rows) expect(grades[0]).toMatchObject({ score: null, passed: null });
  });

  it("everything goes to the dated route where there is no v1", async () => {
    const server = await startServer(({ path }, response) =>
      path.includes("api-version=")
        ? json(response, 201, { id: "eval_1", object: "eval", testing_criteria: null })
        : json(response, 404, { error: { code: "404", message: "Resource not found" } }),
    );
    const evals = createEvals(targetOf(server.origin));
    expect(await made(evals, exact)).toMatchObject({ id: "eval_1", criteria: [] });
    expect(server.seen.map(({ path }) => path)).toEqual([
      "/openai/v1/evals",
      "/openai/evals?api-version=2025-04-01-preview",
    ]);
    expect(server.seen.every(({ headers }) => headers["aoai-evals"] === "preview")).toBe(true);
  });
});
