import type { Message } from "./chat-request.ts";
import { codeBlock } from "./code-samples.ts";
import type { SandboxDeployment } from "./deployments.ts";
import type { Random } from "./random.ts";
import { headings, points, sentencesOn } from "./sentences.ts";
import { readWishes, type Wishes } from "./wishes.ts";

type Terms = [string, ...string[]];

const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean).length;
const wordsPerSection = 110;

/**
 * Writes an answer in Markdown out of the words of a conversation: about as long and in the forms its last
 * message asks for. It says of itself that no model wrote it.
 */
export function writeAnswer(
  messages: readonly Message[],
  deployment: SandboxDeployment,
  random: Random,
): string {
  const wishes = readWishes(messages);
  if (wishes.verbatim !== null) return wishes.verbatim;

  const [first = wishes.subject, ...others] = wishes.terms;
  const terms: Terms = [first, ...others];
  const sentences = sentencesOn(wishes.subject, terms, random.shuffled);
  const opening = openingOf(messages, wishes, deployment);
  const extras = random.shuffled(extrasOf(wishes, terms, random));

  const left = wishes.words - [opening, ...extras].reduce((sum, block) => sum + wordsIn(block), 0);
  const sections = Math.max(1, wishes.headings ? Math.round(left / wordsPerSection) : 1);
  const paragraphs = Math.max(1, (wishes.paragraphs ?? Math.round(left / 55) + 1) - 1);
  const body = left > 0 ? paragraphsOf(paragraphs, left, sentences) : [];

  const blocks = [opening];
  const titles = random.shuffled(headings(wishes.subject, first));
  for (const [index, paragraph] of body.entries()) {
    const section = Math.floor((index * sections) / body.length);
    const begins = index === 0 || section !== Math.floor(((index - 1) * sections) / body.length);
    if (wishes.headings && begins) blocks.push(`## ${titleOf(titles, section)}`);
    blocks.push(paragraph);
    const extra = extras.splice(0, Math.ceil(extras.length / (body.length - index)));
    blocks.push(...extra);
  }
  return [...blocks, ...extras].join("\n\n");
}

/** Titles come round again in a very long answer; their number keeps them apart. */
const titleOf = (titles: readonly string[], section: number): string => {
  const title = titles[section % titles.length] ?? "";
  const round = Math.floor(section / titles.length);
  return round === 0 ? title : `${title} (${round + 1})`;
};

function openingOf(messages: readonly Message[], { subject, words }: Wishes, { name }: SandboxDeployment): string {
  if (words < 60) return `In short, on ${subject}: this is the Assay sandbox answering as \`${name}\`, not a model.`;
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

function paragraphsOf(count: number, words: number, sentences: Generator<string, never>): string[] {
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
    return chosen.map(capitalised).join(" ");
  });
}

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The blocks asked for besides running text. An answer of usual length has a list of its own accord. */
function extrasOf(wishes: Wishes, terms: Terms, random: Random): string[] {
  const { subject, words } = wishes;
  const extras: string[] = [];
  const usual = words >= 150 && wishes.paragraphs === null;
  if (wishes.list || usual) extras.push(listOf(wishes, terms, random));
  if (wishes.table) extras.push(tableOf(terms, random));
  if (wishes.code) extras.push(codeBlock(wishes.code, terms[0]));
  if (wishes.quote) extras.push(`> What is measured about ${subject} is not always what matters about ${terms[0]}.`);
  if (wishes.links)
    extras.push(
      "Further reading: [Microsoft Foundry documentation](https://learn.microsoft.com/azure/ai-foundry/) and " +
        "[CommonMark](https://commonmark.org/help/).",
    );
  return extras;
}

function listOf({ subject, items }: Wishes, terms: Terms, random: Random): string {
  const count = Math.min(items ?? 4, 200);
  const ordered = items !== null || random.below(2) === 0;
  const lines = Array.from({ length: count }, (_, index) => {
    const options = points(subject, terms[Math.floor(index / 8) % terms.length] ?? subject);
    const line = options[index % options.length] ?? "";
    return `${ordered ? `${index + 1}.` : "-"} ${line}`;
  });
  return lines.join("\n");
}

function tableOf(terms: Terms, random: Random): string {
  const verdicts = ["low", "medium", "high"] as const;
  const rows = terms
    .slice(0, 5)
    .map((term) => `| ${term} | ${random.pick(verdicts)} | ${random.pick(verdicts)} | ${1 + random.below(90)} % |`);
  return ["| Part | Effort | Effect | Share |", "| :--- | :---: | :---: | ---: |", ...rows].join("\n");
}
