import { beginningOf } from "../../../../../preload/cut.ts";
import { asText, type JsonObject } from "../../../../foundry/json.ts";
import { type EvaluationRecord, plainGrade, type RecordOf } from "../../format/records.ts";
import { notInFile } from "../opened.ts";
import type { PlacedAssertion } from "./assertions.ts";
import type { FooResult } from "./result.ts";
import { filledWith, referenceName } from "./templates.ts";

/** A row with what it asked, and what its graders expect, which are `fields`. */
export const rowOf = (
  row: number,
  { vars, assertions, description }: Pick<FooResult, "vars" | "assertions" | "description">,
  messages: RecordOf<"row">["messages"],
  fields: JsonObject,
): EvaluationRecord => ({
  kind: "row",
  row,
  key: row,
  text: JSON.stringify({ ...vars, ...fields }),
  messages,
  reference: referenceIn(assertions, vars),
  tags: description === "" ? [] : [beginningOf(description, 40)],
  cluster: null,
});

/**
 * What is expected: the variable that graders take for it, else the value of the first assertion that names a text, else a
 * variable that is called like it.
 */
function referenceIn(assertions: FooResult["assertions"], vars: Record<string, unknown>): string | null {
  const own = vars[referenceName];
  if (typeof own === "string" || typeof own === "number") return String(own);
  const known = ["equals", "contains", "icontains", "similar", "starts-with", "factuality"];
  const said = assertions.find(
    ({ type, value }) => known.includes(asText(type)) && typeof value === "string",
  );
  if (said) return filledWith(asText(said.value), vars);
  const named = ["expected", "ideal", "answer", "expected_output"].find(
    (name) => typeof vars[name] === "string",
  );
  return named === undefined ? null : asText(vars[named]);
}

/** An answer as a record has it, without its place. */
export function answerOf({ output, error, hasFailed, latency, cost, tokens }: FooResult) {
  return {
    text: output ?? "",
    end: hasFailed ? ("failed" as const) : ("stop" as const),
    said: hasFailed ? error : null,
    total: latency,
    // promptfoo counts in dollars.
    cost: cost === null ? null : { amount: cost, currency: "USD" },
    tokens,
  };
}

type Place = { row: number; modelId: string; repeat: number };

/** What each grader said: that of the component which is about the same assertion. */
export function* gradesOf(
  result: FooResult,
  placed: readonly PlacedAssertion[],
  place: Place,
): Generator<EvaluationRecord> {
  const open = [...result.components];
  for (const { graderId, assertion } of placed) {
    const isLike = (other: FooResult["components"][number]) => other.assertion.type === assertion.type;
    const isSame = (other: FooResult["components"][number]) =>
      isLike(other) && JSON.stringify(other.assertion.value) === JSON.stringify(assertion.value);
    const same = open.findIndex(isSame);
    const at = same < 0 ? open.findIndex(isLike) : same;
    const found = result.hasFailed || at < 0 ? undefined : open.splice(at, 1)[0];
    yield {
      ...plainGrade,
      ...place,
      graderId,
      score: found?.score ?? null,
      passed: found?.score == null ? null : found.passed,
      error: found?.score == null ? notInFile : null,
      said: found?.said ?? null,
    };
  }
}

/** What was said of an answer by all assertions together. */
export const wholeOf = ({ score, success, reason }: FooResult) => ({
  score,
  passed: score === null ? null : success,
  error: score === null ? notInFile : null,
  said: reason,
});
