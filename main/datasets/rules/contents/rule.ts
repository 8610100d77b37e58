import type { Evidence, RuleFacts } from "../../../../preload/contract/dataset-rules.ts";

/** Something found in a text: where, in UTF-16 code units, and what the rule's words are filled with. */
export interface Found {
  at: number;
  length: number;
  /** Never what was found itself, only a shortened form of it. */
  parameters: Record<string, string>;
}

/** A rule about what stands in a row's texts. */
export interface ContentRule {
  facts: RuleFacts;
  /** The first thousand that a text has of it, in order, none overlapping another. Linear in the text's length. */
  find(text: string): Found[];
  /** What it is replaced with where it is mended. */
  mask?(found: Found): string;
}

/** What a rule of one pattern is made of. */
export interface Pattern {
  /** The rule's name, after its family's. */
  kind: string;
  /** What it is replaced with, such as `[email]`. */
  mask: string;
  /** A text without any of these, in the same letters, is not looked through. One it begins with may be shown. */
  needs?: readonly string[];
  /** With the flag `g`; bounded in its repetitions. What its group `it` matched is what was found, else the whole. */
  pattern: RegExp;
  /** Whether what matched is one; `before` is what stands before it. How many characters of it are, where fewer. */
  check?(match: string, before: string): boolean | number;
  evidence: Evidence;
}

const mostInAText = 1_000;
/** Characters before a match that a check is given. */
const contextLength = 48;

/** A rule that warns of what one pattern finds in rows for any method, and can replace it. */
export function patternRule(family: string, pattern: Pattern): ContentRule {
  const { needs, check } = pattern;
  const rule = `${family}_${pattern.kind}`;
  return {
    facts: {
      rule,
      severity: "warns",
      methods: ["supervised", "vision", "preference", "reinforcement", "evaluation"],
      evidence: pattern.evidence,
      isMendable: true,
    },
    find(text) {
      if (needs !== undefined && !needs.some((one) => text.includes(one))) return [];
      const found: Found[] = [];
      const expression = new RegExp(pattern.pattern);
      for (
        let match = expression.exec(text);
        match !== null && found.length < mostInAText;
        match = expression.exec(text)
      ) {
        const it = match.groups?.it ?? match[0];
        const at = match.index + (it === match[0] ? 0 : match[0].lastIndexOf(it));
        const kept = check?.(it, text.slice(Math.max(0, at - contextLength), at)) ?? true;
        const length = kept === true ? it.length : kept === false ? 0 : kept;
        // What only looks like one may have one inside.
        expression.lastIndex = length > 0 ? at + length : match.index + 1;
        if (length === 0) continue;
        found.push({ at, length, parameters: { shown: shortened(it.slice(0, length), needs) } });
      }
      return found;
    },
    mask: () => pattern.mask,
  };
}

/** As much of something found as tells which it is: what names its kind, and its last two characters. */
function shortened(text: string, needs: readonly string[] = []): string {
  const start = needs.find((one) => text.startsWith(one)) ?? "";
  return `${start}…${text.slice(-2)}`;
}
