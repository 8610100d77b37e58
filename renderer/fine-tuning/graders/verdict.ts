import type { BenchRow, Grade, GraderBench, Share } from "../../../preload/contract/graders.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { titleOf } from "../../../preload/strings/explain.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { graders } from "../../../preload/strings/graders.ts";

const words = graders.bench;

/** Scores that are nearer to each other are the same; as in main. */
const sameWithin = 1e-6;

/** A score as people read it. */
export const scoreText = (score: number): string =>
  score.toLocaleString(undefined, { maximumFractionDigits: 3 });

/** Rows that are through: with all grades that they will have, or without an answer. */
const doneRows = ({ rows }: Pick<GraderBench, "rows">): number =>
  rows.filter(({ diagnosis, here }) => diagnosis !== null || here !== null).length;

/** How far it is, or how it ended. */
export const stateText = (bench: GraderBench): string =>
  fill(words.states[bench.state], {
    done: doneRows(bench).toLocaleString(),
    count: bench.rows.length.toLocaleString(),
  });

/** "40% (8 of 20)"; that there is no threshold where nothing passes or fails. */
export const shareText = (share: Share | null): string =>
  share === null
    ? words.noThreshold
    : fill(words.share, {
        percent: (share.count / share.of).toLocaleString(undefined, { style: "percent" }),
        count: share.count.toLocaleString(),
        of: share.of.toLocaleString(),
      });

/** Where a share of failing answers is by Microsoft's rule (azure-skills, grader-design): 25 to 50% of the base model's fail. */
export function calibrationOf({ count, of }: Share): "low" | "inside" | "high" {
  const share = count / of;
  return share < 0.25 ? "low" : share > 0.5 ? "high" : "inside";
}

/** How far the scores of a row are apart; null where one is missing. */
export function difference({ here, there }: Pick<BenchRow, "here" | "there">): number | null {
  if (here?.score == null || there?.score == null) return null;
  const apart = Math.abs(here.score - there.score);
  return apart <= sameWithin ? 0 : apart;
}

/** Why an answer has no score. */
export const errorText = ({ error, said }: Grade): string =>
  codedText(graders.errors, error ?? "", { said: said ?? "" }) ?? error ?? words.notGraded;

/** What a row's answer is, or why there is none; null while it is awaited. */
export function answerText({ answer, diagnosis }: BenchRow): string | null {
  if (diagnosis)
    return fill(words.noAnswer, { why: titleOf(diagnosis.code, diagnosis.parameters) ?? diagnosis.code });
  return answer === "" ? words.emptyAnswer : answer;
}

/** What the service's scores say about how it reads the grader; null where they say nothing. */
export function fitsText({ fits }: Pick<GraderBench, "fits">): string | null {
  const others = fits.filter((name) => name !== "usual");
  if (fits.length === 0) return null;
  if (fits.includes("usual") && others.length === 0) return words.fitsUsual;
  const names = fits.map((name) => codedText(graders.readings, name) ?? name);
  return fill(words.fits, { names: names.join(", ") });
}

/** How the two places agree, as a list of what there is to say. */
export function agreementTexts({ both, same, largest, spearman }: GraderBench["agreement"]): string[] {
  if (both === 0) return [words.notCompared];
  return [
    fill(words.same, { same: same.toLocaleString(), both: both.toLocaleString() }),
    ...(largest !== null && same < both ? [fill(words.largest, { value: scoreText(largest) })] : []),
    ...(spearman !== null ? [fill(words.rank, { value: scoreText(spearman) })] : []),
  ];
}
