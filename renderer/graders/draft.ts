import { answerFields } from "../../preload/answer-fields.ts";
import type { Grader, SingleGrader } from "../../preload/contract/graders.ts";
import { graders } from "../../preload/strings/graders.ts";

export type GraderType = Grader["type"];
export type SingleType = SingleGrader["type"];
export type Multi = Extract<Grader, { type: "multi" }>;

/** What graders inside another can be. */
export const singleTypes: readonly SingleType[] = [
  "string_check",
  "text_similarity",
  "score_model",
  "python",
];

/** What graders can be. */
export const graderTypes: readonly GraderType[] = [...singleTypes, "multi"];

/** The place of the answer in a template. */
export const answerPlace = "{{sample.output_text}}";

/** Fields that are the conversation itself, not what an answer is held against. */
const trained: readonly string[] = ["messages", "tools", "functions", "parallel_tool_calls", "input"];

/** The fields of rows that a grader is likely to want. */
export const offered = (fields: readonly string[] | null): string[] =>
  (fields ?? []).filter((name) => !trained.includes(name.split(".")[0] ?? ""));

const source = `def grade(sample, item):
    answer = sample["output_text"]
    return 1.0 if answer.strip() else 0.0
`;

/** A grader of a type as it begins, with what another one before it had in common. */
export const graderOf = <Type extends GraderType>(
  type: Type,
  before: Grader | null,
  fields: readonly string[] | null,
) => beginning(type, before, fields) as Extract<Grader, { type: Type }>;

/** Whether a grader is called as one of its type begins. */
const isUsualName = ({ type, name }: Grader): boolean => name === graders.types[type];

function beginning(type: GraderType, before: Grader | null, fields: readonly string[] | null): Grader {
  const name = before && !isUsualName(before) ? before.name : graders.types[type];
  const some = offered(fields);
  const field = answerFields.find((one) => some.includes(one)) ?? some[0];
  const wanted = field === undefined ? "" : `{{item.${field}}}`;
  const texts =
    before?.type === "string_check" || before?.type === "text_similarity"
      ? { input: before.input, reference: before.reference }
      : { input: answerPlace, reference: wanted };
  switch (type) {
    case "string_check":
      return { type, name, ...texts, operation: "eq" };
    case "text_similarity":
      return { type, name, ...texts, evaluation_metric: "fuzzy_match" };
    case "score_model":
      return {
        type,
        name,
        model: "gpt-4.1",
        input: [{ role: "user", content: `${wanted}\n\n${answerPlace}`.trim() }],
        range: [0, 1],
      };
    case "python":
      return { type, name, source };
    case "multi": {
      const part = before && before.type !== "multi" ? before : graderOf("string_check", null, fields);
      return { type, name, graders: { [part.type]: part }, calculate_output: part.type };
    }
  }
}

const partNamed = /^[A-Za-z_]\w{0,39}$/;

/** Whether a part of a multi grader may be called so; `others` are the names that are taken. */
export const isPartName = (name: string, others: readonly string[]): boolean =>
  partNamed.test(name) && !others.includes(name);

/** Whether a grader has all that it needs to be kept, whatever else is wrong with it. */
export function isWhole(grader: Grader): boolean {
  if (grader.name.trim() === "") return false;
  if (grader.type === "score_model") return grader.model !== "" && grader.input.length > 0;
  return grader.type !== "multi" || Object.values(grader.graders).every(isWhole);
}

/** A multi grader with one of its parts changed. */
export const withPart = (multi: Multi, name: string, part: SingleGrader): Multi => ({
  ...multi,
  graders: { ...multi.graders, [name]: part },
});

/** The same with one part more, which its formula does not name yet. */
export function withNewPart(multi: Multi, fields: readonly string[] | null): Multi {
  let number = Object.keys(multi.graders).length + 1;
  while (Object.hasOwn(multi.graders, `grader_${number}`)) number += 1;
  const name = `grader_${number}`;
  return withPart(multi, name, { ...graderOf("string_check", null, fields), name });
}

/** The same without a part. Its formula stays as it is: what is wrong with it then is said. */
export const withoutPart = (multi: Multi, name: string): Multi => ({
  ...multi,
  graders: Object.fromEntries(Object.entries(multi.graders).filter(([one]) => one !== name)),
});

/** The same with a part called otherwise, also in the formula. */
export const withPartRenamed = (multi: Multi, from: string, to: string): Multi => ({
  ...multi,
  graders: Object.fromEntries(
    Object.entries(multi.graders).map(([name, part]) =>
      name === from ? [to, part.name === from ? { ...part, name: to } : part] : [name, part],
    ),
  ),
  calculate_output: multi.calculate_output.replace(/[A-Za-z_]\w*/g, (word) => (word === from ? to : word)),
});

/** A grader without what is set to nothing: the service takes no nulls. */
export const withoutEmpty = <Any extends object>(grader: Any): Any =>
  Object.fromEntries(Object.entries(grader).filter(([, value]) => value !== undefined)) as Any;

/** A grader's text by which it is the same as another: without what main changes when it reads one. */
export function sameText(value: unknown): string {
  if (typeof value === "string")
    return JSON.stringify(value.trim().replace(/\{\{\s*([^{}]*?)\s*\}\}/g, "{{$1}}"));
  if (typeof value !== "object" || value === null) return String(JSON.stringify(value));
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .map(([name, one]) => `${JSON.stringify(name)}:${sameText(one)}`)
    .sort()
    .join()}}`;
}

/** Where a grader can run: here, here through a deployment, or at the service only. */
export function runsOf(grader: Grader): "here" | "model" | "service" | "parts" {
  switch (grader.type) {
    case "string_check":
      return "here";
    case "text_similarity":
      return ["meteor", "cosine"].includes(grader.evaluation_metric) ? "service" : "here";
    case "score_model":
      return "model";
    case "python":
      return "service";
    case "multi": {
      const all = Object.values(grader.graders).map(runsOf);
      return all.includes("service") ? "parts" : all.includes("model") ? "model" : "here";
    }
  }
}

/** Whether a grader needs a model that grades. */
export const needsJudge = (grader: Grader): boolean =>
  grader.type === "multi" ? Object.values(grader.graders).some(needsJudge) : grader.type === "score_model";

/** Whether a grader itself says from which score on an answer passes. */
export const hasThreshold = (grader: Grader): boolean =>
  grader.type === "string_check" || ("pass_threshold" in grader && grader.pass_threshold !== undefined);
