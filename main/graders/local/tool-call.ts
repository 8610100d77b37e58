import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import { argumentsIn, callsIn, callsOfRow, isSame, type ReadCall } from "./calls.ts";
import { type GradeAnswer, placesOf, readOwn, unfilled, ungraded, verdict } from "./graded.ts";

type ToolCall = GraderOf<"tool_call">;
type Fits = (expected: ReadCall, made: ReadCall) => boolean;

/** Calls that are compared: more than a model makes in one answer. */
const mostCalls = 200;

/**
 * Whether the answer calls what is expected. A row that expects no calls is passed by an answer that makes none; one that
 * does not say what it expects is not graded.
 */
export function compileToolCall(grader: ToolCall): GradeAnswer {
  const expected = grader.expected.trim() === "" ? null : readOwn(grader.expected);
  const fits: Fits = (one, made) =>
    one.name === made.name &&
    (grader.arguments === "ignored" || isSame(one.arguments, made.arguments, grader.arguments === "subset"));
  return (graded) => {
    const text = expected?.(placesOf(graded));
    if (text && "error" in text) return unfilled(text);
    const wanted = text ? callsIn(text.text) : callsOfRow(graded.item);
    if (wanted === null || wanted.some((call) => call.arguments === undefined))
      return ungraded("expected_no_calls");
    const made = graded.calls.map((call) => ({ name: call.name, arguments: argumentsIn(call.arguments) }));
    if (Math.max(made.length, wanted.length) > mostCalls) return ungraded("too_many_calls");
    const said = made.map(({ name }) => name).join(", ") || null;
    if (made.length < wanted.length || (made.length > wanted.length && !grader.allowsMore))
      return verdict(false, said);
    return verdict((grader.anyOrder ? fitInAnyOrder : fitInOrder)(wanted, made, fits), said);
  };
}

function fitInOrder(wanted: readonly ReadCall[], made: readonly ReadCall[], fits: Fits): boolean {
  let next = 0;
  for (const call of made) {
    const one = wanted[next];
    if (one !== undefined && fits(one, call)) next += 1;
  }
  return next === wanted.length;
}

/** Gives each expected call one of its own, moving others where that helps (Kuhn's bipartite matching). */
function fitInAnyOrder(wanted: readonly ReadCall[], made: readonly ReadCall[], fits: Fits): boolean {
  const takenBy = new Map<number, number>();
  const place = (one: number, tried: Set<number>): boolean => {
    const call = wanted[one];
    return made.some((other, at) => {
      if (call === undefined || tried.has(at) || !fits(call, other)) return false;
      tried.add(at);
      const holder = takenBy.get(at);
      if (holder !== undefined && !place(holder, tried)) return false;
      takenBy.set(at, one);
      return true;
    });
  };
  return wanted.every((_, one) => place(one, new Set()));
}
