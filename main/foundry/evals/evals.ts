import { linked } from "../endpoints/credentials.ts";
import { projectBase } from "../endpoints/parse.ts";
import { segment } from "../endpoints/segment.ts";
import { datedRoute, v1Route } from "../endpoints/tuning-routes.ts";
import { FoundryError, problem } from "../error.ts";
import { readOne, readPage } from "../http/documents.ts";
import { type Asked, sendOn } from "../http/on-routes.ts";
import { type Read, readNothing, send, type Target } from "../http/send.ts";
import { asObjects, asText, type JsonObject } from "../json.ts";
import { diagnoseEvalRun } from "./failure.ts";
import { type EvalItem, type EvalItemGrade, evalItemIn } from "./items.ts";
import {
  evalIn,
  evalRunIn,
  evaluatorIn,
  hasRunEnded,
  type RemoteEval,
  type RemoteEvalRun,
  type RemoteEvaluator,
} from "./rows.ts";
import { dataSourceOf, type EvalSource, type LongestName, longestNames } from "./sources.ts";

export type { EvalItem, EvalItemGrade, EvalSource, RemoteEvalRun, RemoteEvaluator };
export { diagnoseEvalRun, hasRunEnded };

/** What an evaluation is made of. */
export interface EvalAsked {
  name: string;
  /** A JSON schema of what a row's `item` is. */
  itemSchema: JsonObject;
  /** Graders as the service writes them, those of Foundry (`azure_ai_evaluator`) among them. */
  criteria: readonly JsonObject[];
  metadata?: Record<string, string>;
}

interface Page<Row> {
  rows: Row[];
  /** What the next page begins after; null on the last. */
  after: string | null;
}

/** The evaluations of a resource, or of a project. Each throws a FoundryError. */
export interface Evals {
  /** Throws `evals_need_project` where a grader of Foundry is asked for and the endpoint is none. */
  create(asked: EvalAsked, signal?: AbortSignal): Promise<RemoteEval>;
  /** Newest first. */
  list(after: string | null, signal?: AbortSignal): Promise<Page<RemoteEval>>;
  get(id: string, signal?: AbortSignal): Promise<RemoteEval>;
  remove(id: string, signal?: AbortSignal): Promise<void>;
  /** Starts a run. A name of the longest answer that is refused is tried once with the other spelling. */
  start(id: string, name: string, source: EvalSource, signal?: AbortSignal): Promise<RemoteEvalRun>;
  /** Newest first. */
  runs(id: string, after: string | null, signal?: AbortSignal): Promise<Page<RemoteEvalRun>>;
  run(id: string, runId: string, signal?: AbortSignal): Promise<RemoteEvalRun>;
  cancel(id: string, runId: string, signal?: AbortSignal): Promise<RemoteEvalRun>;
  removeRun(id: string, runId: string, signal?: AbortSignal): Promise<void>;
  /** Newest first; `criteria` are the names that the evaluation was made with. */
  items(
    id: string,
    runId: string,
    criteria: readonly string[],
    after: string | null,
    signal?: AbortSignal,
  ): Promise<Page<EvalItem>>;
  /** The evaluators of the project, those of Microsoft or all; null where the endpoint is no project. */
  evaluators(which: "builtin" | "all", signal?: AbortSignal): Promise<RemoteEvaluator[] | null>;
}

export type CreateEvals = (target: Target) => Evals;

/** Rows of a page that are asked for. */
const pageRows = "100";
/** Pages of evaluators that are followed at most. */
const mostPages = 50;

/** Needed on v1 by its specification, ignored where the preview is over (Azure OpenAI v1 specification). */
const headers = { "aoai-evals": "preview" };

/** A run holds its rows, and is looked at before it is answered for. */
const patience = 120_000;

