import { createHash } from "node:crypto";
import { evaluationLimits } from "../../../../../preload/contract/evaluation-settings.ts";
import { asList, asObject, asText, asTime, type JsonObject } from "../../../../foundry/json.ts";
import { type EvaluationRecord, plainAnswer, plainGrade } from "../../format/records.ts";
import { foundHead, namedModel } from "../heads.ts";
import { leavingOut } from "../left-out.ts";
import { notInFile, type OpenedEvaluation } from "../opened.ts";
import { gradersIn, type NamedGrader } from "./criteria.ts";
import { type EvalItem, evalItemIn } from "./item.ts";
import { type EvalRun, runIn } from "./runs.ts";

/** All values in the files, which can be gone through several times. */
type Values = () => AsyncGenerator<unknown, void>;

/** What files of an eval say, their items aside. */
interface Survey {
  definition: JsonObject | null;
  runs: Map<string, EvalRun>;
  /** The model that items of a run name. */
  itemModels: Map<string, string>;
  resultNames: Set<string>;
  /** By what a row is: its place in the evaluation. Sorted by the id that the data source has for it. */
  rows: Map<string, number>;
  /** Rows that runs have written in them. */
  written: JsonObject[];
  repeats: number;
}

/**
 * Evals of OpenAI and Azure OpenAI: definitions, runs and output items as the service lists them, and exports of OpenAI's
 * dashboard (`eval_items_*.jsonl`), of several files together. Results where there are items, else a draft with the rows
 * that runs have in them.
 */
export async function openEvals(values: Values, name: string): Promise<OpenedEvaluation> {
  const leftOut = leavingOut();
  const survey = await surveyOf(values, leftOut.add);
  const { definition, runs, rows, written, resultNames } = survey;
  const named = gradersIn(asList(definition?.testing_criteria), resultNames, leftOut);
  const runIds = [...new Set([...survey.itemModels.keys(), ...(rows.size === 0 ? runs.keys() : [])])];
  for (const id of runIds.slice(evaluationLimits.models))
    leftOut.add("too_many_models", runs.get(id)?.name ?? id);
  const taken = runIds.slice(0, evaluationLimits.models);
  const modelIds = new Map(taken.map((id, place) => [id, `m${place + 1}`]));
  const models = modelsOf(taken, survey);
  const prompts = taken.flatMap((id) => runs.get(id)?.prompt ?? []);
  if (new Set(prompts.map((prompt) => JSON.stringify(prompt))).size > 1) leftOut.add("more_prompts");
  const title = asText(definition?.name) || [...runs.values()][0]?.name || name;
  const head = foundHead({
    holds: rows.size > 0 ? "results" : "draft",
    origin: "openai",
    originId: asText(definition?.id) || [...runs.values()][0]?.evalId || null,
    name: title,
    createdAt: asTime(definition?.created_at) ?? [...runs.values()][0]?.createdAt ?? null,
    app: "OpenAI Evals",
    datasetName: title,
    rows: rows.size || written.length,
    models,
    graders: named.map(({ grader }) => grader),
    lead: null,
    repeats: survey.repeats,
    prompt: prompts[0] ?? { kind: "row" },
  });
  const referenceOf = referenceBy(asList(definition?.testing_criteria));
  const rowOf = (row: number, item: JsonObject, messages: EvalItem["messages"]): EvaluationRecord => ({
    kind: "row",
    row,
    key: row,
    text: JSON.stringify(item),
    messages,
    reference: referenceOf(item),
    tags: [],
    cluster: null,
  });

  return {
    head,
    columns: [],
    leftOut: leftOut.list,
    records: async function* () {
      if (rows.size === 0) {
        for (const [row, item] of written.entries()) yield rowOf(row, item, []);
        return;
      }
      const given = new Set<number>();
      const repeated = new Map<string, number>();
      for await (const value of values()) {
        const item = evalItemIn(value);
        const row = item === null ? undefined : rows.get(rowKey(item));
        if (item === null || row === undefined) continue;
        if (!given.has(row)) yield rowOf(row, item.item, item.messages);
        given.add(row);
        const modelId = modelIds.get(item.runId);
        if (modelId === undefined) continue;
        const repeat = repeated.get(`${row} ${modelId}`) ?? 0;
        repeated.set(`${row} ${modelId}`, repeat + 1);
        if (repeat >= evaluationLimits.repeats) continue;
        const place = { row, modelId, repeat };
        yield { ...plainAnswer, ...place, ...item.answer, startedAt: item.startedAt };
        yield* gradesOf(item, named, place);
      }
    },
  };
}

