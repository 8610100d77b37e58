/** Sentences that hold for most topics; `subject` is the topic, `a` and `b` are two of its words. */
const patterns: ((subject: string, a: string, b: string) => string)[] = [
  (subject, a) => `A good way into ${subject} is to ask what would change if ${a} were left out.`,
  (_, a, b) => `It helps to keep ${a} and ${b} **apart** at first, and to join them only when each is clear.`,
  (_, a) => `Most trouble with ${a} comes from a rule that was true once and was never checked again.`,
  (subject) => `Start small: one example of ${subject}, looked at closely, says more than ten in passing.`,
  (_, a, b) => `When ${a} grows, ${b} seldom grows with it, and the gap between them is what people notice.`,
  (_, a) => `Write down what you expect of ${a} before you measure it, or every result will look right.`,
  (subject, a) => `Much of what is said about ${subject} is really about ${a}, only at another scale.`,
  (_, a) => `The cost of ${a} is easy to see; the cost of doing without it turns up later, and elsewhere.`,
  (_, a, b) => `If you can change only one of them, change ${a} first: ${b} is easier to correct afterwards.`,
  (subject) => `There is no single right answer to ${subject}, but there are several that are plainly wrong.`,
  (_, a) => `Ask someone who works with ${a} every day; what they leave out is as telling as what they say.`,
  (_, a, b) => `A simple sketch with ${a} on one side and ${b} on the other settles many of the arguments.`,
  (subject, a) => `Seen from a distance, ${subject} looks settled; up close, ${a} is still open.`,
  (_, a) => `Give ${a} a number as early as possible, even a rough one, and improve it as you learn.`,
  (_, a, b) => `The order matters: ${a} before ${b} is a plan, and ${b} before ${a} is a repair.`,
  (subject) => `Two people can agree on ${subject} and still mean different things by the same words.`,
  (_, a) => `What looks like an exception to ${a} is often the case the rule was made for.`,
  (_, a, b) => `Where ${a} ends and ${b} begins is a *choice*, and it is worth saying who made it.`,
  (subject, a) => `For ${subject}, the safest default is the one that lets you undo ${a} tomorrow.`,
  (_, a) => `Keep the record of ${a} next to the result, so that the next person need not guess.`,
  (_, a, b) => `A change in ${a} that leaves ${b} untouched is cheap to try and cheap to take back.`,
  (subject) =>
    `The best test of an idea about ${subject} is whether it predicts something you have not seen yet.`,
  (_, a) => `With ${a}, speed and care are not opposites: care is what makes it possible to be quick twice.`,
  (_, a, b) => `It is tempting to explain ${a} by ${b}; try the other direction once before you decide.`,
  (subject, a) =>
    `In practice ${subject} rarely fails at the hard part; it fails at ${a}, because that looked easy.`,
  (_, a) => `A checklist for ${a} should fit on one page, or nobody will use it when it counts.`,
  (_, a, b) => `Both ${a} and ${b} depend on context, so name the context before you compare them.`,
  (subject) => `If ${subject} is new to you, spend the first hour on the words and the second on an example.`,
];

/** What sections are called, in order. */
export const headings = (subject: string, term: string): string[] => [
  `Where to start with ${subject}`,
  `What ${term} changes`,
  "The parts and how they fit",
  "What to watch for",
  "How to check it",
  `A closer look at ${term}`,
  "Limits and open questions",
];

/** Short lines for lists. */
export const points = (term: string): string[] => [
  `**Name it.** Say in one line what “${term}” is for.`,
  `**Bound it.** Decide what “${term}” includes and what it leaves out.`,
  `**Measure it.** Pick one number for “${term}” and note where it stands today.`,
  `**Try it.** Change one thing about “${term}”, and only one.`,
  `**Compare.** Put the result beside what you expected of “${term}”.`,
  `**Write it down.** Keep what you learned about “${term}”, above all what surprised you.`,
  `**Ask.** Show “${term}” to somebody who was not there.`,
  `**Repeat.** Go round again with the next part of “${term}”.`,
];

/**
 * Endless sentences on a topic: all of them in one order, then in another with other words. The words taken from
 * the prompt stand in quotation marks, whatever part of speech they are.
 */
export function* sentencesOn(
  subject: string,
  terms: readonly string[],
  shuffled: <T>(items: readonly T[]) => T[],
): Generator<string, never> {
  for (let round = 0; ; round++)
    for (const [index, pattern] of shuffled(patterns).entries()) {
      const a = terms[(index + round) % terms.length] ?? subject;
      const b = terms[(index + round + 1) % terms.length] ?? subject;
      yield pattern(`“${subject}”`, `“${a}”`, `“${b}”`);
    }
}
