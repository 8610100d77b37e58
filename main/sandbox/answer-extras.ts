import { codeBlock } from "./code-samples.ts";
import type { Random } from "./random.ts";
import { points } from "./sentences.ts";
import { foundPage } from "./web-page.ts";
import type { Wishes } from "./wishes.ts";

type Topic = Wishes & { subject: string };

/** The blocks asked for besides running text. An answer of usual length has a list of its own accord. */
export function extrasOf(topic: Topic, random: Random): string[] {
  const { subject, terms, words, paragraphs, list, table, code, quote, links } = topic;
  const [first = subject] = terms;
  const extras: string[] = [];
  if (list || (words >= 150 && paragraphs === null)) extras.push(listOf(topic, random));
  if (table) extras.push(tableOf(terms, random));
  if (code) extras.push(codeBlock(code, first));
  if (quote) extras.push(`> What is measured about ${subject} is not always what matters about ${first}.`);
  if (links)
    extras.push(
      `Further reading: [${foundPage.title}](${foundPage.url}) and [CommonMark](https://commonmark.org/help/).`,
    );
  return extras;
}

function listOf({ terms, items }: Topic, random: Random): string {
  const ordered = items !== null || random.below(2) === 0;
  const lines = terms.flatMap(points).slice(0, items ?? 4);
  return lines.map((line, index) => `${ordered ? `${index + 1}.` : "-"} ${line}`).join("\n");
}

function tableOf(terms: readonly string[], random: Random): string {
  const level = () => random.pick(["low", "medium", "high"]);
  const rows = terms
    .slice(0, 5)
    .map((term) => `| ${term} | ${level()} | ${level()} | ${1 + random.below(90)}% |`);
  return ["| Part | Effort | Effect | Share |", "| :--- | :---: | :---: | ---: |", ...rows].join("\n");
}
