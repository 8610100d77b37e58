import { z } from "zod";
import {
  deployed,
  type EvaluationGrader,
  evaluationGrader,
} from "../../preload/contract/evaluation-graders.ts";
import { deploymentName, id } from "../../preload/contract/fields.ts";
import { usualFields } from "../evaluations/files/format/plain-graders.ts";
import type { JsonObject } from "../foundry/json.ts";

/** A deployment as a config names it. */
const named = z
  .strictObject({ connection: id, deployment: deploymentName })
  .transform(({ connection, deployment }) => ({ connectionId: connection, deployment }));

/** What stands in a config as it is, as text. */
const asJson = z.record(z.string(), z.unknown()).transform((value) => JSON.stringify(value));

type Option = (typeof evaluationGrader.options)[number];

/** A kind of grader with its usual values where a config says nothing, and with connections by their names. */
const written = (option: Option) => {
  const usual = usualFields[option.shape.kind.value];
  const fields = Object.entries<z.ZodType>(option.shape).map(([name, field]) => {
    const own =
      name === "schema"
        ? field.or(asJson)
        : field === deployed
          ? named
          : isNullable(field) && field.unwrap() === deployed
            ? named.nullable()
            : field;
    return [name, Object.hasOwn(usual, name) ? own.default(usual[name]) : own] as const;
  });
  const { name } = option.shape;
  return z.strictObject({
    ...Object.fromEntries(fields),
    kind: option.shape.kind,
    id: id.optional(),
    name: name.optional(),
  });
};

const isNullable = (field: z.ZodType): field is z.ZodNullable<z.ZodType> => field instanceof z.ZodNullable;

// Evaluators grade only where Foundry runs the evaluation.
const [first, ...others] = evaluationGrader.options
  .filter((option) => option.shape.kind.value !== "evaluator")
  .map(written);

/** The schema of a grader as a config has it. */
export const writtenGrader = z.discriminatedUnion("kind", [first as NonNullable<typeof first>, ...others]);

/** A grader that `writtenGrader` has read, as the app has it: its place is its id where it has none, and its id its name. */
export function graderWritten({ id: own, name, ...fields }: JsonObject, place: number): EvaluationGrader {
  const known = own ?? `g${place + 1}`;
  return evaluationGrader.parse({ ...fields, id: known, name: name ?? known });
}
