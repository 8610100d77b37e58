import { cellText } from "../../storage/text-cell.ts";
import { baselinePlace } from "../pair.ts";
import { questionOf } from "../process/asked.ts";
import type { Session } from "../process/session.ts";
import type { AnswerPlace } from "../shape.ts";
import { fingerprint, type OutsideVote } from "./outside-votes.ts";

/** A vote from a comparison about a pair of an evaluation. */
export interface MatchedVote extends AnswerPlace {
  /** 1 where the answer is better than the baseline's, ½ for a tie. */
  score: number;
  at: number;
}

/**
 * Votes from comparisons that are about a pair that a judge has graded: the same question, and the same two answers word for
 * word. Each counts for one pair only, so that labels are independent of each other.
 */
export function matchedVotes(session: Session, grader: number, votes: readonly OutsideVote[]): MatchedVote[] {
  if (votes.length === 0) return [];
  const { database, settings } = session;
  const left = new Map<string, OutsideVote[]>();
  for (const vote of votes) left.set(vote.question, [...(left.get(vote.question) ?? []), vote]);
  const rows = database
    .prepare(
      "select row from rows where problem is null and asked in (select value from json_each(?)) order by row",
    )
    .all(JSON.stringify([...new Set(votes.map(({ beginning }) => beginning))]));
  const graded = database.prepare(
    `select g.model, g.repeat, a.text, b.text as other from grades g
     join answers a on a.row = g.row and a.model = g.model and a.repeat = g.repeat
     join answers b on b.row = g.row and b.model = ?3 and b.repeat = g.repeat
     where g.grader = ?1 and g.row = ?2 and g.model in (select value from json_each(?4)) and g.score is not null
     order by g.model, g.repeat`,
  );
  const models = JSON.stringify([...settings.models.keys()]);
  const found: MatchedVote[] = [];
  for (const { row: at } of rows) {
    const row = Number(at);
    const question = plainQuestion(session, row);
    if (question === null || !left.get(question)?.length) continue;
    for (const { model, repeat, text, other } of graded.all(grader, row, baselinePlace(settings), models)) {
      const [own, baseline] = [fingerprint(cellText(text)), fingerprint(cellText(other))];
      const isAbout = ({ answers }: OutsideVote) => answers.includes(own) && answers.includes(baseline);
      const all = left.get(question) ?? [];
      left.set(question, own === baseline ? all : all.filter((vote) => !isAbout(vote)));
      for (const { answers, better, at } of own === baseline ? [] : all.filter(isAbout)) {
        const score = better === null ? 0.5 : Number(answers[better] === own);
        found.push({ row, model: Number(model), repeat: Number(repeat), score, at });
      }
    }
  }
  return found;
}

/** The question of a row by which a vote can be about it; null where more was said before it, or a picture goes with it. */
function plainQuestion(session: Session, row: number): string | null {
  const said = questionOf(session, row)?.messages.filter(({ role }) => role !== "system") ?? [];
  const [only] = said;
  if (only?.role !== "user" || said.length > 1 || only.attachments?.length) return null;
  return fingerprint(only.content);
}
