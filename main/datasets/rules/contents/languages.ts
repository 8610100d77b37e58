import { spokenIn } from "../../contents.ts";
import { languagesByWord } from "./language-profiles.ts";

/** Characters of a text that are looked at. */
const sampleLength = 4_000;
/** Letters, and in Latin script words, that a language can be told from. */
const leastLetters = 12;
const leastWords = 4;
/** The share of a text's words that have to be frequent ones, and how much more of the first language than of the second. */
const leastShare = 0.15;
const leastLead = 1.15;

/** Scripts, and the language that a text in one is taken to be in; null where its letters or words decide. */
const scripts: [name: string, of: RegExp, language: string | null][] = [
  ["Latin", /\p{Script=Latin}/gu, null],
  ["Cyrillic", /\p{Script=Cyrillic}/gu, null],
  ["Han", /\p{Script=Han}/gu, "zh"],
  ["Kana", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, "ja"],
  ["Hangul", /\p{Script=Hangul}/gu, "ko"],
  ["Arabic", /\p{Script=Arabic}/gu, null],
  ["Hebrew", /\p{Script=Hebrew}/gu, "he"],
  ["Greek", /\p{Script=Greek}/gu, "el"],
  ["Thai", /\p{Script=Thai}/gu, "th"],
  ["Devanagari", /\p{Script=Devanagari}/gu, "hi"],
  ["Bengali", /\p{Script=Bengali}/gu, "bn"],
  ["Tamil", /\p{Script=Tamil}/gu, "ta"],
  ["Georgian", /\p{Script=Georgian}/gu, "ka"],
  ["Armenian", /\p{Script=Armenian}/gu, "hy"],
];

/** Code that is set apart is in no language. */
const code = /```[^`]{0,4000}```|`[^`\n]{1,200}`|https?:\/\/\S{1,500}/g;

/**
 * The language a text is in, as a code of ISO 639-1: by its script, in Latin letters by frequent words of 18 languages.
 * Null where the text is too short, mixed, or in a language that is not known here. A guess, from the first 4,000
 * characters.
 */
export function languageOf(text: string): string | null {
  const sample = text.slice(0, sampleLength).replace(code, " ").toLowerCase();
  const counts = new Map(scripts.map(([name, of]) => [name, sample.match(of)?.length ?? 0]));
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
  const words = sample.match(/[\p{L}\p{M}]+/gu) ?? [];
  if (words.length < leastWords) return null;
  const scores = new Map<string, number>();
  for (const word of words) {
    const languages = languagesByWord.get(word) ?? [];
    // What many languages have tells little.
    for (const language of languages) {
      scores.set(language, (scores.get(language) ?? 0) + 1 + 1 / languages.length);
    }
  }
  const [first, second] = [...scores].sort((one, other) => other[1] - one[1]);
  if (first === undefined || first[1] / 2 < leastShare * words.length) return null;
  return second === undefined || first[1] >= leastLead * second[1] ? first[0] : null;
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
