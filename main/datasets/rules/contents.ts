import * as specialTokens from "gpt-tokenizer/specialTokens";
import { spliced } from "../../../preload/row-text/edit.ts";
import { locate, placeInString } from "../../../preload/row-text/locate.ts";
import type { Path } from "../../../preload/row-text/path.ts";
import type { TokenLimit } from "../tokens/limits.ts";
import { evidence, training } from "./evidence.ts";
import type { RowFindings } from "./found.ts";
import type { LearnedRule } from "./learned.ts";
import type { Rule } from "./rule.ts";
import { textsIn } from "./value-walk.ts";

/** What no text of a row may have in it, and how long a row may be for the model. */
export const contentRules: readonly Rule[] = [
  {
    rule: "special_token",
    severity: "blocks",
    methods: training,
    evidence: evidence.invalidToken,
    mend: ({ text, finding }) => spliced(text, finding, ""),
  },
  {
    rule: "refused_text",
    severity: "blocks",
    methods: training,
    evidence: evidence.refusal,
    mend: ({ text, finding }) => spliced(text, finding, ""),
  },
  { rule: "too_many_tokens", severity: "blocks", methods: training, evidence: evidence.models },
  { rule: "maybe_too_many_tokens", severity: "warns", methods: training, evidence: evidence.care },
];

/** What marks the parts of a conversation for the models: a text that has it in it is refused. */
const tokens: readonly string[] = Object.values(specialTokens);

/** How each of them begins. */
const tokenStart = "<|";

/** Finds what the service refuses in the texts of a row. `learned` is what it has refused before. */
export function checkTexts(
  found: RowFindings,
  text: string,
  row: unknown,
  learned: readonly LearnedRule[],
): void {
  // Some programs write the first character of a token as an escape.
  const maybeToken = text.includes(tokenStart) || text.includes("\\u003");
  if (!maybeToken && learned.length === 0) return;
  for (const { text: said, path } of textsIn(row)) {
    for (let at = said.indexOf(tokenStart); at >= 0; at = said.indexOf(tokenStart, at + 1)) {
      const token = tokens.find((one) => said.startsWith(one, at));
      if (token !== undefined) addText(found, text, path, at, token, "special_token", { token });
    }
    for (const { token, date } of learned) {
      if (token === null || tokens.includes(token)) continue;
      for (let at = said.indexOf(token); at >= 0; at = said.indexOf(token, at + token.length))
        addText(found, text, path, at, token, "refused_text", { token, date });
    }
  }
}

function addText(
  found: RowFindings,
  text: string,
  path: Path,
  at: number,
  said: string,
  rule: "special_token" | "refused_text",
  parameters: Record<string, string>,
): void {
  const literal = found.isFull ? null : locate(text, path);
  if (literal === null) return;
  const from = placeInString(text, literal.at, at);
  const to = placeInString(text, literal.at, at + said.length);
  found.add(rule, path, parameters, { at: from, length: to - from });
}

/** Whether a row cannot have more tokens than the limit: each has a byte at least. Images count more than they are long. */
export const isSurelyShort = (text: string, limit: number): boolean =>
  (text.length * 3 <= limit || Buffer.byteLength(text) <= limit) && !text.includes("image_url");

/**
 * Notes a row with more tokens than the model takes. A token is at least one byte, and what is around a text in a row
 * is longer than the tokens it becomes: shorter rows are not counted, unless they have images.
 */
export function checkTokens(
  found: RowFindings,
  text: string,
  row: unknown,
  { tokens: limit, isKnown }: TokenLimit,
  count: (row: unknown) => number,
): void {
  if (isSurelyShort(text, limit)) return;
  const counted = count(row);
  if (counted > limit)
    found.add(isKnown ? "too_many_tokens" : "maybe_too_many_tokens", [], {
      tokens: String(counted),
      limit: String(limit),
    });
}
