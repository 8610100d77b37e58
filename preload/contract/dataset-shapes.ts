import { z } from "zod";
import type { DatasetMethod } from "./dataset-rules.ts";

const method = z.enum(["supervised", "vision", "preference", "reinforcement", "evaluation"]);

const shape = z.enum([
  "messages",
  "prompt_completion",
  "alpaca",
  "sharegpt",
  "preference",
  "grader",
  "columns",
  "text",
]);

/** How the records of a file are built. */
export type Shape = z.infer<typeof shape>;

const column = z.string().min(1).max(1000);
const template = z.string().max(100_000).optional();

/** The schema of `Mapping`. */
export const mapping = z.strictObject({
  shape,
  method: method satisfies z.ZodType<DatasetMethod>,
  fields: z.record(z.string().min(1).max(40), column),
  template: z
    .strictObject({
      system: template,
      user: template,
      assistant: template,
      chosen: template,
      rejected: template,
    })
    .optional(),
  system: z.string().max(100_000).optional(),
  keep: z.array(column).max(1000),
});

/**
 * How records become rows: `fields` says for each role of the shape in which column it is (dots lead into objects),
 * `template` how plain columns become messages, with `{{column}}` for a column, and `keep` what goes along as it is.
 */
export type Mapping = z.infer<typeof mapping>;
