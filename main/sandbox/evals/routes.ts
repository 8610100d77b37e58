import { Refused } from "../errors.ts";
import { type Exchange, isDated, readJson, sendCreated, sendJson, serviceHeaders } from "../exchange.ts";
import { isObject, type Json, parsed } from "../json.ts";
import { linesIn } from "../json-lines.ts";
import { pageOf, sendPage } from "../pages.ts";
import type { Resource } from "../resource.ts";
import { refusedTraining } from "../training-refusals.ts";
import { checkCriterion } from "./criteria.ts";
import type { EvalRow } from "./eval-run.ts";
import { told, toldItem, toldRun } from "./telling.ts";

const invalid = (message: string, param: string) => refusedTraining("invalidPayload", message, param);
const textOr = (value: unknown) => (typeof value === "string" ? value : null);
const objectOr = (value: unknown): Json => (isObject(value) ? value : {});
const idOf = ({ parameters }: Exchange) => parameters.id ?? "";
const runIdOf = ({ parameters }: Exchange) => parameters.run ?? "";

/** Whether a request is under the project, which has Foundry's own evaluators. */
const isInProject = ({ url }: Exchange) => url.pathname.startsWith("/api/projects/");

/** Throws `Refused` on v1 without the header that the specification requires there, and as is wanted. */
function check(exchange: Exchange, { faults }: Resource): void {
  if (!isDated(exchange) && exchange.request.headers["aoai-evals"] !== "preview")
    throw invalid("The header 'aoai-evals: preview' is required.", "aoai-evals");
  const fault = faults.evaluation();
  if (fault === "not-in-region")
    throw refusedTraining("forbidden", "Evaluations are not available in the region of this resource.");
  if (fault === "no-role") throw new Refused("role-missing");
}

/** `POST /evals`. */
export async function createEval(exchange: Exchange, resource: Resource): Promise<void> {
  check(exchange, resource);
  const { evals } = resource;
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
  for (const criterion of criteria as unknown[]) checkCriterion(criterion, isInProject(exchange));
  if (resource.faults.evaluation() === "no-graders")
    throw refusedTraining("notFound", "The grader of the evaluation was not found.");
  const made = { name: textOr(name), dataSource: source, metadata: objectOr(metadata) };
  sendCreated(exchange, told(evals.add({ ...made, criteria: criteria as Json[] })));
}

/** `GET /evals`: the newest first. */
export function listEvals(exchange: Exchange, resource: Resource): void {
  check(exchange, resource);
  const { evals } = resource;
  sendPage(exchange, evals.all().map(told));
}

/** `GET /evals/{id}`. */
export function showEval(exchange: Exchange, resource: Resource): void {
  check(exchange, resource);
  const { evals } = resource;
  sendJson(exchange, 200, told(evals.get(idOf(exchange))));
}

/** `DELETE /evals/{id}`. */
export function deleteEval(exchange: Exchange, resource: Resource): void {
  check(exchange, resource);
  const { evals } = resource;
  evals.remove(idOf(exchange));
  sendJson(exchange, 200, { object: "eval.deleted", deleted: true, eval_id: idOf(exchange) });
}

/** `POST /evals/{id}/runs`: of rows with answers (`jsonl`), or of a deployment that is asked (`completions`). */
export async function createRun(exchange: Exchange, resource: Resource): Promise<void> {
  check(exchange, resource);
  const measured = resource.evals.get(idOf(exchange));
  const { name, metadata, data_source: source } = objectOr(await readJson(exchange));
  if (resource.faults.evaluation() === "too-many-runs") throw new Refused("rate-limited", { seconds: 30 });
  const types = ["jsonl", "completions", ...(isInProject(exchange) ? [targeted] : [])];
  if (!isObject(source) || !types.includes(String(source.type)))
    throw invalid(`data_source is of one of the types ${types.join(", ")}.`, "data_source");
  const asked = source.type === targeted ? { ...source, ...targetOf(source) } : source;
  const given = { name: textOr(name), model: textOr(asked.model), dataSource: source };
  const work = { rows: rowsOf(source, resource), asking: askingOf(asked, resource) };
  const run = resource.evals.begin(measured.id, { ...given, metadata: objectOr(metadata) }, work);
  sendCreated(exchange, toldRun(measured, run));
}

