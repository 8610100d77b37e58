import type { Message } from "./chat-request.ts";
import { type Language, languageIn } from "./code-samples.ts";

/** What a prompt asks for, as far as its words tell. */
export interface Wishes {
  /** The prompt's topic in its own words; null for a mere greeting. */
  subject: string | null;
  /** The words that carry the prompt, in their order. */
  terms: string[];
  /** Text to be given back as it is. */
  verbatim: string | null;
  words: number;
  paragraphs: number | null;
  items: number | null;
  headings: boolean;
  list: boolean;
  table: boolean;
  quote: boolean;
  links: boolean;
  code: Language | null;
}

/** Words that say how to answer, or join others, and so do not tell what a prompt is about. */
const plainWords = new Set(
  (
    "a about above after again all also an and answer answers any are around article as at be because " +
    "been before being below best brief briefly bullets but by can code come comes compare could create " +
    "define describe detail detailed did difference do does done each essay every explain few find " +
    "first for from function functions get give go goes going good got guide had happen happens has " +
    "have headings hello help here hey hi how i if in into is it items its just keep kindly know " +
    "language let like links list lists long longest make makes many markdown matter matters may me " +
    "mean means might more most much must my need no not of on one only or other our out over paragraph " +
    "paragraphs pay pays people please poem points program put question quote really reasons reply " +
    "report say script sections sentence sentences short should show simple snippet so some something " +
    "step steps story summarise summarize summary table tables take takes talk tell text than thanks " +
    "that the their them then there these they thing things this those tips to today too two up us use " +
    "used using very want was way ways we well were what when where which while who why will with word " +
    "words work works would write you your"
  ).split(" "),
);

const numberWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const number = `(\\d[\\d,]*|${numberWords.slice(1).join("|")})`;
const most = 20_000;

/** The number before a word such as "paragraphs", or null. At most 20,000. */
function countOf(text: string, what: string): number | null {
  const [, found] = new RegExp(`\\b${number}[\\s-]+(?:\\w+\\s+)?${what}`, "i").exec(text) ?? [];
  if (found === undefined) return null;
  const spelled = numberWords.indexOf(found.toLowerCase());
  const value = spelled > 0 ? spelled : Number(found.replaceAll(",", ""));
  return Math.min(Math.max(value, 1), most);
}

/** Clauses that say how the answer should look, not what it is about. */
const formClauses =
  /\b(?:in|with|using|as|about|at least)\s+(?:(?:a|an|the|some|few|short|long|numbered|bulleted|\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)[\s-]+){0,2}(?:words?|paragraphs?|sentences?|headings?|tables?|lists?|bullets?|bullet points|items?|steps?|links?|code|examples?|markdown|detail)\b/gi;

/** Reads the last message of the user, and what it asks of the answer. */
export function readWishes(messages: readonly Message[]): Wishes {
  const prompt = messages.findLast(({ role }) => role === "user")?.text.trim() ?? "";
  const asks = (pattern: RegExp) => pattern.test(prompt);
  const [, verbatim] =
    /^(?:please )?(?:say|reply|answer|respond|repeat)(?: with)? (?:exactly|only|just)[: ]+["“]?(.+?)["”]?$/is.exec(
      prompt,
    ) ?? [];

  const topic = prompt.replace(formClauses, " ");
  const terms = termsOf(topic);
  const paragraphs = countOf(prompt, "paragraphs?");
  const long = asks(/\b(long|detailed|in detail|essay|report|comprehensive|in depth|thorough)\b/i);
  const short = asks(/\b(short|brief|briefly|one sentence|one line|concise|tl;?dr)\b/i);
  const usual = paragraphs === null ? 190 : paragraphs * 60;
  const rich = asks(/\bmarkdown\b/i);

  return {
    terms,
    subject: subjectOf(topic),
    verbatim: verbatim ?? null,
    words: countOf(prompt, "words?\\b") ?? (long ? 800 : short ? 30 : usual),
    paragraphs,
    items: countOf(prompt, "(?:items|steps|ways|tips|reasons|ideas|points|bullets|examples|things)"),
    headings: rich || long || asks(/\b(headings?|sections?|chapters?)\b/i),
    list: rich || asks(/\b(lists?|bullets?|bullet points|steps|items|tips|ways|reasons|checklist)\b/i),
    table: rich || asks(/\b(tables?|compare|comparison|versus|vs)\b/i),
    quote: rich || asks(/\bquot(e|es|ation)\b/i),
    links: rich || asks(/\b(links?|sources|references)\b/i),
    code:
      languageIn(prompt) ??
      (rich || asks(/\b(code|function|script|program|snippet)\b/i) ? "typescript" : null),
  };
}

interface Word {
  text: string;
  carries: boolean;
  /** Whether it may stand inside a subject, between words that carry it. */
  joins: boolean;
}

const joining = /^(?:a|an|and|at|by|for|from|in|into|of|on|or|the|to|versus|vs|with|without)$/i;

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’.+#-]*/gu)].map(([word]) => {
    const text = word.replace(/[.'’-]+$/u, "");
    const carries = text.length > 1 && !plainWords.has(text.toLowerCase()) && !/^\d+(-\w+)?$/.test(text);
    return { text, carries, joins: joining.test(text) };
  });

/** The words of a text that carry it, in their order, each once, at most twelve. */
function termsOf(text: string): string[] {
  const carrying = wordsOf(text).filter(({ carries }) => carries);
  const seen = new Map(carrying.toReversed().map(({ text }) => [text.toLowerCase(), text]));
  return [...seen.values()].toReversed().slice(0, 12);
}

/** The first run of words that carry a text, with what joins them, at most seven words; or null. */
function subjectOf(text: string): string | null {
  for (const clause of text.split(/[.,;:!?()\n]+(?:\s|$)/)) {
    const words = wordsOf(clause);
    const from = words.findIndex(({ carries }) => carries);
    if (from < 0) continue;
    const rest = words.slice(from, from + 7);
    const end = rest.findIndex(({ carries, joins }) => !carries && !joins);
    const run = end < 0 ? rest : rest.slice(0, end);
    const last = run.findLastIndex(({ carries }) => carries);
    return run
      .slice(0, last + 1)
      .map(({ text }) => text)
      .join(" ");
  }
  return null;
}
