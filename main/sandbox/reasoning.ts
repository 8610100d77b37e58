import type { Message } from "./chat-request.ts";
import type { Random } from "./random.ts";
import { readWishes } from "./wishes.ts";

const thoughts = (subject: string, term: string): string[] => [
  `The question is about ${subject}.`,
  `I should say what ${term} has to do with it.`,
  "First the short answer, then the reasons.",
  `Is ${term} meant in the everyday sense or the narrow one? The everyday one fits the wording better.`,
  "An example would help more than another definition.",
  "I should check that nothing asked for is left out: length, form, examples.",
  `If ${term} turns out to be the wrong place to start, the rest still holds.`,
  "The last part should say what to do next.",
];

/** What a reasoning deployment thinks before it answers. */
export function writeReasoning(messages: readonly Message[], random: Random): string {
  const { subject, terms } = readWishes(messages);
  const [first, ...others] = terms;
  if (subject === null || first === undefined)
    return "There is no question yet; I should greet and say what I can do.";
  const all = thoughts(subject, random.pick([first, ...others]));
  const [topic, ...rest] = all;
  return [topic, ...random.shuffled(rest).slice(0, 4 + random.below(3))].join(" ");
}
