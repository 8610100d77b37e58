import type {
  AnswersToMark,
  JudgeCorrection,
  JudgeDisagreement,
  JudgeMeasurement,
} from "../../../preload/contract/judges.ts";
import { problem } from "../../foundry/error.ts";
import { withPauses } from "../../pauses.ts";
import { askedOf, type JudgeWork } from "../process/judging.ts";
import { type OfFile, type Session, sessionOf } from "../process/session.ts";
import type { JudgeTask } from "../shape.ts";
import { correctionsOf } from "./corrections.ts";
import { disagreementsOf } from "./disagreements.ts";
import { labelsOf } from "./labels.ts";
import { measurementOf } from "./measurement.ts";
import { keepReplies, repliesTo } from "./replies.ts";
import { firstOf, sampleOf } from "./sample.ts";
import { askedAgain, seenOf } from "./seen.ts";
import type { Judge } from "./steps.ts";
import { toMark } from "./to-mark.ts";

/** A judge of an evaluation's file, by the id of its grader. */
interface OfJudge extends OfFile {
  graderId: string;
}

/** What a judge is still to be asked a second time, and what is there already. */
export interface AgainWork {
  answers: number;
  asked: number;
  works: JudgeWork[];
  /** The person's blind grades or votes, and others. */
  labels: number;
  seen: number;
}

interface Found {
  session: Session;
  grader: number;
  judge: Judge;
}

function found({ file, graderId }: OfJudge): Found {
  const session = sessionOf(file);
  const grader = session.settings.graders.findIndex(({ id }) => id === graderId);
  const judge = session.settings.graders[grader];
  if (judge?.kind !== "judge") throw problem("not_found");
  return { session, grader, judge };
}

/** What a process of evaluations can be asked about judges. */
export const judgeWork = {
  judgeAgain: async (of: OfJudge): Promise<AgainWork> => {
    const { session, grader, judge } = found(of);
    const works: JudgeWork[] = [];
    const sample = firstOf(sampleOf(session, grader), askedAgain);
    let asked = 0;
    for (const { row, model, repeat } of sample) {
      const task = { grader, row, model, repeat };
      if (repliesTo(session, task, true).length > 0) asked += 1;
      else {
        const work = await askedOf(session, task);
        if ("deployed" in work) works.push({ task, ...work });
      }
    }
    const { labels, seen } = labelsOf(session, grader, judge);
    return { answers: asked + works.length, asked, works, labels: labels.length, seen };
  },
  keepAgain: ({ file, task, replies }: OfFile & { task: JudgeTask; replies: string[] }): void =>
    keepReplies(sessionOf(file), task, replies, true),
  judgeMeasurement: (of: OfJudge): JudgeMeasurement => {
    const { session, grader, judge } = found(of);
    return measurementOf(judge, seenOf(session, grader, judge));
  },
  judgeCorrections: (of: OfJudge & { passes: JudgeMeasurement["passes"] }): Promise<JudgeCorrection[]> => {
    const { grader, judge } = found(of);
    return withPauses(correctionsOf(() => sessionOf(of.file), grader, judge, of.passes));
  },
  judgeDisagreements: (of: OfJudge): JudgeDisagreement[] => {
    const { session, grader, judge } = found(of);
    return disagreementsOf(session, grader, judge);
  },
  toMark: (of: OfJudge & { without: number[] }): AnswersToMark => {
    const { session, grader, judge } = found(of);
    return toMark(session, grader, judge, of.without);
  },
};
