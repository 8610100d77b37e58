import { scriptLimits } from "./outcome.ts";

/**
 * What runs inside the sandbox around a grader's `grade`: it reads the answer, calls it, and gives a text that says what
 * came of it. It takes what it needs of the built-ins before the grader's source can change them.
 */
export const guestRunner = `(() => {
  const { parse, stringify } = JSON;
  const { apply } = Reflect;
  const { slice } = String.prototype;
  const { isFinite } = Number;
  const wrong = (error) => stringify({ __proto__: null, error });
  const right = (score, passed, said) => stringify({ __proto__: null, score, passed, said });
  return (grade, input) => {
    const given = grade(parse(input));
    if (typeof given === "boolean") return right(given ? 1 : 0, given, null);
    if (typeof given === "number") return isFinite(given) ? right(given, null, null) : wrong("script_result");
    if (typeof given !== "object" || given === null) return wrong("script_result");
    if (typeof given.then === "function") return wrong("script_promise");
    const { score, passed, said } = given;
    const number = typeof score === "boolean" ? (score ? 1 : 0) : score;
    if (typeof number !== "number" || !isFinite(number)) return wrong("script_result");
    if (passed !== undefined && passed !== null && typeof passed !== "boolean") return wrong("script_result");
    if (said !== undefined && said !== null && typeof said !== "string") return wrong("script_result");
    return right(number, passed ?? null, said ? apply(slice, said, [0, ${scriptLimits.said}]) : null);
  };
})()`;

/** Gives the function of a grader's source, and undefined where it has none. */
export const guestFunction = `typeof grade === "function" ? grade : undefined`;
