import { spokenIn } from "../../contents.ts";
import { languagesByWord, wordLanguages } from "./language-profiles.ts";

/** Characters of a text that are looked at. */
const sampleLength = 1_000;
/** Letters, and in Latin script words, that a language can be told from. */
const leastLetters = 12;
const leastWords = 4;
const leastHits = 2;
/** The share of a text's words that have to be frequent ones, and how much more of the first language than of the second. */
const leastShare = 0.15;
const leastLead = 1.15;

/** Scripts, and the language that a text in one is taken to be in; null where its letters or words decide. */
const scripts: readonly [name: string, of: RegExp, language: string | null][] = [
  ["Latin", /\p{Script=Latin}/u, null],
  ["Cyrillic", /\p{Script=Cyrillic}/u, null],
  ["Han", /\p{Script=Han}/u, "zh"],
  ["Kana", /[\p{Script=Hiragana}\p{Script=Katakana}]/u, "ja"],
  ["Hangul", /\p{Script=Hangul}/u, "ko"],
  ["Arabic", /\p{Script=Arabic}/u, null],
  ["Hebrew", /\p{Script=Hebrew}/u, "he"],
  ["Greek", /\p{Script=Greek}/u, "el"],
  ["Thai", /\p{Script=Thai}/u, "th"],
  ["Devanagari", /\p{Script=Devanagari}/u, "hi"],
  ["Bengali", /\p{Script=Bengali}/u, "bn"],
  ["Tamil", /\p{Script=Tamil}/u, "ta"],
  ["Georgian", /\p{Script=Georgian}/u, "ka"],
  ["Armenian", /\p{Script=Armenian}/u, "hy"],
];
const latin = 0;
/** The length of the longest word in the lists. */
const longestWord = Math.max(...[...languagesByWord.keys()].map((word) => word.length));
/** What is in none of them, or not a letter. */
const noScript = scripts.length;

/** The script of each code unit, one more than its number; filled in as characters come. */
const scriptOf = new Uint8Array(0x10000);

/** The number of a code unit's script. Halves of characters beyond the basic plane have none. */
function scriptAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const known = scriptOf[unit] ?? 0;
  if (known > 0) return known - 1;
  const character = String.fromCharCode(unit);
  const found = scripts.findIndex(([, of]) => of.test(character));
  const script = found < 0 ? noScript : found;
  scriptOf[unit] = script + 1;
  return script;
}

/** How many letters of each script a text has. */
function lettersIn(text: string): Map<string, number> {
  const counts = new Uint32Array(noScript + 1);
  for (let at = 0; at < text.length; at += 1) {
    const script = scriptAt(text, at);
    counts[script] = (counts[script] ?? 0) + 1;
  }
  return new Map(scripts.map(([name], script) => [name, counts[script] ?? 0]));
}

/** Code that is set apart is in no language. */
const code = /```[^`]{0,4000}```|`[^`\n]{1,200}`|https?:\/\/\S{1,500}/g;

/**
 * The language a text is in, as a code of ISO 639-1: by its script, in Latin letters by frequent words of 18 languages.
 * Null where the text is too short, mixed, or in a language that is not known here. A guess, from the first 1,000
 * characters.
 */
export function languageOf(text: string): string | null {
  const start = text.slice(0, sampleLength);
  const hasCode = start.includes("`") || start.includes("://");
  const sample = (hasCode ? start.replace(code, " ") : start).toLowerCase();
  const counts = lettersIn(sample);
  const count = (name: string) => counts.get(name) ?? 0;
  const all = [...counts.values()].reduce((sum, letters) => sum + letters, 0);
  // A character of Chinese, Japanese or Korean says as much as two or three letters.
  const dense = count("Han") + count("Kana") + count("Hangul");
  if (all + 2 * dense < leastLetters) return null;
  if (count("Kana") > 0.1 * dense && dense > all / 3) return "ja";
  const [script, most] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one));
  if (most < 0.6 * all) return null;
  const known = scripts.find(([name]) => name === script)?.[2];
  if (typeof known === "string") return known;
  if (script === "Cyrillic")
    return /[іїєґ]/.test(sample) ? "uk" : /[ъ]/.test(sample) && !/[ыэё]/.test(sample) ? "bg" : "ru";
  if (script === "Arabic") return /[پچژگ]/.test(sample) ? "fa" : "ar";
  return latinLanguage(sample);
}