/** The evaluations of a resource, or of a project where the endpoint is one. */
export const createEvals: CreateEvals = (target) => {
  const v1 = v1Route(target.endpoint);
  const project = projectBase(target.endpoint);
  const both = [v1, datedRoute(target.endpoint)];
  const ask = <Value>(call: Asked, read: Read<Value>, routes = both) =>
    sendOn(target, routes, { ...call, headers, about: "evals" }, read);
  const named = (name: string) => {
    const part = segment(name);
    if (part === null) throw problem("eval_not_found", { name });
    return part;
  };
  const path = (id: string, rest = "") => `/evals/${named(id)}${rest}`;
  const runPath = (id: string, runId: string, rest = "") => path(id, `/runs/${named(runId)}${rest}`);
  const page = <Row>(
    at: string,
    understand: (row: JsonObject) => Row | null,
    after: string | null,
    signal?: AbortSignal,
  ) => {
    const query = { limit: pageRows, ...(after !== null && { after }) };
    return ask({ path: at, query, signal }, readPage(understand, after));
  };
  /** Only a project has Foundry's own graders and what comes with them. */
  const routesFor = (needsProject: boolean) => {
    if (needsProject && project === null) throw problem("evals_need_project");
    return needsProject ? [v1] : both;
  };
  const post = (id: string, name: string, source: EvalSource, longest: LongestName, signal?: AbortSignal) => {
    const body = { name, data_source: dataSourceOf(source, longest) };
    const needsProject = source.kind === "deployment" && source.withEvaluators;
    const call = { path: path(id, "/runs"), method: "POST" as const, body, patience, signal };
    return ask(call, readOne(evalRunIn), routesFor(needsProject));
  };

  return {
    create: async ({ name, itemSchema, criteria, metadata }, signal) => {
      const body = {
        name,
        data_source_config: { type: "custom", item_schema: itemSchema, include_sample_schema: true },
        testing_criteria: criteria,
        ...(metadata && { metadata }),
      };
      const needsProject = criteria.some(({ type }) => type === "azure_ai_evaluator");
      const call = { path: "/evals", method: "POST" as const, body, signal };
      return ask(call, readOne(evalIn), routesFor(needsProject));
    },
    list: (after, signal) => page("/evals", evalIn, after, signal),
    get: async (id, signal) => ask({ path: path(id), signal }, readOne(evalIn)),
    remove: async (id, signal) => ask({ path: path(id), method: "DELETE", signal }, readNothing),
    start: async (id, name, source, signal) => {
      const [usual, other] = longestNames;
      try {
        return await post(id, name, source, usual, signal);
      } catch (error) {
        if (!isAboutLongest(error)) throw error;
        return post(id, name, source, other, signal);
      }
    },
    runs: async (id, after, signal) => page(path(id, "/runs"), evalRunIn, after, signal),
    run: async (id, runId, signal) => ask({ path: runPath(id, runId), signal }, readOne(evalRunIn)),
    // The dated specification and openai-node have no word `cancel` in the path.
    cancel: async (id, runId, signal) =>
      ask({ path: runPath(id, runId), method: "POST", signal }, readOne(evalRunIn)),
    removeRun: async (id, runId, signal) =>
      ask({ path: runPath(id, runId), method: "DELETE", signal }, readNothing),
    items: async (id, runId, criteria, after, signal) =>
      page(runPath(id, runId, "/output_items"), (row) => evalItemIn(row, criteria), after, signal),
    evaluators: async (which, signal) =>
      project === null ? null : readEvaluators(target, project, which, signal),
  };
};

const isAboutLongest = (error: unknown): boolean =>
  error instanceof FoundryError &&
  error.diagnosis.code === "eval_parameter_refused" &&
  /^max_completions?_tokens$/i.test(error.diagnosis.parameters.parameter ?? "");

/** `GET {project}/evaluators` (Foundry REST reference, "List latest evaluator versions"; @azure/ai-projects 2.2.0). */
async function readEvaluators(
  target: Target,
  project: string,
  which: "builtin" | "all",
  signal?: AbortSignal,
): Promise<RemoteEvaluator[]> {
  const evaluators = new Map<string, RemoteEvaluator>();
  let url: URL | null = new URL(`${project}/evaluators?api-version=v1&type=${which}&limit=100`);
  for (let count = 0; url !== null && count < mostPages; count += 1) {
    const from: URL = url;
    const { rows, next } = await send(
      target,
      {
        url: from,
        keyHeader: "bearer",
        headers: { "foundry-features": "Evaluations=V1Preview" },
        about: "evals",
        signal,
      },
      readOne((document) => {
        const list = document.value ?? document.data;
        if (!Array.isArray(list)) return null;
        const rows = asObjects(list).flatMap((one) => evaluatorIn(one) ?? []);
        return { rows, next: asText(document.nextLink) };
      }),
    );
    for (const one of rows) evaluators.set(one.name, one);
    url = next === "" ? null : linked(next, from);
  }
  return [...evaluators.values()];
}
