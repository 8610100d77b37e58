import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import { type GradeAnswer, type GradedAnswer, ungraded, verdict } from "./graded.ts";

type Unit = GraderOf<"length">["unit"];

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** Characters that are segmented at once: the time rises with the square of them. */
const atOnce = 1_000;
/** Segments at the end of a stretch that what follows may change. */
const unsure = 3;

/** Counts the segments of a text, stretch by stretch; only those that are words where the segmenter tells. */
function countOfSegments(segmenter: Intl.Segmenter, text: string): number {
  let [count, from, size] = [0, 0, atOnce];
  for (;;) {
    const segments = [...segmenter.segment(text.slice(from, from + size))];
    const isLast = from + size >= text.length;
    const sure = isLast ? segments : segments.slice(0, -unsure);
    for (const { isWordLike = true } of sure) if (isWordLike) count += 1;
    if (isLast) return count;
    // One that is longer than a stretch needs a longer one.
    size = sure.length === 0 ? 2 * size : atOnce;
    from += segments[sure.length]?.index ?? 0;
  }
}

/**
 * How long a text is. Characters are graphemes, as people count them: a letter with its accents, an emoji, a line break is
 * one. Words are those of Unicode, also where a script has no spaces. An end of line at the end begins no line.
 */
function lengthOf(text: string, unit: Exclude<Unit, "tokens">): number {
  switch (unit) {
    case "characters":
      return /^[\n\x20-\x7e]*$/.test(text) ? text.length : countOfSegments(graphemes, text);
    case "words":
      return countOfSegments(words, text);
    case "lines":
      return text === "" ? 0 : text.replace(/(\r\n|\n|\r)$/, "").split(/\r\n|\n|\r/).length;
  }
}

const countOf = (unit: Unit, { answer, tokens }: GradedAnswer): number | null =>
  unit === "tokens" ? tokens : lengthOf(answer ?? "", unit);

/** Whether the answer is as long as it may be. Tokens are those that the service counted; without them it is not graded. */
export function compileLength({ unit, least, most }: GraderOf<"length">): GradeAnswer {
  return (graded) => {
    const count = countOf(unit, graded);
    if (count === null) return ungraded("tokens_unknown");
    return verdict(count >= (least ?? 0) && count <= (most ?? Number.POSITIVE_INFINITY), String(count));
  };
}
