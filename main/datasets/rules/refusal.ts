import type { RuleName } from "./rule.ts";

/** A row that the service names. */
interface RefusedRow {
  index: number;
  /** What it counts from. */
  base: 0 | 1;
  kind: "example" | "line";
}

/** What a refusal of training data says. */
export interface Refusal {
  rows?: RefusedRow[];
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
const namedRow = /\b(example|line|row)s? {0,4}#?((?:\d{1,12}(?:, {0,4}| and |, {0,4}and )?){1,100})/gi;

/** Which rule finds what a message is about: the first whose words are in it. */
const meanings: readonly [words: RegExp, rule: RuleName][] = [
  [/invalid token/i, "special_token"],
  [/is not a dictionary|must be (?:a )?(?:json )?object/i, "not_an_object"],
  [/no valid json|not valid json|invalid json|json ?decode|could not parse|malformed json/i, "not_json"],
  [/(?:last|final) message (?:must|should|is not|isn't|has to)\b[^.]{0,60}user/i, "last_not_user"],
  [/(?:last|final) message (?:must|should|is not|isn't|has to)\b[^.]{0,60}assistant/i, "last_not_assistant"],
  [/at least one (?:message from the )?assistant|no assistant/i, "assistant_missing"],
  [/at least 10|too few|minimum (?:number )?of (?:training )?examples/i, "too_few_examples"],
  [/\bweight\b/i, "weight_wrong"],
  [
    /(?:unknown|invalid|unexpected|unrecognized) role|role [^.]{0,40}(?:invalid|not (?:valid|allowed|one of))/i,
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
 * page). Examples are counted from 0 and lines from 1: where an example seems right, the one before or after it may be meant.
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

function rowsIn(said: string): RefusedRow[] {
  const rows = new Map<string, RefusedRow>();
  for (const [, kind = "", numbers = ""] of said.matchAll(namedRow)) {
    for (const [digits] of numbers.matchAll(/\d+/g)) {
      const isExample = kind.toLowerCase() === "example";
      if (rows.size < rowLimit)
        rows.set(`${isExample} ${digits}`, {
          index: Number(digits),
          base: isExample ? 0 : 1,
          kind: isExample ? "example" : "line",
        });
    }
  }
  return [...rows.values()];
}

/**
 * The rows that a refusal names, counted from 0. No page says from what number examples are counted: of the two that can
 * be meant it is the one with the refused text in it, where there is one. `textOf` gives a row's text, null where there is
 * no such row.
 */
export function rowsMeantBy(
  { rows = [], token: refused }: Refusal,
  textOf: (row: number) => string | null,
): number[] {
  const meant = new Set<number>();
  for (const { index, base, kind } of rows) {
    const first = index - base;
    const possible = (kind === "example" ? [first, first - 1] : [first]).filter(
      (row) => textOf(row) !== null,
    );
    const sure = refused && possible.find((row) => textOf(row)?.includes(refused));
    const row = sure ?? possible[0];
    if (typeof row === "number") meant.add(row);
  }
  return [...meant];
}
