import type { ColumnUse, FoundEvaluation } from "../../../../preload/contract/evaluation-files.ts";

/** What a column of a table is taken for: `of` is the model or the grader it is about, and empty where it is about none. */
export type Column = FoundEvaluation["columns"][number] & {
  /** Of a score: the grader, where `of` is a model. */
  grader: string;
  /** Of a score: whether it is passed or failed, not a number. */
  isPassed: boolean;
  /** Whether it tells of an answer, not of its row. */
  isOfAnswer: boolean;
};

const whole: [ColumnUse, RegExp][] = [
  ["asked", /^(?:asked|question|prompt|input|query|user|user[ _]message)$/i],
  [
    "reference",
    /^(?:reference|expected|expected[ _](?:output|answer)|ideal|ground[ _]?truth|target|reference[ _]answer)$/i,
  ],
  ["model", /^(?:model|deployment|provider)$/i],
  ["repeat", /^(?:repeat|trial|epoch|run)$/i],
  ["tags", /^(?:tags?|category|topic)$/i],
  ["answer", /^(?:answer|output|response|completion|result)$/i],
];

/** What is told of an answer besides its text, which makes no other row of it. */
const ofAnswer =
  /^(?:(?:error|said): .+|calls|end|problem|error|reason|(?:first_token|total|latency)(?:_ms)?|(?:(?:prompt|completion|reasoning|total)_)?tokens|cost|currency|started|request_id)$/i;

const answerFirst = /^(?:answer|output|response|completion)(?:[ _]?[:.\-–]\s*|\s+|_)(.+)$/i;
const answerLast = /^(.+?)(?:\s*[:.\-–]\s*|\s+|_)(?:answer|output|response|completion)$/i;
const scoreFirst = /^(score|passed)(?:[ _]?[:.\-–]\s*|\s+|_)(.+)$/i;
const scoreLast = /^(.+?)(?:\s*[:.\-–]\s*|\s+|_)(score|passed)$/i;

/** What columns are for, by their names; what nothing is known of is a field of the row. */
export function columnsBy(names: readonly string[]): Column[] {
  const plain = names.map((name) => useOf(name));
  const has = (use: ColumnUse) => plain.some((column) => column.as === use && column.of === "");
  const models = plain.flatMap(({ as, of }) => (as === "answer" && of !== "" ? [of] : []));
  // With one answer a row, scores are by graders; with one for each model they name the model.
  const isLong = has("answer");
  return plain.map((column) => {
    if (column.as === "field") return { ...column, isOfAnswer: isLong && ofAnswer.test(column.name) };
    if (column.as === "answer" && isLong && column.of !== "") return field(column.name);
    if (column.as === "model" || column.as === "repeat") return isLong ? column : field(column.name);
    if (column.as !== "score" || isLong) return column;
    const model = models.find((one) => column.of === one || column.of.startsWith(`${one}: `));
    if (model === undefined) return field(column.name);
    return { ...column, of: model, grader: column.of.slice(model.length + 2) };
  });
}

const field = (name: string): Column => ({
  name,
  as: "field",
  of: "",
  grader: "",
  isPassed: false,
  isOfAnswer: false,
});

function useOf(name: string): Column {
  const plain = whole.find(([, pattern]) => pattern.test(name));
  if (plain) return { ...field(name), as: plain[0] };
  const [, of = ""] = answerFirst.exec(name) ?? answerLast.exec(name) ?? [];
  if (of !== "") return { ...field(name), as: "answer", of };
  if (/^(?:score|passed)$/i.test(name))
    return { ...field(name), as: "score", isPassed: /passed/i.test(name) };
  const [, first = "", about = ""] = scoreFirst.exec(name) ?? [];
  const [, aboutLast = "", last = ""] = about === "" ? (scoreLast.exec(name) ?? []) : [];
  if (about === "" && aboutLast === "") return field(name);
  return { ...field(name), as: "score", of: about || aboutLast, isPassed: /passed/i.test(first || last) };
}
