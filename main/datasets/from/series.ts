import type { RowOrigin } from "../../../preload/contract/dataset-origins.ts";
import { problem } from "../../foundry/error.ts";
import type { SeriesStore, StoredRun, StoredSeries } from "../../series/store.ts";
import { seriesRunId } from "../../votes/series-rounds.ts";
import { faultOf } from "./answers.ts";
import { supervisedLine } from "./lines.ts";
import type { FromRow, LeftOut } from "./row.ts";

/** What series are read by. */
export type ReadSeries = Pick<SeriesStore, "get" | "runNumbers" | "someRuns">;

/** Which series, and what its runs become: examples to learn from, or rows to evaluate. */
export interface SeriesChoice {
  seriesId: string;
  as: "supervised" | "evaluation";
}

/** Runs that are read from the database at once. */
const sliceLength = 250;

/**
 * A row for each run of a series, warm-ups left out: to learn from only those that came whole, with what a person made
 * of them where the series says so; to evaluate also those that were cut. Throws `not_found`.
 */
export function* fromSeries(
  series: ReadSeries,
  { seriesId, as }: SeriesChoice,
): Generator<FromRow | LeftOut> {
  const stored = series.get(seriesId);
  if (!stored) throw problem("not_found");
  const look = lookInto(stored);
  const numbers = series.runNumbers(seriesId);
  for (let from = 0; from < numbers.length; from += sliceLength)
    for (const run of series.someRuns(numbers.slice(from, from + sliceLength)))
      if (!run.isWarmUp) yield rowOf(stored, run, look(run), as);
}

/** What a series says of a run. */
interface About {
  column: StoredSeries["about"]["columns"][number] | undefined;
  deployment: StoredSeries["about"]["deployments"][number] | undefined;
  prompt: StoredSeries["about"]["prompts"][number] | undefined;
  edited: string | undefined;
}

function lookInto({ about }: StoredSeries): (run: StoredRun) => About {
  const columns = new Map(about.columns.map((column) => [column.id, column]));
  const deployments = new Map(about.deployments.map((deployment) => [deployment.alias, deployment]));
  const prompts = new Map(about.prompts.map((prompt) => [prompt.id, prompt]));
  const placeOf = (place: { columnId: string; promptId: string; repeat: number }) =>
    JSON.stringify([place.columnId, place.promptId, place.repeat]);
  const edits = new Map(about.edits.map((edit) => [placeOf(edit), edit.text]));
  return (run) => {
    const column = columns.get(run.columnId);
    return {
      column,
      deployment: deployments.get(column?.alias ?? ""),
      prompt: prompts.get(run.promptId),
      edited: edits.get(placeOf(run)),
    };
  };
}

function rowOf(
  { id, title }: StoredSeries,
  run: StoredRun,
  about: About,
  as: SeriesChoice["as"],
): FromRow | LeftOut {
  const { promptId: prompt } = run;
  const origin: RowOrigin = { kind: "series", id, title, prompt, run: seriesRunId(id, run) };
  const answer = {
    text: about.edited ?? run.text,
    end: about.edited === undefined ? run.facts.end : "stop",
  } as const;
  const why = faultOf(answer);
  const isEvaluated = as === "evaluation" && why === "cut" && answer.text.trim() !== "";
  if (why !== null && !isEvaluated) return { leftOut: why, origin };
  const question = about.prompt?.text ?? "";
  if (as === "supervised")
    return { text: supervisedLine(about.column?.systemPrompt ?? "", question, answer.text), origin };
  return { text: JSON.stringify(fieldsOf(run, about, answer.text)), origin };
}

/**
 * The fields of a row to evaluate: what was asked and answered by whom, and how that was measured, by the names that the
 * app's tables have; then what the prompt's template was filled with.
 */
function fieldsOf(run: StoredRun, { column, deployment, prompt }: About, answer: string): object {
  const { measurement, tokens, cost, end } = run.facts;
  const fields = new Map<string, unknown>([
    ["prompt", prompt?.text ?? ""],
    ["answer", answer],
    ["system_prompt", column?.systemPrompt ?? ""],
    ["deployment", column?.alias ?? null],
    ["model", deployment?.model ?? null],
    ["model_version", deployment?.modelVersion ?? null],
    ["repeat", run.repeat + 1],
    ["end", end],
    ["first_token_ms", measurement.firstToken],
    ["total_ms", measurement.total],
    ["tokens_per_second", measurement.tokensPerSecond],
    ["prompt_tokens", tokens?.prompt ?? null],
    ["completion_tokens", tokens?.completion ?? null],
    ["cost", cost?.amount ?? null],
    ["currency", cost?.currency ?? null],
  ]);
  for (const [name, value] of Object.entries(prompt?.variables ?? {}))
    if (fields.get(name) !== value) fields.set(freeName(name, fields), value);
  return Object.fromEntries(fields);
}

/** A variable's name, with something before it where a field has that name already. */
function freeName(name: string, fields: ReadonlyMap<string, unknown>): string {
  let free = name;
  while (fields.has(free)) free = `variable_${free}`;
  return free;
}
