import { type Exchange, isDated, readJson, sendCreated, sendJson } from "../exchange.ts";
import { checkGrader } from "../graders/checks.ts";
import { isObject, type Json, parsed } from "../json.ts";
import { linesIn } from "../json-lines.ts";
import { sendPage } from "../pages.ts";
import type { Resource } from "../resource.ts";
import { refusedTraining } from "../training-refusals.ts";
import type { EvalItem, EvalRow } from "./eval-run.ts";
import type { Eval, EvalRun } from "./evals.ts";

const invalid = (message: string, param: string) => refusedTraining("invalidPayload", message, param);
const textOr = (value: unknown) => (typeof value === "string" ? value : null);
const objectOr = (value: unknown): Json => (isObject(value) ? value : {});
const idOf = ({ parameters }: Exchange) => parameters.id ?? "";
const runIdOf = ({ parameters }: Exchange) => parameters.run ?? "";

/** Throws `Refused` on v1 without the header that the specification requires there. */
function checkHeader(exchange: Exchange): void {
  if (!isDated(exchange) && exchange.request.headers["aoai-evals"] !== "preview")
    throw invalid("The header 'aoai-evals: preview' is required.", "aoai-evals");
}

const told = ({ id, name, created, dataSource, criteria, metadata }: Eval) => ({
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

function toldRun({ id: evalId, criteria }: Eval, run: EvalRun) {
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

const toldItem = (evalId: string, run: EvalRun) => (one: EvalItem, index: number) => ({
  ...{ id: `${run.id}_${index}`, object: "eval.run.output_item", created_at: run.created },
  ...{ run_id: run.id, eval_id: evalId, status: one.status, datasource_item_id: index },
  datasource_item: one.item,
  results: one.results,
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

/** `POST /evals`. */
export async function createEval(exchange: Exchange, { evals }: Resource): Promise<void> {
  checkHeader(exchange);
  const {
    name,
    metadata,
    data_source_config: source,
    testing_criteria: criteria,
  } = objectOr(await readJson(exchange));
  if (!isObject(source) || source.type !== "custom" || !isObject(source.item_schema))
    throw invalid("data_source_config is of type custom and has an item_schema.", "data_source_config");
  if (!Array.isArray(criteria) || criteria.length === 0)
    throw invalid("testing_criteria has at least one grader.", "testing_criteria");
  for (const criterion of criteria as unknown[]) {
    checkGrader(criterion, true);
    if (criterion.type === "text_similarity" && typeof criterion.pass_threshold !== "number")
      throw invalid("pass_threshold is a number.", "testing_criteria.pass_threshold");
  }
  const made = { name: textOr(name), dataSource: source, metadata: objectOr(metadata) };
  sendCreated(exchange, told(evals.add({ ...made, criteria: criteria as Json[] })));
}

/** `GET /evals`: the newest first. */
export function listEvals(exchange: Exchange, { evals }: Resource): void {
  checkHeader(exchange);
  sendPage(exchange, evals.all().map(told));
}

/** `GET /evals/{id}`. */
export function showEval(exchange: Exchange, { evals }: Resource): void {
  checkHeader(exchange);
  sendJson(exchange, 200, told(evals.get(idOf(exchange))));
}

/** `DELETE /evals/{id}`. */
export function deleteEval(exchange: Exchange, { evals }: Resource): void {
  checkHeader(exchange);
  evals.remove(idOf(exchange));
  sendJson(exchange, 200, { object: "eval.deleted", deleted: true, eval_id: idOf(exchange) });
}

/** `POST /evals/{id}/runs`: of rows with answers (`jsonl`), or of a deployment that is asked (`completions`). */
export async function createRun(exchange: Exchange, resource: Resource): Promise<void> {
  checkHeader(exchange);
  const measured = resource.evals.get(idOf(exchange));
  const { name, metadata, data_source: source } = objectOr(await readJson(exchange));
  if (!isObject(source) || (source.type !== "jsonl" && source.type !== "completions"))
    throw invalid("data_source is of type jsonl or completions.", "data_source");
  const given = { name: textOr(name), model: textOr(source.model), dataSource: source };
  const work = { rows: rowsOf(source, resource), asking: askingOf(source, resource) };
  const run = resource.evals.begin(measured.id, { ...given, metadata: objectOr(metadata) }, work);
  sendCreated(exchange, toldRun(measured, run));
}

function rowsOf({ source }: Json, { files }: Resource): () => Promise<EvalRow[]> {
  const rowIn = (value: unknown): EvalRow => {
    const { item, sample } = objectOr(value);
    return { item: objectOr(item), sample: textOr(objectOr(sample).output_text) };
  };
  if (isObject(source) && source.type === "file_content" && Array.isArray(source.content)) {
    const rows = source.content.map(rowIn);
    return async () => rows;
  }
  if (!isObject(source) || source.type !== "file_id" || typeof source.id !== "string")
    throw invalid("source is of type file_content or file_id.", "data_source.source");
  const { id } = files.get(source.id);
  return async () => {
    const rows: EvalRow[] = [];
    for await (const { text } of linesIn(files.read(id))) rows.push(rowIn(parsed(text ?? "")));
    return rows;
  };
}

function askingOf(source: Json, { deployments }: Resource) {
  if (source.type === "jsonl") return null;
  const { template } = objectOr(source.input_messages);
  if (!Array.isArray(template)) throw invalid("input_messages has a template.", "data_source.input_messages");
  const deployment = deployments.find(({ name, status }) => name === source.model && status === "succeeded");
  if (!deployment) throw invalid(`There is no deployment '${String(source.model)}'.`, "data_source.model");
  return { template: template.map(objectOr), deployment };
}

/** `GET /evals/{id}/runs`: the newest first. */
export function listRuns(exchange: Exchange, { evals }: Resource): void {
  checkHeader(exchange);
  const measured = evals.get(idOf(exchange));
  sendPage(
    exchange,
    measured.runs.map((run) => toldRun(measured, run)),
  );
}

/** `GET /evals/{id}/runs/{run}`. */
export function showRun(exchange: Exchange, { evals }: Resource): void {
  checkHeader(exchange);
  sendJson(exchange, 200, toldRun(evals.get(idOf(exchange)), evals.run(idOf(exchange), runIdOf(exchange))));
}

/** `POST /evals/{id}/runs/{run}` ends one. */
export function cancelRun(exchange: Exchange, { evals }: Resource): void {
  checkHeader(exchange);
  sendJson(
    exchange,
    200,
    toldRun(evals.get(idOf(exchange)), evals.cancel(idOf(exchange), runIdOf(exchange))),
  );
}

/** `DELETE /evals/{id}/runs/{run}`. */
export function deleteRun(exchange: Exchange, { evals }: Resource): void {
  checkHeader(exchange);
  evals.removeRun(idOf(exchange), runIdOf(exchange));
  sendJson(exchange, 200, { object: "eval.run.deleted", deleted: true, run_id: runIdOf(exchange) });
}

/** `GET /evals/{id}/runs/{run}/output_items`. */
export function listItems(exchange: Exchange, { evals }: Resource): void {
  checkHeader(exchange);
  const run = evals.run(idOf(exchange), runIdOf(exchange));
  sendPage(exchange, run.items.map(toldItem(idOf(exchange), run)));
}
