import { createHash } from "node:crypto";
import { evaluationLimits } from "../../../../preload/contract/evaluation-settings.ts";
import { refused } from "../../../exported.ts";
import { asNumber } from "../../../foundry/json.ts";
import { type EvaluationRecord, plainAnswer, plainGrade } from "../format/records.ts";
import { type Column, columnsBy } from "./columns.ts";
import { foundHead, namedModel } from "./heads.ts";
import { leavingOut } from "./left-out.ts";
import { onlyItsScores } from "./only-scores.ts";
import { notInFile, type OpenedEvaluation } from "./opened.ts";
import type { TableRow } from "./table-rows.ts";

/** An answer in a table: a record has one, or one for each model. */
interface TableAnswer {
  model: string;
  text: string;
  scores: { grader: string; score: number | null; passed: boolean | null }[];
}

/**
 * A table with what was asked, references, answers and scores: a row for each answer, with its model, or a column for each
 * model. What columns are for is guessed by their names, and told. Without answers it is a draft. Throws `import_refused`
 * where there is no column that asks something.
 */
export async function openTable(
  rows: () => AsyncGenerator<TableRow, void>,
  name: string,
): Promise<OpenedEvaluation> {
  const leftOut = leavingOut();
  let columns: Column[] = [];
  const models = new Map<string, number>();
  const graders = new Map<string, number>();
  const places = new Map<string, number>();
  const counts = new Map<string, number>();
  for await (const row of rows()) {
    if (row === null) {
      leftOut.add("unreadable");
      continue;
    }
    if (columns.length === 0) columns = columnsBy(row.names);
    const key = rowKey(row, columns);
    if (!places.has(key)) places.set(key, places.size);
    for (const { model, scores } of answersIn(row, columns)) {
      if (!models.has(model)) models.set(model, models.size);
      for (const { grader } of scores) if (!graders.has(grader)) graders.set(grader, graders.size);
      const place = `${places.get(key)} ${models.get(model)}`;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  if (!columns.some(({ as }) => as === "asked")) throw refused("no_asked");
  for (const model of [...models.keys()].slice(evaluationLimits.models))
    leftOut.add("too_many_models", model);
  for (const grader of [...graders.keys()].slice(evaluationLimits.graders))
    leftOut.add("too_many_graders", grader);
  for (const count of counts.values())
    if (count > evaluationLimits.repeats)
      leftOut.add("too_many_repeats", "", count - evaluationLimits.repeats);
  const repeats = Math.max(1, ...new Set(counts.values()));
  counts.clear();
  const taken = [...graders.keys()].slice(0, evaluationLimits.graders);
  for (const grader of taken) leftOut.add("no_criteria", grader);
  const head = foundHead({
    holds: models.size > 0 ? "results" : "draft",
    origin: "csv",
    originId: null,
    name,
    createdAt: null,
    app: "",
    datasetName: name,
    rows: places.size,
    models: [...models.keys()]
      .slice(0, evaluationLimits.models)
      .map((model, place) => namedModel(place, model)),
    graders: taken.map((grader, place) => onlyItsScores(`g${place + 1}`, grader, grader)),
    lead: null,
    repeats,
    prompt: { kind: "row" },
  });

  return {
    head,
    columns: columns.map(({ name: column, as, of, grader }) => ({
      name: column,
      as,
      of: [of, grader].filter((part) => part !== "").join(": "),
    })),
    leftOut: leftOut.list,
    records: async function* () {
      const given = new Set<number>();
      const repeated = new Map<string, number>();
      for await (const found of rows()) {
        const row = found === null ? undefined : places.get(rowKey(found, columns));
        if (found === null || row === undefined) continue;
        if (!given.has(row)) yield rowOf(row, found, columns);
        given.add(row);
        for (const answer of answersIn(found, columns)) {
          const model = models.get(answer.model) ?? evaluationLimits.models;
          const repeat = repeated.get(`${row} ${model}`) ?? 0;
          repeated.set(`${row} ${model}`, repeat + 1);
          if (model >= evaluationLimits.models || repeat >= evaluationLimits.repeats) continue;
          const place = { row, modelId: `m${model + 1}`, repeat };
          yield { ...plainAnswer, ...place, text: answer.text };
          for (const { grader, score, passed } of answer.scores) {
            const graderPlace = graders.get(grader) ?? evaluationLimits.graders;
            if (graderPlace >= evaluationLimits.graders) continue;
            const error = score === null ? notInFile : null;
            yield { ...plainGrade, ...place, graderId: `g${graderPlace + 1}`, score, passed, error };
          }
        }
      }
    },
  };
}

type Cells = NonNullable<TableRow>;

const cellsOf = ({ cells }: Cells, columns: readonly Column[], use: Column["as"]): string[] =>
  columns.flatMap(({ as, isOfAnswer }, place) => (as === use && !isOfAnswer ? [cells[place] ?? ""] : []));

/** What makes a row: all that is asked, expected, or a field of it. */
function rowKey(row: Cells, columns: readonly Column[]): string {
  const own = (["asked", "reference", "field"] as const).flatMap((use) => cellsOf(row, columns, use));
  return createHash("sha256").update(JSON.stringify(own)).digest("base64");
}

function rowOf(row: number, found: Cells, columns: readonly Column[]): EvaluationRecord {
  const [asked = ""] = cellsOf(found, columns, "asked");
  const [reference = null] = cellsOf(found, columns, "reference");
  const item = columns.flatMap(({ name, as, isOfAnswer }, place): [string, string][] =>
    as === "asked" || as === "reference" || (as === "field" && !isOfAnswer)
      ? [[name, found.cells[place] ?? ""]]
      : [],
  );
  return {
    kind: "row",
    row,
    key: row,
    text: JSON.stringify(Object.fromEntries(item)),
    messages: [{ role: "user", content: asked }],
    reference,
    tags: cellsOf(found, columns, "tags")
      .flatMap((cell) => cell.split(/[,;]/))
      .map((tag) => tag.trim().slice(0, 40))
      .filter((tag) => tag !== ""),
    cluster: null,
  };
}

/** The answers of a record. An empty cell is none: nothing tells an empty answer from a missing one. */
function answersIn(row: Cells, columns: readonly Column[]): TableAnswer[] {
  const [model = ""] = cellsOf(row, columns, "model");
  return columns.flatMap(({ as, of }, place) => {
    const text = row.cells[place] ?? "";
    return as === "answer" && text !== ""
      ? [{ model: of || model || "answer", text, scores: scoresIn(row, columns, of) }]
      : [];
  });
}

function scoresIn(row: Cells, columns: readonly Column[], model: string): TableAnswer["scores"] {
  const scores = new Map<string, { score: number | null; passed: boolean | null }>();
  for (const [place, { as, of, grader, isPassed }] of columns.entries()) {
    if (as !== "score" || (model !== "" && of !== model)) continue;
    const name = (model === "" ? of : grader) || "score";
    const cell = (row.cells[place] ?? "").trim();
    const word = wordsOfPassing[cell.toLowerCase()] ?? null;
    const known = scores.get(name) ?? { score: null, passed: null };
    if (isPassed)
      scores.set(name, { score: known.score ?? (word === null ? null : Number(word)), passed: word });
    else
      scores.set(name, {
        score: asNumber(cell) ?? (word === null ? null : Number(word)),
        passed: known.passed ?? word,
      });
  }
  return [...scores].map(([grader, found]) => ({ grader, ...found }));
}

const wordsOfPassing: Record<string, boolean | undefined> = {
  ...Object.fromEntries(["true", "pass", "passed", "yes", "1"].map((word) => [word, true])),
  ...Object.fromEntries(["false", "fail", "failed", "no", "0"].map((word) => [word, false])),
};