function latinLanguage(sample: string): string | null {
  const scores = wordLanguages.map(() => 0);
  const hits = wordLanguages.map(() => 0);
  let words = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const from = at;
    while (at < sample.length && scriptAt(sample, at) === latin) at += 1;
    if (at === from) continue;
    words += 1;
    if (at - from > longestWord) continue;
    const languages = languagesByWord.get(sample.slice(from, at)) ?? [];
    for (const language of languages) {
      // What many languages have tells little, and a single letter may be a name or a sign.
      scores[language] = (scores[language] ?? 0) + 1 + 1 / languages.length;
      if (at - from > 1) hits[language] = (hits[language] ?? 0) + 1;
    }
  }
  if (words < leastWords) return null;
  const best = Math.max(...scores);
  const first = scores.indexOf(best);
  const second = Math.max(...scores.toSpliced(first, 1));
  const isFrequent = (hits[first] ?? 0) >= leastHits && best / 2 >= leastShare * words;
  const isClear = isFrequent && best >= leastLead * second;
  return isClear ? (wordLanguages[first] ?? null) : null;
}

/** The languages of a row: of what is asked, of what is answered, and of all of it. */
export interface RowLanguages {
  question: string | null;
  answer: string | null;
  row: string | null;
}

/** The languages a row's value is in. A row without speakers has no question and no answer. */
export function languagesOf(value: unknown): RowLanguages {
  const spoken = spokenIn(value);
  const of = (by: string) =>
    languageOf(joined(spoken.filter((one) => one.by === by).map(({ text }) => text)));
  const [question, answer] = [of("user"), of("assistant")];
  if (question !== null && question === answer) return { question, answer, row: question };
  const own = spoken.filter(({ by }) => by !== "system" && by !== "tool");
  return {
    question,
    answer,
    row: languageOf(joined((own.length > 0 ? own : spoken).map(({ text }) => text))),
  };
}

const joined = (texts: readonly string[]): string => {
  let all = "";
  for (const text of texts) {
    if (all.length >= sampleLength) break;
    all += `${text.slice(0, sampleLength)}\n`;
  }
  return all;
};

/** Whether a row is asked in one known language and answered in another: meant where it translates, else often a slip. */
export const isMixed = ({ question, answer }: RowLanguages): boolean =>
  question !== null && answer !== null && question !== answer;

/** The share of rows below which a language stands out, and the rows that a dataset has to have. */
const rareShare = 0.01;
const leastRows = 100;

/** Counts a dataset's rows by language. */
export interface LanguageCounts {
  /** Takes a row's language; null is not known. */
  add(language: string | null): void;
  /** How many rows are in each language, the most frequent first, the unknown left out. */
  counted(): { language: string; rows: number }[];
  /** The languages that fewer than one row in a hundred is in, in a dataset of a hundred known rows or more. */
  rare(): Set<string>;
}

/** Begins a count. */
export function createLanguageCounts(): LanguageCounts {
  const counts = new Map<string, number>();
  const counted = () =>
    [...counts].map(([language, rows]) => ({ language, rows })).sort((one, other) => other.rows - one.rows);
  return {
    add: (language) => {
      if (language !== null) counts.set(language, (counts.get(language) ?? 0) + 1);
    },
    counted,
    rare: () => {
      const all = counted().reduce((sum, { rows }) => sum + rows, 0);
      if (all < leastRows) return new Set();
      return new Set(counted().flatMap(({ language, rows }) => (rows < rareShare * all ? [language] : [])));
    },
  };
}
