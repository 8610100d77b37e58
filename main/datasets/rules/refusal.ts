import type { RuleName } from "./rule.ts";

/** What a refusal of training data says. */
export interface Refusal {
  /** The rows that it names, counted from 1. */
  rows?: number[];
  /** A text that the service does not take. */
  token?: string;
  /** Kinds of harm that its safety check found, as it writes them. */
  harms?: string[];
  /** The rule that would have found it before; null where none could. */
  rule: RuleName | null;
}

/** Characters of a message that are read. */
const messageLimit = 20_000;
/** Rows that are read from one message. */
const rowLimit = 100;

const token = /invalid token:? {0,4}["'`]?(<\|[^|\s]{1,64}\|>|[^\s"'`]{1,64})/i;
const harmList = /(?:harm types?|acceptable thresholds? for|harm categories):? {0,4}\[([^\]]{0,1000})\]/i;
/** But not where in a line its reader stopped: "line 1 column 8". */
const namedRow =
  /\b(?:example|line|row)s? {0,4}#?((?:\d{1,12}(?:, {0,4}| and |, {0,4}and )?){1,100})(?!\d| {0,4}column)/gi;

/** Which rule finds what a message is about: the first whose words are in it. */
const meanings: readonly [words: RegExp, rule: RuleName][] = [
  [/invalid token/i, "special_token"],
  [/contains an extra\b/i, "unknown_field"],
  [/is not a dictionary|must be (?:a )?(?:json )?object/i, "not_an_object"],
  [/no valid json|not valid json|invalid json|json ?decode|could not parse|malformed json/i, "not_json"],
  [/(?:last|final) message (?:must|should|is not|isn't|has to)\b[^.]{0,60}user/i, "last_not_user"],
  [/(?:last|final) message (?:must|should|is not|isn't|has to)\b[^.]{0,60}assistant/i, "last_not_assistant"],
  [/at least one (?:message from the )?assistant|no assistant/i, "assistant_missing"],
  [/at least 10|too few|minimum (?:number )?of (?:training )?examples/i, "too_few_examples"],
  [/\bweight\b/i, "weight_wrong"],
  [
    /(?:unknown|invalid|unexpected|unrecognized) role|no match for discriminator 'role'|role [^.]{0,40}(?:invalid|not (?:valid|allowed|one of))/i,
    "role_unknown",
  ],
  [/missing [^.]{0,20}\brole\b|\brole\b[^.]{0,20} (?:is )?(?:missing|required)/i, "role_missing"],
  [
    /missing [^.]{0,20}\bcontent\b|\bcontent\b[^.]{0,20} (?:is )?(?:missing|required|null|empty)/i,
    "content_missing",
  ],
  [
    /missing [^.]{0,20}\bmessages\b|\bmessages\b[^.]{0,20} (?:is |are )?(?:missing|required)/i,
    "messages_missing",
  ],
  [/tool_call_id/i, "tool_call_id_missing"],
  [/preferred_output/i, "output_missing"],
  [
    /(?:too many|exceed\w*|maximum|limit of)[^.]{0,60} tokens|tokens? [^.]{0,40}(?:exceed|too long)/i,
    "too_many_tokens",
  ],
  [/validation (?:file|data)[^.]{0,40}required|requires? a validation/i, "validation_missing"],
  [/too many images/i, "images_too_many"],
  [/file (?:is )?too large|file size/i, "file_too_large"],
];

/**
 * What the service says later about training data, by its own words: a job's error ("Example 6174 message contains an
 * invalid token: <|fim_suffix|>", johny-b/llmcomp#59), an upload's ("Line 1 is not a dictionary", OpenAI-API-dotnet#59;
 * "No valid json line found in file", azure-docs#107548) or that of its safety checks (fine-tuning safety evaluation
 * page). Examples are counted from 1, as one message says itself ("Example 1273 cannot be parsed. … (line 1273)"); that the
 * others count so too is taken for granted.
 */
export function refusalIn(message: string): Refusal {
  const said = message.slice(0, messageLimit);
  const refused = token.exec(said)?.[1]?.replace(/[.,;]$/, "");
  const harms = harmList
    .exec(said)?.[1]
    ?.split(",")
    .map((harm) => harm.trim())
    .filter((harm) => harm !== "");
  const rows = rowsIn(said);
  return {
    ...(rows.length > 0 && { rows }),
    ...(refused !== undefined && { token: refused }),
    ...(harms !== undefined && harms.length > 0 && { harms }),
    rule: harms === undefined ? (meanings.find(([words]) => words.test(said))?.[1] ?? null) : null,
  };
}

function rowsIn(said: string): number[] {
  const rows = new Set<number>();
  for (const [, numbers = ""] of said.matchAll(namedRow))
    for (const [digits] of numbers.matchAll(/\d+/g))
      if (Number(digits) > 0 && rows.size < rowLimit) rows.add(Number(digits));
  return [...rows];
}

/**
 * The rows that a refusal names, as places from 0 on. Should the service count examples from 0 after all, the next row is
 * meant: of the two it is the one with the refused text in it, where there is one. `textOf` gives a row's text, null where
 * there is no such row.
 */
export function rowsMeantBy(
  { rows = [], token: refused }: Refusal,
  textOf: (place: number) => string | null,
): number[] {
  const meant = new Set<number>();
  for (const number of rows) {
    const possible = [number - 1, number].filter((place) => textOf(place) !== null);
    const sure = refused && possible.find((place) => textOf(place)?.includes(refused));
    const place = sure ?? possible[0];
    if (typeof place === "number") meant.add(place);
  }
  return [...meant];
}
