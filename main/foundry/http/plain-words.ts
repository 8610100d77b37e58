/** Marks that say the same as one of ASCII. */
const marks: readonly [RegExp, string][] = [
  [/[\u2018\u2019\u201A\u2039\u203A\u300E\u300F\uFF07]/g, "'"],
  [/[\u00AB\u00BB\u201C\u201D\u201E\u300C\u300D\uFF02]/g, '"'],
  [/[\u2010-\u2015\u2212\uFF0D]/g, "-"],
  [/[\u00A0\u2002-\u200A\u202F\u3000]/g, " "],
  [/[\u3002\uFF0E]/g, ". "],
  [/[\uFF0C\u3001]/g, ", "],
  [/\uFF1A/g, ": "],
  [/[\u3010\uFF3B]/g, "["],
  [/[\u3011\uFF3D]/g, "]"],
];

/** What a service says, with the plainest marks there are and nothing shortened, so that rules need to know one way to write it. */
export const plainWords = (words: string): string =>
  marks
    .reduce((text, [mark, plain]) => text.replace(mark, plain), words)
    .replace(/\bcan't\b/gi, "cannot")
    .replace(/n't\b/gi, " not");

/** The codes of an error as one word each, whatever its service puts between the parts: `quota_exceeded`, `QuotaExceeded`. */
export const plainCodes = (codes: string): string => codes.replace(/(?<=\w)[_-](?=\w)/g, "");