/** What a project's run asks (Foundry cloud evaluation targets, September 2026). */
const targeted = "azure_ai_target_completions";

function targetOf({ target }: Json): Json {
  const { type, model, sampling_params } = objectOr(target);
  if (type !== "azure_ai_model") throw invalid("target is of type azure_ai_model.", "data_source.target");
  return { model, sampling_params };
}

/** Settings that a model may be asked with (openai-node, `resources/evals/runs`). */
const settings = [
  ...["temperature", "top_p", "seed", "max_completion_tokens", "reasoning_effort"],
  ...["response_format", "tools", "text"],
];

/** Throws `Refused` for a setting that is not known. Azure's specification has the longest answer under another name. */
function checkSettings(value: unknown, { faults }: Resource): void {
  const isOther = faults.evaluation() === "other-name";
  const known = settings.map((name) =>
    isOther && name === "max_completion_tokens" ? "max_completions_tokens" : name,
  );
  const unknown = Object.keys(objectOr(value)).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw invalid(
      `Unknown parameter: 'data_source.sampling_params.${unknown}'.`,
      `data_source.sampling_params.${unknown}`,
    );
}

/** Rows of a project's data are flat; those of others have an item in them. */
function rowsOf({ source }: Json, { files }: Resource): () => Promise<EvalRow[]> {
  const rowIn = (value: unknown): EvalRow => {
    const row = objectOr(value);
    const { item, sample } = row;
    return { item: isObject(item) ? item : row, sample: textOr(objectOr(sample).output_text) };
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

function askingOf(source: Json, resource: Resource) {
  if (source.type === "jsonl") return null;
  checkSettings(source.sampling_params, resource);
  const { deployments } = resource;
  const { template } = objectOr(source.input_messages);
  if (!Array.isArray(template)) throw invalid("input_messages has a template.", "data_source.input_messages");
  const deployment = deployments.find(({ name, status }) => name === source.model && status === "succeeded");
  if (!deployment) throw invalid(`There is no deployment '${String(source.model)}'.`, "data_source.model");
  return { template: template.map(objectOr), deployment };
}

/** `GET /evals/{id}/runs`: the newest first. */
export function listRuns(exchange: Exchange, resource: Resource): void {
  check(exchange, resource);
  const { evals } = resource;
  const measured = evals.get(idOf(exchange));
  sendPage(
    exchange,
    measured.runs.map((run) => toldRun(measured, run)),
  );
}

/** `GET /evals/{id}/runs/{run}`. */
export function showRun(exchange: Exchange, resource: Resource): void {
  check(exchange, resource);
  const { evals } = resource;
  sendJson(exchange, 200, toldRun(evals.get(idOf(exchange)), evals.run(idOf(exchange), runIdOf(exchange))));
}

/** `POST /evals/{id}/runs/{run}` ends one. */
export function cancelRun(exchange: Exchange, resource: Resource): void {
  check(exchange, resource);
  const { evals } = resource;
  sendJson(
    exchange,
    200,
    toldRun(evals.get(idOf(exchange)), evals.cancel(idOf(exchange), runIdOf(exchange))),
  );
}

/** `DELETE /evals/{id}/runs/{run}`. */
export function deleteRun(exchange: Exchange, resource: Resource): void {
  check(exchange, resource);
  const { evals } = resource;
  evals.removeRun(idOf(exchange), runIdOf(exchange));
  sendJson(exchange, 200, { object: "eval.run.deleted", deleted: true, run_id: runIdOf(exchange) });
}

/** `GET /evals/{id}/runs/{run}/output_items`: the newest first (specs, get_evaluation_run_output_items_list). */
export function listItems(exchange: Exchange, resource: Resource): void {
  check(exchange, resource);
  const id = idOf(exchange);
  const run = resource.evals.run(id, runIdOf(exchange));
  const rows = run.items.map(toldItem(id, run)).reverse();
  if (resource.faults.evaluation() !== "not-a-number") {
    sendPage(exchange, rows);
    return;
  }
  // As Python's encoder writes it, which is no JSON.
  const page = JSON.stringify(pageOf(exchange, rows)).replace(/"score":(?:null|[\d.]+)/g, '"score":NaN');
  exchange.response
    .writeHead(200, { ...serviceHeaders(exchange.request), "content-type": "application/json" })
    .end(page);
}
