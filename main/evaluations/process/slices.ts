import type { BaselineChoice } from "../../../preload/contract/evaluation-results.ts";
import type { EvaluationSlices, SliceBy } from "../../../preload/contract/evaluation-verdicts.ts";
import { problem } from "../../foundry/error.ts";
import { parseJson } from "../../foundry/json.ts";
import { withPauses } from "../../pauses.ts";
import { eachRow } from "../../storage/each-row.ts";
import { cellText } from "../../storage/text-cell.ts";
import { itemOf } from "../asked-row.ts";
import { type RowSlice, slicesByLength, slicesByName, slicing } from "../verdict/slices.ts";
import { columnsOf } from "./columns.ts";
import { clustersIn, comparisonIn, graderScores, scoredIn } from "./grader-scores.ts";
import { rowCount } from "./scores.ts";
import type { OpenSession, Session } from "./session.ts";

/** What is asked of slices. */
export interface SliceRequest {
  by: SliceBy;
  graderId: string;
  modelId: string;
  baseline: BaselineChoice;
}

/** Values of a field by which rows are put into slices, at most, and the longest that is a value and no text. */
const mostValues = 50;
const longestValue = 80;
/** Rows that are looked at to find fields. */
const sampled = 2000;
/** Rows between two pauses. */
const stride = 500;

/** How a model does in parts of the rows. Throws `not_found` for a model or a grader that the evaluation does not have. */
export const slicesOf = (open: OpenSession, request: SliceRequest): Promise<EvaluationSlices> =>
  withPauses(counting(open, request));

function* counting(open: OpenSession, request: SliceRequest): Generator<void, EvaluationSlices> {
  const { models, ...settings } = open().settings;
  const placeOf = (wanted: BaselineChoice) => models.findIndex(({ id }) => id === wanted);
  const model = placeOf(request.modelId);
  if (model < 0) throw problem("not_found");
  const baseline = placeOf(request.baseline ?? settings.baseline);
  const slices = yield* slicesBy(open, request.by);
  const read = yield* graderScores(open, request.graderId);
  const clusterOf = yield* clustersIn(open);
  const comparison = comparisonIn(open(), read, model, baseline);
  const found = yield* slicing(slices, scoredIn(open(), read, model), comparison, clusterOf);
  return { slices: found, more: slices.length - found.length };
}

function* slicesBy(open: OpenSession, by: SliceBy): Generator<void, RowSlice[]> {
  if (by === "length") {
    const lengths = yield* columnOf<number>(open, "length");
    return slicesByLength(Int32Array.from(lengths));
  }
  if (typeof by === "object") {
    const values = yield* valuesOf(open, by.field);
    return slicesByName(values.map((value) => (value === null ? [] : [value])));
  }
  const column = { tag: "tags", label: "label", language: "language" }[by];
  const all = yield* columnOf<string | null>(open, column);
  return slicesByName(
    all.map((value) => {
      if (value === null) return [];
      return by === "tag" ? [...new Set((parseJson(value) ?? []) as string[])] : [value];
    }),
  );
}

/** A column of all rows, in their order. */
function* columnOf<Value>(open: OpenSession, column: string): Generator<void, Value[]> {
  const all: Value[] = [];
  for (const [some = []] of columnsOf<Value>(open, [column], "rows where true", rowCount(open()))) {
    for (const value of some) all.push(value);
    yield;
  }
  return all;
}

/** The value of a field in each row; null where it has none that is short. */
function* valuesOf(open: OpenSession, field: string): Generator<void, (string | null)[]> {
  const rows = rowCount(open());
  const values: (string | null)[] = [];
  for (let from = 0; from < rows; from += stride) {
    for (const text of textsOf(open(), from, from + stride)) values.push(valueIn(itemOf(text)[field]));
    yield;
  }
  return values;
}

const textsOf = ({ database }: Session, from: number, to: number): string[] =>
  database
    .prepare("select text from rows where row >= ? and row < ? order by row")
    .all(from, to)
    .map(({ text }) => cellText(text));

function valueIn(value: unknown): string | null {
  if (!["string", "number", "boolean"].includes(typeof value)) return null;
  const text = String(value);
  return text.length > longestValue ? null : text;
}

/** Fields whose values are few enough to slice by, in rows that are taken evenly from all of them. */
export function sliceFieldsOf(session: Session): string[] {
  const { database } = session;
  const step = Math.max(1, Math.floor(rowCount(session) / sampled));
  const values = new Map<string, Set<string>>();
  for (const { text } of eachRow(database.prepare("select text from rows where row % ? = 0"), step))
    for (const [field, value] of Object.entries(itemOf(cellText(text)))) {
      const own = values.get(field) ?? new Set();
      values.set(field, own);
      const short = valueIn(value);
      if (short !== null && own.size <= mostValues) own.add(short);
    }
  return [...values].flatMap(([field, own]) => (own.size > 1 && own.size <= mostValues ? [field] : []));
}
