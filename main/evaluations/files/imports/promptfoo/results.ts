import { createHash } from "node:crypto";
import { evaluationLimits } from "../../../../../preload/contract/evaluation-settings.ts";
import { asList, asObject, asText, asTime, parseJson } from "../../../../foundry/json.ts";
import { plainAnswer, plainGrade } from "../../format/records.ts";
import type { FileSource } from "../../format/texts.ts";
import { type FoundAbout, foundHead, namedModel } from "../heads.ts";
import { leavingOut } from "../left-out.ts";
import type { OpenedEvaluation } from "../opened.ts";
import { elementsOf } from "../parts.ts";
import { gatherAssertions, wholeGrader } from "./assertions.ts";
import { answerOf, gradesOf, rowOf, wholeOf } from "./records.ts";
import { type FooResult, resultIn, resultsInRow } from "./result.ts";
import { isMoreThanNames, messagesOf, templatePrompt } from "./templates.ts";

const resultsPath = "results.results";
const tablePath = "results.table.body";

/** The results of one file, in its order, and at the end what is around them. */
type Results = (onRest: (rest: unknown) => void) => AsyncGenerator<FooResult | null, void>;

/** The results in a JSON file of version 3, or of version 2 with its table; `head` is that of the table. */
const inFile = (source: FileSource, head: unknown): Results =>
  async function* (onRest) {
    for await (const { path, text } of elementsOf(source, [resultsPath, tablePath], onRest)) {
      const value = parseJson(text);
      if (path === tablePath) yield* resultsInRow(value, head);
      // In version 2 they stand in the table once more, which tells their columns.
      else if (head === null) yield resultIn(value);
    }
  };

/** The head of the table of version 2, which may stand behind its body; null where results tell their columns themselves. */
async function tableHead(source: FileSource): Promise<unknown> {
  let found: unknown = null;
  for await (const { path, text } of elementsOf(source, [resultsPath, tablePath], (rest) => {
    found = asObject(asObject(asObject(rest)?.results)?.table)?.head ?? null;
  }))
    if (path === resultsPath && resultIn(parseJson(text))) return null;
  return found;
}

/** Past results of promptfoo: a file with all of them (versions 2 and 3). Throws `import_refused`. */
export async function openResults(source: FileSource): Promise<OpenedEvaluation> {
  return open(inFile(source, await tableHead(source)));
}

/** Past results of promptfoo that are a line each. Throws `import_refused`. */
export const openResultLines = (lines: () => AsyncGenerator<unknown, void>): Promise<OpenedEvaluation> =>
  open(async function* () {
    for await (const value of lines()) yield resultIn(value);
  });

/** A test's variables and what is asked of its answers: a repeat has the same of both. */
const rowKey = ({ vars, assertions }: FooResult): string =>
  createHash("sha256")
    .update(JSON.stringify([vars, assertions]))
    .digest("base64");

async function open(results: Results): Promise<OpenedEvaluation> {
  const leftOut = leavingOut();
  const gathered = gatherAssertions(leftOut);
  const columns = new Map<number, Pick<FooResult, "provider" | "promptLabel" | "prompt" | "vars">>();
  const rows = new Map<string, number>();
  const counts = new Map<string, number>();
  let rest: unknown = null;
  let passAt: number | null = null;
  for await (const result of results((around) => {
    rest = around;
  })) {
    if (result === null) {
      leftOut.add("no_place");
      continue;
    }
    gathered.placed(result.assertions);
    passAt ??= result.threshold;
    const { column, provider, promptLabel, prompt, vars } = result;
    if (!columns.has(column)) columns.set(column, { provider, promptLabel, prompt, vars });
    const key = rowKey(result);
    if (!rows.has(key)) rows.set(key, rows.size);
    const place = `${rows.get(key)} ${column}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const repeats = Math.max(1, ...new Set(counts.values()));
  for (const count of counts.values())
    if (count > evaluationLimits.repeats)
      leftOut.add("too_many_repeats", "", count - evaluationLimits.repeats);
  counts.clear();
  const models = modelsOf(columns, rest);
  for (const { name } of models.slice(evaluationLimits.models)) leftOut.add("too_many_models", name);
  const taken = models.slice(0, evaluationLimits.models);
  const modelIds = new Map(taken.map(({ column, id }) => [column, id]));
  const graders = gathered.graders(passAt);
  const hasWhole = graders.some(({ id }) => id === wholeGrader);
  const head = foundHead({
    ...about(rest),
    holds: "results",
    origin: "promptfoo",
    rows: rows.size,
    models: taken.map(({ column: _column, ...model }) => model),
    graders,
    lead: hasWhole ? wholeGrader : null,
    repeats,
    prompt: promptOf(rest),
  });

  return {
    head,
    columns: [],
    leftOut: leftOut.list,
    records: async function* () {
      const given = new Set<number>();
      const repeated = new Map<string, number>();
      for await (const result of results(() => {})) {
        if (result === null) continue;
        const modelId = modelIds.get(result.column);
        const row = rows.get(rowKey(result));
        if (modelId === undefined || row === undefined) continue;
        const placed = gathered.placed(result.assertions);
        if (!given.has(row)) {
          given.add(row);
          yield rowOf(row, result, messagesOf(result.prompt), gathered.fieldsOf(placed, result.vars));
        }
        const repeat = repeated.get(`${row} ${modelId}`) ?? 0;
        repeated.set(`${row} ${modelId}`, repeat + 1);
        if (repeat >= evaluationLimits.repeats) continue;
        const place = { row, modelId, repeat };
        yield { ...plainAnswer, ...place, ...answerOf(result) };
        yield* gradesOf(result, placed, place);
        if (hasWhole) yield { ...plainGrade, ...place, graderId: wholeGrader, ...wholeOf(result) };
      }
    },
  };
}

function about(rest: unknown): Pick<FoundAbout, "name" | "originId" | "createdAt" | "app" | "datasetName"> {
  const file = asObject(rest) ?? {};
  const metadata = asObject(file.metadata) ?? {};
  const name = asText(asObject(file.config)?.description) || asText(file.evalId);
  return {
    name,
    originId: asText(file.evalId) || null,
    createdAt: asTime(metadata.evaluationCreatedAt) ?? asTime(asObject(file.results)?.timestamp),
    app: `promptfoo ${asText(metadata.promptfooVersion)}`.trim(),
    datasetName: name,
  };
}

/** A model for each column: its provider, with the prompt where there are several. */
function modelsOf(columns: ReadonlyMap<number, Pick<FooResult, "provider" | "promptLabel">>, rest: unknown) {
  const prompts = asList(asObject(asObject(rest)?.results)?.prompts).map(asObject);
  const sorted = [...columns].sort(([one], [other]) => one - other);
  const labels = new Set(sorted.map(([, { promptLabel }]) => promptLabel));
  return sorted.map(([column, { provider, promptLabel }], place) => {
    const name = provider || asText(prompts[column]?.provider);
    return { ...namedModel(place, labels.size > 1 ? `${name}, ${promptLabel}` : name, name), column };
  });
}

/** The one prompt of the file as a template; what each row asked where there are several, or where it is more than names. */
function promptOf(rest: unknown): FoundAbout["prompt"] {
  const prompts = asList(asObject(asObject(rest)?.results)?.prompts).map((one) => asText(asObject(one)?.raw));
  const [first = ""] = prompts;
  const isOne = new Set(prompts).size === 1 && first !== "" && !isMoreThanNames(first);
  return isOne ? templatePrompt(first) : { kind: "row" };
}
