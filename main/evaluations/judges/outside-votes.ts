import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Vote } from "../../../preload/contract/votes.ts";
import { beginningOf } from "../../../preload/cut.ts";
import type { Votes } from "../../votes/votes.ts";
import { shownLength } from "../store/prepare.ts";

/** A blind vote about two answers to one question, from a comparison or a series; its texts as SHA-256. */
export interface OutsideVote {
  /** How the question begins, as the rows of an evaluation have it. */
  beginning: string;
  question: string;
  answers: readonly [string, string];
  /** The place of the better one; null for a tie. */
  better: 0 | 1 | null;
  /** Milliseconds since the epoch. */
  at: number;
}

/** A text as votes and answers are told by it: spaces around it are nothing that a person sees. */
export const fingerprint = (text: string): string => createHash("sha256").update(text.trim()).digest("hex");

/** Votes that are read before others get their turn: each has two answers in full. */
const stride = 20;

/**
 * Gives what reads the blind votes about two answers to one question. Votes never change, so that each is read once; one
 * that was taken back is left out.
 */
export function outsideVotes(votes: Pick<Votes, "list" | "get">): () => Promise<OutsideVote[]> {
  const known = new Map<string, OutsideVote | null>();
  /** Undefined where it was taken back meanwhile. */
  const readVote = (id: string): OutsideVote | null | undefined => {
    try {
      return outsideVote(votes.get(id));
    } catch {
      return;
    }
  };
  return async () => {
    const found: OutsideVote[] = [];
    let read = 0;
    for (const { id } of votes.list({ task: null, blindOnly: true })) {
      let vote = known.get(id);
      if (vote === undefined) {
        vote = readVote(id);
        if (vote === undefined) continue;
        known.set(id, vote);
        read += 1;
        if (read % stride === 0) await setImmediate();
      }
      if (vote) found.push(vote);
    }
    return found;
  };
}

/** Null for one that a judge of pairs cannot be held against. */
function outsideVote({ answers, better, at }: Vote): OutsideVote | null {
  const [one, other] = answers;
  if (!one || !other || answers.length > 2 || one.prompt !== other.prompt) return null;
  const texts = [fingerprint(one.text), fingerprint(other.text)] as const;
  if (texts[0] === texts[1]) return null;
  return {
    beginning: beginningOf(one.prompt, shownLength),
    question: fingerprint(one.prompt),
    answers: texts,
    better: better === null ? null : better === one.runId ? 0 : 1,
    at,
  };
}
