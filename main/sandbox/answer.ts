import { extrasOf } from "./answer-extras.ts";
import type { Message } from "./chat-request.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { scoreIn } from "./judging.ts";
import { labelIn } from "./labelling.ts";
import type { Random } from "./random.ts";
import { headings, sentencesOn } from "./sentences.ts";
import { verdictIn } from "./verdicts.ts";
import { readWishes } from "./wishes.ts";

const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean).length;
const wordsPerSection = 110;
const wordsPerParagraph = 55;

/**
 * Writes an answer in Markdown out of the words of a conversation: about as long and in the forms its last
 * message asks for. It says of itself that no model wrote it.
 */
export function writeAnswer(
  messages: readonly Message[],
  deployment: SandboxDeployment,
  random: Random,
): string {
  const verdict = verdictIn(messages);
  if (verdict !== null) return verdict;
  const wishes = readWishes(messages);
  const { subject, verbatim, words } = wishes;
  if (verbatim !== null) return verbatim;
  const judged = scoreIn(messages) ?? labelIn(messages);
  if (judged !== null) return judged;
  if (subject === null) return greeting(deployment);

  // A topic of one word gets company, so that sentences about two things have two.
  const terms = [...wishes.terms, "detail", "context"].slice(0, Math.max(3, wishes.terms.length));
  const opening = openingOf(messages, subject, words, deployment);
  const extras = random.shuffled(extrasOf({ ...wishes, subject, terms }, random));

  const left = words - [opening, ...extras].reduce((sum, block) => sum + wordsIn(block), 0);
  const count = Math.max(1, (wishes.paragraphs ?? Math.round(left / wordsPerParagraph) + 1) - 1);
  const body = left > 0 ? paragraphsOf(count, left, sentencesOn(subject, terms, random.shuffled)) : [];
  const titles = wishes.headings ? titlesOf(headings(subject, terms[0] ?? subject), body.length, words) : [];

  const blocks = body.flatMap((paragraph, index) => [
    ...(titles[index] ? [`## ${titles[index]}`] : []),
    paragraph,
    ...extras.splice(0, Math.ceil(extras.length / (body.length - index))),
  ]);
  return [opening, ...blocks, ...extras].join("\n\n");
}

const greeting = ({ name }: SandboxDeployment) =>
  `Hello. This is the Assay sandbox answering as \`${name}\`, not a model. Ask about something, and the answer is ` +
  "built from your words: in as many words or paragraphs as you say, with headings, a list, a table, links or code.";

function openingOf(
  messages: readonly Message[],
  subject: string,
  words: number,
  { name }: SandboxDeployment,
): string {
  if (words < 60)
    return `On ${subject}, in short: this is the Assay sandbox answering as \`${name}\`, not a model.`;
  const before = messages.filter(({ role }) => role === "user").at(-2);
  const earlier = before ? ` Before that you wrote “${shortened(before.text)}”.` : "";
  const system = messages.find(({ role }) => role === "system" || role === "developer");
  const told = system?.text ? ` The instructions I was given begin “${shortened(system.text)}”.` : "";
  return (
    `You asked about **${subject}**. This is the Assay sandbox answering as \`${name}\`: the text below is built ` +
    `from the words of your prompt, no model wrote it.${earlier}${told}`
  );
}

/** The beginning of a text on one line, without marks that Markdown would read. */
function shortened(text: string): string {
  const line = text.replace(/[\s`*_#|<>[\]]+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 60).trimEnd()}…` : line;
}

/** Paragraphs of about equal length that have about `words` words together. */
function paragraphsOf(count: number, words: number, sentences: Iterator<string, never>): string[] {
  let left = words;
  return Array.from({ length: count }, (_, index) => {
    const share = left / (count - index);
    const chosen: string[] = [];
    let length = 0;
    do {
      const sentence = sentences.next().value;
      chosen.push(sentence);
      length += wordsIn(sentence);
    } while (length + 8 < share);
    left -= length;
    return chosen.join(" ");
  });
}

/**
 * The title before each paragraph that begins a section, by the paragraph's place. In a very long answer titles
 * come round again, with a number.
 */
function titlesOf(titles: readonly string[], paragraphs: number, words: number): Record<number, string> {
  const sections = Math.min(paragraphs, Math.max(1, Math.round(words / wordsPerSection)));
  return Object.fromEntries(
    Array.from({ length: sections }, (_, section) => {
      const round = Math.floor(section / titles.length);
      const title = titles[section % titles.length] ?? "";
      return [Math.ceil((section * paragraphs) / sections), round === 0 ? title : `${title} (${round + 1})`];
    }),
  );
}
