import OpenAI, { AzureOpenAI, toFile } from "openai";
import type { EvalCreateParams } from "openai/resources/evals/evals";
import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { sandboxes } from "./running.ts";

const start = sandboxes();
const defaultHeaders = { "aoai-evals": "preview" };
const clients: Record<string, (sandbox: Sandbox) => OpenAI> = {
  v1: ({ url, apiKey }) => new OpenAI({ baseURL: `${url}/openai/v1/`, apiKey, defaultHeaders }),
  project: ({ projectEndpoint, apiKey }) =>
    new OpenAI({ baseURL: `${projectEndpoint}/openai/v1`, apiKey, defaultHeaders }),
  dated: ({ url, apiKey }) => new AzureOpenAI({ endpoint: url, apiKey, apiVersion: "2025-04-01-preview" }),
};

const exact = {
  type: "string_check" as const,
  name: "exact",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq" as const,
};
const near = {
  ...exact,
  type: "text_similarity" as const,
  name: "near",
  evaluation_metric: "fuzzy_match" as const,
  pass_threshold: 0.8,
};
const asked = (...testing_criteria: object[]) =>
  ({
    name: "Quiz",
    data_source_config: {
      type: "custom",
      item_schema: { type: "object", properties: { answer: { type: "string" } } },
      include_sample_schema: true,
    },
    testing_criteria,
  }) as EvalCreateParams;
const done = async (openai: OpenAI, evalId: string, runId: string) => {
  const status = async () => (await openai.evals.runs.retrieve(runId, { eval_id: evalId })).status;
  await expect.poll(status, { interval: 2, timeout: 10_000 }).toBe("completed");
  return openai.evals.runs.retrieve(runId, { eval_id: evalId });
};

describe.each(Object.entries(clients))("evaluations by the openai package on %s", (_way, client) => {
  it("ask a deployment, grade its answers and tell of each", async () => {
    const openai = client(await start());
    const { id, testing_criteria } = await openai.evals.create(asked(exact, near));
    expect(testing_criteria).toMatchObject([exact, near]);
    const { id: runId, status } = await openai.evals.runs.create(id, {
      data_source: {
        type: "completions",
        model: "gpt-4.1-mini",
        source: {
          type: "file_content",
          content: [{ item: { answer: "yes" } }, { item: { answer: "yes." } }, { item: { other: "a" } }],
        },
        input_messages: {
          type: "template",
          template: [{ role: "user", content: "Say exactly: yes" }],
        },
      },
    });
    expect(status).toBe("queued");
    const run = await done(openai, id, runId);
    expect(run.result_counts).toEqual({ total: 3, passed: 1, failed: 1, errored: 1 });
    expect(run.per_testing_criteria_results).toEqual([
      { testing_criteria: "exact", passed: 1, failed: 2 },
      { testing_criteria: "near", passed: 2, failed: 1 },
    ]);
    expect(run.per_model_usage).toMatchObject([{ model_name: "gpt-4.1-mini", invocation_count: 3 }]);
    const { data } = await openai.evals.runs.outputItems.list(runId, { eval_id: id });
    // The newest is told first.
    expect(data.map((item) => [item.datasource_item_id, item.status])).toEqual([
      [2, "error"],
      [1, "fail"],
      [0, "pass"],
    ]);
    // What could not be graded has no score, rather than 0; behind the criterion's name stands an id.
    expect(data[0]?.results[0]?.name).toMatch(/^exact-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(data[0]?.results[0]).toMatchObject({ score: null, passed: false });
    expect((await openai.evals.list()).data.map((one) => one.id)).toEqual([id]);
    await openai.evals.delete(id);
    await expect(openai.evals.retrieve(id)).rejects.toMatchObject({ status: 404 });
  });

  it("grade the answers of a file, and are canceled", async () => {
    const sandbox = await start();
    const openai = client(sandbox);
    const row = (sample: string) =>
      JSON.stringify({ item: { answer: "a" }, sample: { output_text: sample } });
    const file = await toFile(Buffer.from(`${row("a")}\n${row("b")}\n`), "rows.jsonl");
    const { id: fileId } = await openai.files.create({ file, purpose: "evals" });
    const { id } = await openai.evals.create(asked(exact));
    const source = { type: "file_id" as const, id: fileId };
    const run = await openai.evals.runs.create(id, { data_source: { type: "jsonl", source } });
    expect((await done(openai, id, run.id)).result_counts).toMatchObject({ passed: 1, failed: 1 });
    sandbox.setSpeed(1);
    const other = await openai.evals.runs.create(id, { data_source: { type: "jsonl", source } });
    expect((await openai.evals.runs.cancel(other.id, { eval_id: id })).status).toBe("canceled");
    await expect(openai.evals.runs.cancel(other.id, { eval_id: id })).rejects.toMatchObject({ status: 409 });
    await openai.evals.runs.delete(other.id, { eval_id: id });
    expect((await openai.evals.runs.list(id)).data.map((one) => one.id)).toEqual([run.id]);
  });
});

it("v1 wants its header, and a similarity its threshold", async () => {
  const { url, apiKey } = await start();
  const without = new OpenAI({ baseURL: `${url}/openai/v1/`, apiKey });
  await expect(without.evals.create(asked(exact))).rejects.toThrow("aoai-evals");
  const openai = new OpenAI({ baseURL: `${url}/openai/v1/`, apiKey, defaultHeaders });
  const { pass_threshold: _, ...vague } = near;
  await expect(openai.evals.create(asked(vague))).rejects.toThrow("pass_threshold");
});
