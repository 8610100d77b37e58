import { asCount, asNumber, asObject, asObjects, asText, type JsonObject } from "../json.ts";

/** What one criterion says of a row. */
export interface EvalItemGrade {
  /** The criterion's name, without what the service puts behind it. */
  criterion: string;
  /** Null where it could not be graded: never taken for 0. */
  score: number | null;
  /** Null where nothing says. */
  passed: boolean | null;
  label: string | null;
  threshold: number | null;
  /** Why it was graded so, or why it could not be; null where nothing says. */
  reason: string | null;
}

/** A row of a run. */
export interface EvalItem {
  id: string;
  /** The place of the row in the data, from 0 on: lists have the newest first. */
  row: number;
  /** The row's fields as the service has them. */
  item: JsonObject;
  /** What the model answered; null where it was not asked. */
  answer: string | null;
  /** The tools that it called, with their arguments as JSON text. */
  calls: { name: string; arguments: string }[];
  finish: string | null;
  usage: { prompt: number; completion: number; cached: number } | null;
  /** What the service says of an answer that there is none of. */
  error: string | null;
  grades: EvalItemGrade[];
}

/**
 * A row as replies write it (Azure OpenAI authoring specification, get_evaluation_run_output_items_list; Foundry cloud
 * evaluation for labels, reasons and thresholds). `criteria` are the names that were sent. Null for what has no place.
 */
export function evalItemIn(row: JsonObject, criteria: readonly string[]): EvalItem | null {
  const place = asCount(row.datasource_item_id);
  if (place === null) return null;
  const sample = asObject(row.sample);
  const usage = asObject(sample?.usage);
  const prompt = asCount(usage?.prompt_tokens);
  const completion = asCount(usage?.completion_tokens);
  const calls = callsIn(sample);
  return {
    id: asText(row.id) || String(row.id ?? place),
    row: place,
    item: asObject(row.datasource_item) ?? {},
    answer: answerIn(sample) ?? (calls.length > 0 ? "" : null),
    calls,
    finish: asText(sample?.finish_reason) || null,
    usage:
      prompt === null || completion === null
        ? null
        : { prompt, completion, cached: asCount(usage?.cached_tokens) ?? 0 },
    error: wordsIn(sample?.error),
    grades: gradesIn(row.results, criteria),
  };
}

/** The text of the last message of the output; null where there is none. */
function answerIn(sample: JsonObject | null): string | null {
  const last = asObjects(sample?.output).findLast(({ content }) => content !== undefined && content !== null);
  if (last === undefined) return null;
  const { content } = last;
  if (typeof content === "string") return content;
  const parts = Array.isArray(content) ? content : [content];
  return parts.map((part) => asText(asObject(part)?.text) || asText(part)).join("");
}

/**
 * The calls of tools in the output. Types have no more than role and content there (openai-node,
 * `resources/evals/runs/output-items`); calls are read as chat completions write them, and with their parts at the top as
 * Foundry's agents do.
 */
function callsIn(sample: JsonObject | null): EvalItem["calls"] {
  const written = asObjects(sample?.output).flatMap((message) => asObjects(message.tool_calls));
  return written.flatMap((call) => {
    const made = asObject(call.function) ?? call;
    const given = made.arguments;
    const text = typeof given === "string" ? given : JSON.stringify(given ?? {});
    return asText(made.name) === "" ? [] : [{ name: asText(made.name), arguments: text }];
  });
}

/**
 * The results by criterion. Names may have an id behind them, and an evaluator may give two results for a row, of which
 * one has the score and the other whether it passed (azure-sdk-for-python#45773): they are one grade.
 */
function gradesIn(value: unknown, criteria: readonly string[]): EvalItemGrade[] {
  const grades = new Map<string, EvalItemGrade>();
  for (const result of asObjects(value)) {
    const grade = gradeIn(result, criteria);
    const before = grades.get(grade.criterion);
    grades.set(grade.criterion, before ? joined(before, grade) : grade);
  }
  return [...grades.values()].map(withoutContradiction);
}

const uuid = /-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function criterionOf(name: string, criteria: readonly string[]): string {
  if (criteria.includes(name)) return name;
  const plain = name.replace(uuid, "");
  if (criteria.includes(plain)) return plain;
  const beginnings = criteria.filter((one) => name.startsWith(`${one}-`));
  return beginnings.sort((a, b) => b.length - a.length)[0] ?? plain;
}

function gradeIn(result: JsonObject, criteria: readonly string[]): EvalItemGrade {
  const label = asText(result.label) || null;
  const said = typeof result.passed === "boolean" ? result.passed : null;
  const byLabel = label === "pass" ? true : label === "fail" ? false : null;
  return {
    criterion: criterionOf(asText(result.name), criteria),
    score: asNumber(result.score),
    passed: said ?? byLabel,
    label,
    threshold: asNumber(result.threshold),
    reason:
      wordsIn(result.error) ??
      wordsIn(asObject(result.sample)?.error) ??
      wordsIn(result.reason) ??
      wordsIn(result.message),
  };
}

const joined = (one: EvalItemGrade, other: EvalItemGrade): EvalItemGrade => ({
  criterion: one.criterion,
  score: one.score ?? other.score,
  passed: one.passed ?? other.passed,
  label: one.label ?? other.label,
  threshold: one.threshold ?? other.threshold,
  reason: one.reason ?? other.reason,
});

/** What has neither score nor label was not graded, also where it is called failed: NaN comes as no score. */
const withoutContradiction = (grade: EvalItemGrade): EvalItemGrade =>
  grade.score === null && grade.label === null ? { ...grade, passed: null } : grade;

/** What an error or a reason says; null where it says nothing. */
function wordsIn(value: unknown): string | null {
  const object = asObject(value);
  return asText(value) || asText(object?.message) || asText(object?.code) || null;
}
