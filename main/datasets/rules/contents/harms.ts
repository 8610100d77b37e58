import { type ContentFinding, type FoundByRule, findInContents } from "./all.ts";

/**
 * A few words for each type of harm that the service names in a refusal. They judge nothing: they only say which rows
 * to read first after a refusal.
 */
const vocabulary = new Map<string, readonly string[]>([
  [
    "hate_fairness",
    [
      ...[
        "racist",
        "racial slur",
        "sexist",
        "homophobic",
        "antisemitic",
        "islamophobic",
        "xenophobic",
        "bigot",
      ],
      ...[
        "inferior race",
        "master race",
        "subhuman",
        "ethnic cleansing",
        "white power",
        "hate speech",
        "vermin",
      ],
      ...[
        "go back to your country",
        "women belong",
        "immigrants are",
        "foreigners are",
        "genocide",
        "stereotype",
      ],
    ],
  ],
  [
    "self_harm",
    [
      ...["suicide", "suicidal", "kill myself", "kill yourself", "end my life", "end your life", "self-harm"],
      ...["self harm", "cut myself", "cutting myself", "hurt myself", "overdose", "want to die", "anorexia"],
      ...["hang myself", "better off dead"],
    ],
  ],
  [
    "violence",
    [
      ...["kill", "killed", "killing", "murder", "stab", "stabbed", "shoot", "shooting", "bomb", "explosive"],
      ...[
        "torture",
        "massacre",
        "behead",
        "strangle",
        "assault",
        "weapon",
        "gun",
        "knife attack",
        "terrorist",
      ],
      ...["blood", "gore", "dismember"],
    ],
  ],
  [
    "sexual",
    [
      ...["sex", "sexual", "sexually", "nude", "naked", "porn", "pornography", "erotic", "explicit content"],
      ...["rape", "incest", "orgasm", "genital", "genitals", "fetish", "prostitute", "seduce"],
    ],
  ],
]);

/** A harm's name as it is listed here: the service writes `self_harm` and `Self Harm`, and hate also without fairness. */
function harmOf(name: string): string {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[^a-z]+/g, "_");
  return plain.startsWith("hate") ? "hate_fairness" : plain;
}

/** Whether there are words for a type of harm as a refusal names it. */
export const isHarmListed = (name: string): boolean => vocabulary.has(harmOf(name));

/** Finds a row's suspects. */
export type Suspects = (value: unknown) => ContentFinding[];

/**
 * What finds words of the types of harm that a refusal named, such as `["hate_fairness", "self_harm"]`; the first place
 * of each word in each text. Types that are not listed find nothing.
 */
export function suspectsOf(harms: readonly string[]): Suspects {
  const words = harms
    .map(harmOf)
    .flatMap((harm) => (vocabulary.get(harm) ?? []).map((word): [string, string] => [word, harm]));
  const harmByWord = new Map(words);
  if (harmByWord.size === 0) return () => [];
  const longestFirst = [...harmByWord.keys()].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  return (value) =>
    findInContents(value, (text) => {
      const found = new Map<string, FoundByRule>();
      for (const { 0: match, index } of text.matchAll(pattern)) {
        const word = match.toLowerCase();
        if (found.has(word)) continue;
        const parameters = { word, harm: harmByWord.get(word) ?? "" };
        found.set(word, { rule: "harm_suspect", at: index, length: match.length, parameters });
      }
      return [...found.values()];
    });
}
