import type { Message } from "./chat-request.ts";
import { readWishes } from "./wishes.ts";
import type { Random } from "./random.ts";

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
  const all = thoughts(subject, random.pick([terms[0] ?? subject, ...terms]));
  const [first = "", ...rest] = all;
  return [first, ...random.shuffled(rest).slice(0, 4 + random.below(3))].join(" ");
}
