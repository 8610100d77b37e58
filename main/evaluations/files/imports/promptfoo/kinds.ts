import type { LeftOutCode } from "../../../../../preload/contract/evaluation-files.ts";
import type { GraderKind } from "../../../../../preload/contract/evaluation-graders.ts";
import { evaluationFiles } from "../../../../../preload/strings/evaluation-files.ts";
import { asList, asNumber, asObject, type JsonObject } from "../../../../foundry/json.ts";
import { answerPlace } from "../../format/plain-graders.ts";
import { ourTemplate } from "./templates.ts";

/** What stands at an assertion's value: a text that may be another in each row, and the value itself. */
interface AssertionValue {
  /** The text as one of our templates; null where the value is no text. */
  template: string | null;
  value: unknown;
  threshold: number | null;
}

/** Fields of a grader, or why there is none that does the same. */
export type Translated =
  | { kind: GraderKind; fields: JsonObject; note?: LeftOutCode }
  | { refused: LeftOutCode };

type Translate = (said: AssertionValue, isNegated: boolean) => Translated;

const refused = (code: LeftOutCode): Translated => ({ refused: code });

/** A grader that looks at a text, which may be another in each row. */
const text =
  (fields: JsonObject): Translate =>
  ({ template, value }, isNegated) => {
    const expected = template ?? (asNumber(value) === null ? JSON.stringify(value ?? null) : String(value));
    return { kind: "text", fields: { ...fields, expected, isNegated } };
  };

const inPattern = (value: unknown) => String(value).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** A grader that looks for a pattern made of a list of texts. */
const list =
  (pattern: (parts: string[]) => string, flags = ""): Translate =>
  ({ value }, isNegated) => {
    const parts = (
      typeof value === "string" ? value.split(",").map((part) => part.trim()) : asList(value)
    ).map(inPattern);
    return parts.length === 0
      ? refused("value_varies")
      : { kind: "regex", fields: { pattern: pattern(parts), flags, isNegated } };
  };

const any = (parts: string[]) => parts.map((part) => `(?:${part})`).join("|");
const every = (parts: string[]) => `^${parts.map((part) => `(?=[\\s\\S]*${part})`).join("")}`;

const unlessNegated =
  (translate: Translate): Translate =>
  (said, isNegated) =>
    isNegated ? refused("negated") : translate(said, isNegated);

const json = (isInText: boolean) =>
  unlessNegated(({ value }) => ({
    kind: "json",
    fields: { isInText, schema: asObject(value) === null ? null : JSON.stringify(value) },
  }));

/** `passAt` is promptfoo's own where the assertion names none. */
const likeness = (metric: string, passAt: number | null, note?: LeftOutCode) =>
  unlessNegated(({ template, threshold }) =>
    template === null
      ? refused("value_varies")
      : {
          kind: "similarity",
          fields: { metric, reference: template, passAt: note ? null : (threshold ?? passAt) },
          ...(note && { note }),
        },
  );

const judged = `${evaluationFiles.judged.question}\n{{question}}\n\n${evaluationFiles.judged.answer}\n${answerPlace}`;

/** A model that grades by a rubric. Nothing says yet which deployment that is. */
const judge = (rubric: string) =>
  unlessNegated(({ template, value, threshold }) => ({
    kind: "judge",
    fields: {
      verdict: { form: "score", range: [0, 1], passAt: threshold ?? 0.5 },
      rubric: rubric.replace("{value}", () => template ?? (value === undefined ? "" : JSON.stringify(value))),
      messages: [{ role: "user", content: judged }],
    },
  }));

/** JavaScript of an assertion: an expression, or the body of a function (promptfoo, expected-outputs/javascript). */
const script = unlessNegated(({ value, threshold }) => {
  if (typeof value !== "string") return refused("code");
  const isBody = /\breturn\b/.test(value);
  const source = [
    "function grade({ item, answer }) {",
    "  const output = answer;",
    "  const context = { vars: item };",
    `  const said = (() => { ${isBody ? "" : "return ("}`,
    value,
    `  ${isBody ? "" : ");"} })();`,
    '  if (typeof said !== "object" || said === null) return typeof said === "boolean" ? said : Number(said);',
    "  return { score: Number(said.score ?? said.pass), passed: said.pass, said: said.reason };",
    "}",
  ].join("\n");
  return { kind: "script", fields: { source, passAt: threshold ?? 0.5 }, note: "script" };
});

/** What does the same as an assertion, by its type without `not-` (promptfoo, expected-outputs). */
export const assertionKinds: Record<string, Translate> = {
  equals: text({ operation: "equals" }),
  contains: text({ operation: "contains" }),
  icontains: text({ operation: "contains", ignoreCase: true }),
  "starts-with": text({ operation: "starts_with" }),
  regex: ({ value }, isNegated) =>
    typeof value === "string"
      ? { kind: "regex", fields: { pattern: value, isNegated } }
      : refused("value_varies"),
  "contains-any": list(any),
  "icontains-any": list(any, "i"),
  "contains-all": list(every),
  "icontains-all": list(every, "i"),
  "is-json": json(false),
  "contains-json": json(true),
  similar: likeness("cosine", 0.75),
  levenshtein: likeness("levenshtein", null, "distance"),
  "rouge-n": likeness("rouge_1", 0.75),
  bleu: likeness("bleu_nltk", 0.5),
  gleu: likeness("gleu", 0.5),
  latency: unlessNegated(({ threshold }) =>
    threshold === null ? refused("criterion") : { kind: "latency", fields: { most: threshold } },
  ),
  cost: unlessNegated(({ threshold }) =>
    threshold === null ? refused("criterion") : { kind: "cost", fields: { most: threshold } },
  ),
  "word-count": unlessNegated(({ value }) => {
    const range = asObject(value);
    const [least, most] =
      range === null ? [asNumber(value), asNumber(value)] : [asNumber(range.min), asNumber(range.max)];
    return { kind: "length", fields: { unit: "words", least, most } };
  }),
  "llm-rubric": judge("{value}"),
  "g-eval": judge("{value}"),
  "model-graded-closedqa": judge(evaluationFiles.rubrics.closedQa),
  factuality: judge(evaluationFiles.rubrics.factuality),
  "model-graded-factuality": judge(evaluationFiles.rubrics.factuality),
  javascript: script,
  python: () => refused("code"),
  ruby: () => refused("code"),
  webhook: () => refused("code"),
};

/** The text of an assertion as a template, where it is a text. */
export const templateOf = (value: unknown): string | null =>
  typeof value === "string" ? ourTemplate(value, true) : null;
