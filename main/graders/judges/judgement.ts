import type { Grade } from "../../../preload/contract/graders.ts";
import { asObject, asText, type JsonObject } from "../../foundry/json.ts";
import { against, scored, ungraded } from "../local/graded.ts";
import { jsonIn } from "../local/json-in.ts";
import { scoreIn } from "../model-grader.ts";
import type { Judge, JudgeOrder } from "./questions.ts";

/** What a judge said of one question. */
export interface Judgement {
  /** Of a pair, 1 where the answer that is judged is better, 0 where the baseline's is, ½ for a tie. */
  grade: Grade;
  /** Of a pair: the one shown first, the one shown second, or neither. Null for others, and where nothing was said. */
  better: "first" | "second" | "tie" | null;
}

/** The longest reply that is kept as what a judge said. */
const keptSaid = 2_000;

const none = (error: string, reply: string): Judgement => ({
  grade: ungraded(error, reply.trim().slice(0, keptSaid)),
  better: null,
});

/**
 * The verdict in a judge's reply: in JSON as it was told, also in a fence or a text, else plain. A reply without one, or
 * with one outside the scale or the list, is not graded. `order` is that of the question, for a pair.
 */
export function judgementIn(judge: Judge, reply: string, order: JudgeOrder | null = null): Judgement {
  const object = asObject(jsonIn(reply, true));
  const said = (object && asText(object.reason).trim()) || reply.trim();
  const kept = said.slice(0, keptSaid);
  const { verdict } = judge;
  switch (verdict.form) {
    case "score": {
      const [low, high] = verdict.range;
      const score =
        scoreIn(object ? JSON.stringify(object) : reply) ?? (object ? null : plainScore(reply, high));
      if (score === null) return none("no_verdict", reply);
      if (score < low || score > high) return none("out_of_range", String(score));
      return { grade: against(score, verdict.passAt, kept), better: null };
    }
    case "label": {
      const given = wordIn(object, reply, ["label", "verdict", "result", "grade"]);
      const label = given === null ? null : labelIn(given, verdict.labels);
      if (label === null) return none(given === null ? "no_verdict" : "label_unknown", given ?? reply);
      const passed = verdict.passing.includes(label);
      return { grade: { ...scored(Number(passed), passed, kept), label }, better: null };
    }
    case "pair": {
      const better = sideIn(wordIn(object, reply, ["better", "winner", "verdict", "choice"]));
      if (better === null) return none("no_verdict", reply);
      const isOwn = (better === "first") === (order !== "baseline_first");
      const score = better === "tie" ? 0.5 : Number(isOwn);
      return { grade: scored(score, null, kept), better };
    }
  }
}

/** A score at the end of a plain reply, such as `Score: 7` or `7/10`; what it is out of has to be the end of the scale. */
function plainScore(reply: string, high: number): number | null {
  const found =
    /(?:(?:score|rating|grade)\W{0,6})?(?<![\d.])(-?\d+(?:\.\d+)?)(?:\s*(?:\/|out of)\s*(\d+))?[\s.*_]*$/i.exec(
      reply.slice(-200),
    );
  const [whole = "", number, outOf] = found ?? [];
  const isNamed = outOf === undefined ? /^(?:score|rating|grade)/i.test(whole) : Number(outOf) === high;
  return number !== undefined && isNamed ? Number(number) : null;
}

/** What an object says under one of these names, else a reply of one line; null for neither. */
function wordIn(object: JsonObject | null, reply: string, names: readonly string[]): string | null {
  if (object) {
    const value = names
      .map((name) => (Object.hasOwn(object, name) ? object[name] : undefined))
      .find((one) => one !== undefined);
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : null;
  }
  const last = reply.trim().split("\n").at(-1)?.trim() ?? "";
  const word = /^(?:\W*(?:label|verdict|better|winner|answer)\W*[:=])?\s*(.*)$/i.exec(last)?.[1] ?? "";
  return plain(word) === "" ? null : word;
}

/** A word without marks around it, and in lower case. */
const plain = (word: string): string =>
  word.replace(/^[\s"'`*_.[\](){}]+|[\s"'`*_.[\](){}]+$/g, "").toLowerCase();

const labelIn = (given: string, labels: readonly string[]): string | null =>
  labels.find((label) => label === given) ?? labels.find((label) => plain(label) === plain(given)) ?? null;

const sides: Record<string, NonNullable<Judgement["better"]>> = {
  a: "first",
  b: "second",
  tie: "tie",
  c: "tie",
  both: "tie",
  neither: "tie",
  equal: "tie",
  draw: "tie",
};

/** Which side a word names, such as `A`, `Answer B` or `[[A]]`; null for anything else. */
function sideIn(word: string | null): Judgement["better"] {
  const side = plain(word ?? "").replace(/^(?:answer|response|option)[\s_]+/, "");
  return Object.hasOwn(sides, side) ? (sides[side] ?? null) : null;
}

/** What a judge said of a pair in both orders. */
export interface PairVerdict {
  /** 1 for a win, 0 for a loss, ½ for a tie; without a score where one of the orders has none. */
  grade: Grade;
  /** Whether the judge took back its verdict when the answers changed places: then it is a tie. Null where that is not known. */
  isFlip: boolean | null;
  /** How often it took the one shown first, of the orders in which it took one. */
  firstOf: { first: number; of: number };
}

/** Both orders of a pair as one verdict: agreement is a win or a loss, anything else a tie; a win against a loss is a flip. */
export function combinedVerdict(ownFirst: Judgement, baselineFirst: Judgement): PairVerdict {
  const both = [ownFirst, baselineFirst];
  const chosen = both.filter(({ better }) => better === "first" || better === "second");
  const firstOf = { first: chosen.filter(({ better }) => better === "first").length, of: chosen.length };
  const lost = both.find(({ grade }) => grade.score === null);
  if (lost) return { grade: lost.grade, isFlip: null, firstOf };
  const [one, other] = [ownFirst.grade.score, baselineFirst.grade.score];
  const said = both.map(({ grade }) => grade.said).join("\n\n");
  const score = one === other ? (one ?? 0.5) : 0.5;
  const isFlip = chosen.length === both.length && one !== other;
  return { grade: scored(score, null, said), isFlip, firstOf };
}