/** Runs may have other data each, so an id alone is not enough. */
const rowKey = ({ itemId, item }: EvalItem): string =>
  createHash("sha256")
    .update(JSON.stringify([itemId, item]))
    .digest("base64");

async function surveyOf(values: Values, leave: ReturnType<typeof leavingOut>["add"]): Promise<Survey> {
  let definition: JsonObject | null = null;
  const runs = new Map<string, EvalRun>();
  const itemModels = new Map<string, string>();
  const resultNames = new Set<string>();
  const found = new Map<string, string>();
  const counts = new Map<string, number>();
  for await (const value of values()) {
    const item = evalItemIn(value);
    if (item) {
      const key = rowKey(item);
      if (!found.has(key)) found.set(key, item.itemId);
      itemModels.set(item.runId, itemModels.get(item.runId) || item.model);
      for (const { name } of item.grades) resultNames.add(name);
      const place = `${key} ${item.runId}`;
      counts.set(place, (counts.get(place) ?? 0) + 1);
      continue;
    }
    const object = asObject(value);
    const run = object?.object === "eval" ? null : runIn(value);
    if (run) runs.set(run.id, run);
    else if (object && "testing_criteria" in object) definition ??= object;
    else leave("unreadable");
  }
  const sorted = [...found].sort(
    ([, one], [, other]) => Number(one) - Number(other) || (one < other ? -1 : 1),
  );
  const repeats = Math.max(1, ...new Set(counts.values()));
  if (repeats > evaluationLimits.repeats)
    for (const count of counts.values())
      if (count > evaluationLimits.repeats) leave("too_many_repeats", "", count - evaluationLimits.repeats);
  const written = new Map(
    [...runs.values()].flatMap(({ content }) => content).map((item) => [JSON.stringify(item), item]),
  );
  return {
    definition,
    runs,
    itemModels,
    resultNames,
    rows: new Map(sorted.map(([key], row) => [key, row])),
    written: [...written.values()],
    repeats,
  };
}

/** A model for each run: by its name, with the run's where several have the same. */
function modelsOf(runIds: readonly string[], { runs, itemModels }: Survey) {
  const names = runIds.map((id) => runs.get(id)?.model || itemModels.get(id) || runs.get(id)?.name || id);
  return runIds.map((id, place) => {
    const name = names[place] ?? id;
    const isShared = names.filter((one) => one === name).length > 1;
    const run = runs.get(id);
    return namedModel(place, isShared ? `${name}, ${run?.name || id}` : name, name, {
      parameters: run?.parameters ?? {},
    });
  });
}

/** What is expected of a row: the field that a criterion compares with, or one that is called like it. */
function referenceBy(criteria: readonly unknown[]): (item: JsonObject) => string | null {
  const compared = criteria.flatMap((one) => {
    const [, field] = /^\{\{\s*item\.([^{}.\s]+)\s*\}\}$/.exec(asText(asObject(one)?.reference).trim()) ?? [];
    return field === undefined ? [] : [field];
  });
  const fields = [...compared, "reference", "ideal", "expected", "answer", "ground_truth", "label"];
  return (item) => {
    const field = fields.find((name) => Object.hasOwn(item, name) && typeof item[name] === "string");
    return field === undefined ? null : asText(item[field]);
  };
}

type Place = { row: number; modelId: string; repeat: number };

function* gradesOf(item: EvalItem, named: readonly NamedGrader[], place: Place): Generator<EvaluationRecord> {
  for (const { name, grader } of named) {
    const found = item.answer.end === "failed" ? undefined : item.grades.find((grade) => grade.name === name);
    const passed = found?.passed ?? null;
    // Where less is better whether an answer passes counts, as in runs of one's own.
    const isTurned = grader.kind === "evaluator" && grader.isLessBetter;
    const score = isTurned && passed !== null ? Number(passed) : (found?.score ?? null);
    yield {
      ...plainGrade,
      ...place,
      graderId: grader.id,
      score,
      passed: score === null ? null : passed,
      error: score === null ? notInFile : null,
      said: found?.said ?? null,
    };
  }
}
