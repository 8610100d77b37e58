import type { AnswersToMark } from "../../../preload/contract/judges.ts";
import { judgeCertificates } from "../../../preload/strings/judge-certificates.ts";

const words = judgeCertificates.marking;

/** What a person can say of an answer, or of two: the key that says it, what it is called, and its score. */
export interface Choice {
  /** Null where there are more choices than keys. */
  key: string | null;
  /** The key as it stands on the button. */
  shown: string;
  label: string;
  /** Of a pair: 0 where the left one is better, 1 the right one, null for a tie. */
  score: number | null;
}

const shown: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", ArrowDown: "↓" };
const named = (key: string | null, label: string, score: number | null): Choice => ({
  ...{ key, label, score },
  shown: key === null ? "" : (shown[key] ?? key),
});
/** The keys from 1 to 9 and 0. */
const mostKeys = 10;

/** The choices for steps of a scale; without steps two answers are compared. */
export function choicesFor(steps: AnswersToMark["steps"]): Choice[] {
  if (steps.length === 0)
    return [
      named("ArrowLeft", words.leftBetter, 0),
      named("ArrowDown", words.tie, null),
      named("ArrowRight", words.rightBetter, 1),
    ];
  return steps.map(({ label, score }, place) =>
    named(place < mostKeys ? String((place + 1) % mostKeys) : null, label, score),
  );
}

/** Which keys there are, in a sentence. */
export function keysText(choices: readonly Choice[]): { text: string; from: string; to: string } {
  const keyed = choices.filter(({ key }) => key !== null);
  const [first, last] = [keyed[0], keyed.at(-1)];
  const text = first?.key === "ArrowLeft" ? words.keysPair : words.keysScale;
  return { text, from: first?.shown ?? "", to: last?.shown ?? "" };
}
