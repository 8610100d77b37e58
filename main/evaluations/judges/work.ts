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
import { putSpent } from "../process/writing.ts";
import type { Amount, Counts, JudgeTask } from "../shape.ts";
import { correctionsOf } from "./corrections.ts";
import { disagreementsOf } from "./disagreements.ts";
import { labelsOf } from "./labels.ts";
import { measurementOf } from "./measurement.ts";
import type { OutsideVote } from "./outside-votes.ts";
import { keepReplies, repliesTo } from "./replies.ts";
import { firstOf, sampleOf } from "./sample.ts";
import { askedAgain, seenOf } from "./seen.ts";
import type { Judge } from "./steps.ts";
import { toMark } from "./to-mark.ts";

/** A judge of an evaluation's file, by the id of its grader. */
interface OfJudge extends OfFile {
  graderId: string;
}

/** The same with votes from comparisons, which a judge of pairs may be held against. */
interface OfVotedJudge extends OfJudge {
  votes: readonly OutsideVote[];
}

/** What a judge is still to be asked a second time, and what is there already. */
export interface AgainWork {
  answers: number;
  asked: number;
  works: JudgeWork[];
  /** The person's blind grades or votes, and others. */
  labels: number;
  seen: number;
  /** How many of the votes are from comparisons. */
  fromVotes: number;
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
  judgeAgain: async (of: OfVotedJudge): Promise<AgainWork> => {
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
    const { labels, seen, fromVotes } = labelsOf(session, grader, judge, of.votes);
    return { answers: asked + works.length, asked, works, labels: labels.length, seen, fromVotes };
  },
  /** Also what they have cost, whatever became of them. */
  keepAgain: ({
    file,
    task,
    replies,
    spent,
  }: OfFile & { task: JudgeTask; replies: string[]; spent: Amount[] }): Counts => {
    const session = sessionOf(file);
    keepReplies(session, task, replies, true);
    return putSpent(session, spent);
  },
  judgeMeasurement: (of: OfVotedJudge): JudgeMeasurement => {
    const { session, grader, judge } = found(of);
    return measurementOf(judge, seenOf(session, grader, judge, of.votes));
  },
  judgeCorrections: (of: OfJudge & { passes: JudgeMeasurement["passes"] }): Promise<JudgeCorrection[]> => {
    const { grader, judge } = found(of);
    return withPauses(correctionsOf(() => sessionOf(of.file), grader, judge, of.passes));
  },
  judgeDisagreements: (of: OfVotedJudge): JudgeDisagreement[] => {
    const { session, grader, judge } = found(of);
    return disagreementsOf(session, grader, judge, of.votes);
  },
  toMark: (of: OfVotedJudge & { without: number[] }): AnswersToMark => {
    const { session, grader, judge } = found(of);
    return toMark(session, grader, judge, of.without, of.votes);
  },
};
