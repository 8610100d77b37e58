import { createHash } from "node:crypto";
import { isObject, type Json } from "../json.ts";
import type { EvalItem } from "./eval-run.ts";
import type { Eval, EvalRun } from "./evals.ts";
import type { EvalResult } from "./result.ts";

const objectOr = (value: unknown): Json => (isObject(value) ? value : {});

/** The id that stands behind a criterion's name: the same for all rows of a run. */
function idBehind(runId: string, place: number): string {
  const digest = createHash("sha256").update(`${runId} ${place}`).digest("hex");
  return [8, 12, 16, 20, 32].map((end, at) => digest.slice([0, 8, 12, 16, 20][at], end)).join("-");
}

/** Foundry's own evaluators are told by their names alone (azure-sdk-for-python#45773). */
const toldResult = (result: EvalResult, runId: string, place: number) => ({
  ...result,
  ...(result.type !== "azure_ai_evaluator" && { name: `${result.name}-${idBehind(runId, place)}` }),
});

/** An evaluation as it is told. */
export const told = ({ id, name, created, dataSource, criteria, metadata }: Eval) => ({
  ...{ id, object: "eval", name, created_at: created, metadata },
  data_source_config: {
    type: "custom",
    schema: {
      type: "object",
      properties: { item: objectOr(dataSource.item_schema) },
      required: ["item"],
    },
  },
  testing_criteria: criteria,
});

const statusIs = (status: EvalItem["status"]) => (item: EvalItem) => item.status === status;

/** A run as it is told. */
export function toldRun({ id: evalId, criteria }: Eval, run: EvalRun) {
  const { items, model } = run;
  const isDone = run.status === "completed";
  const sum = (part: (item: EvalItem) => number) => items.reduce((all, item) => all + part(item), 0);
  const [prompt, completion] = [sum(({ tokens }) => tokens.prompt), sum(({ tokens }) => tokens.completion)];
  return {
    ...{ id: run.id, object: "eval.run", eval_id: evalId, name: run.name, status: run.status, model },
    ...{ created_at: run.created, error: run.error, metadata: run.metadata, data_source: run.dataSource },
    report_url: "https://ai.azure.com/resource/evaluation",
    result_counts: {
      total: items.length,
      errored: items.filter(statusIs("error")).length,
      failed: items.filter(statusIs("fail")).length,
      passed: items.filter(statusIs("pass")).length,
    },
    per_model_usage:
      isDone && model !== null
        ? [
            {
              ...{ model_name: model, invocation_count: items.length, cached_tokens: 0 },
              ...{ prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
            },
          ]
        : null,
    per_testing_criteria_results: isDone
      ? criteria.map(({ name }, index) => ({
          testing_criteria: name,
          passed: items.filter(({ results }) => results[index]?.passed).length,
          failed: items.filter(({ results }) => !results[index]?.passed).length,
        }))
      : null,
  };
}

/** A row of a run as it is told; the names of the criteria have an id behind them there. */
export const toldItem = (evalId: string, run: EvalRun) => (one: EvalItem, index: number) => ({
  ...{ id: `${run.id}_${index}`, object: "eval.run.output_item", created_at: run.created },
  ...{ run_id: run.id, eval_id: evalId, status: one.status, datasource_item_id: index },
  datasource_item: one.item,
  results: one.results.map((result, place) => toldResult(result, run.id, place)),
  sample: {
    input: one.input.map(({ role, text }) => ({ role, content: text })),
    output: [{ role: "assistant", content: one.output }],
    ...{ finish_reason: "stop", model: run.model, error: null, seed: 0, temperature: 1, top_p: 1 },
    max_completion_tokens: null,
    usage: {
      prompt_tokens: one.tokens.prompt,
      completion_tokens: one.tokens.completion,
      cached_tokens: 0,
      total_tokens: one.tokens.prompt + one.tokens.completion,
    },
  },
});
