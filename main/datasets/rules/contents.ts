import * as specialTokens from "gpt-tokenizer/specialTokens";
import type { TokenLimit } from "../tokens/limits.ts";
import { spliced } from "./edit.ts";
import { evidence, training } from "./evidence.ts";
import type { RowFindings } from "./found.ts";
import type { LearnedRule } from "./learned.ts";
import { locate, placeInString } from "./locate.ts";
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

/** Each token begins so, whichever way it is written as JSON. */
const maybeToken = /<\||\\u003[cC]/;

/** Finds what the service refuses in the texts of a row. `learned` is what it has refused before. */
export function checkTexts(
  found: RowFindings,
  text: string,
  row: unknown,
  learned: readonly LearnedRule[],
): void {
  if (maybeToken.test(text))
    for (const token of tokens) findText(found, text, row, token, "special_token", { token });
  for (const rule of learned) {
    const { token } = rule;
    if (token !== null && !tokens.includes(token))
      findText(found, text, row, token, "refused_text", { token, date: rule.date });
  }
}

function findText(
  found: RowFindings,
  text: string,
  row: unknown,
  sought: string,
  rule: "special_token" | "refused_text",
  parameters: Record<string, string>,
): void {
  for (const { text: said, path } of textsIn(row)) {
    for (let at = said.indexOf(sought); at >= 0; at = said.indexOf(sought, at + sought.length)) {
      if (found.isFull) return;
      const literal = locate(text, path);
      if (literal === null) continue;
      const from = placeInString(text, literal.at, at);
      const to = placeInString(text, literal.at, at + sought.length);
      found.add(rule, path, parameters, { at: from, length: to - from });
    }
  }
}

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
  const isShort = text.length * 3 <= limit || Buffer.byteLength(text) <= limit;
  if (isShort && !text.includes("image_url")) return;
  const counted = count(row);
  if (counted > limit)
    found.add(isKnown ? "too_many_tokens" : "maybe_too_many_tokens", [], {
      tokens: String(counted),
      limit: String(limit),
    });
}
