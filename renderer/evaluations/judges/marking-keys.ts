import type { AnswersToMark } from "../../../preload/contract/judges.ts";
import { judgeCertificates } from "../../../preload/strings/judge-certificates.ts";
import { stepName } from "./words.ts";

const words = judgeCertificates.marking;

/** What a person can say of an answer, or of two: the key that says it, what it is called, and its score. */
export interface Choice {
  key: string;
  /** As it stands on the button. */
  shown: string;
  label: string;
  /** Of a pair: 0 where the left one is better, 1 the right one, null for a tie. */
  score: number | null;
}

const shown: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", ArrowDown: "↓" };
const named = (key: string, label: string, score: number | null): Choice => ({
  ...{ key, label, score },
  shown: shown[key] ?? key.toUpperCase(),
});

/** The choices for steps of a scale; without steps two answers are compared. */
export function choicesFor(steps: AnswersToMark["steps"]): Choice[] {
  if (steps.length === 0)
    return [
      named("ArrowLeft", words.leftBetter, 0),
      named("ArrowDown", words.tie, null),
      named("ArrowRight", words.rightBetter, 1),
    ];
  if (steps.some(({ label }) => label === "pass"))
    return [named("p", words.pass, 1), named("f", words.fail, 0)];
  return steps.map(({ label, score }, place) => named(String((place + 1) % 10), stepName(label), score));
}

/** Which keys there are, in a sentence. */
export function keysText(choices: readonly Choice[]): { text: string; from: string; to: string } {
  const [first, last] = [choices[0], choices.at(-1)];
  const text =
    first?.key === "p" ? words.keysPass : first?.key === "ArrowLeft" ? words.keysPair : words.keysScale;
  return { text, from: first?.shown ?? "", to: last?.shown ?? "" };
}
