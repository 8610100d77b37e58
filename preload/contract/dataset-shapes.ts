import { z } from "zod";
import { systemPromptLimit } from "../limits.ts";
import type { DatasetMethod } from "./dataset-rules.ts";
import { keptText } from "./fields.ts";

/**
 * How a record says what is asked and answered: as chat messages, in a prompt and a completion, as Alpaca does
 * (instruction, input, output), as ShareGPT does (conversations of from and value), as a better and a worse answer, as
 * a prompt with what a grader compares with, in columns that a template is filled with, or as a line of text.
 */
export const datasetShapes = [
  "messages",
  "prompt_completion",
  "alpaca",
  "sharegpt",
  "preference",
  "grader",
  "columns",
  "text",
] as const;

export type Shape = (typeof datasetShapes)[number];

/** What a field of a record may be in a shape. */
export const shapeRoles = [
  "messages",
  "conversations",
  "tools",
  "system",
  "prompt",
  "context",
  "completion",
  "instruction",
  "input",
  "output",
  "history",
  "chosen",
  "rejected",
  "reference",
] as const;

export type ShapeRole = (typeof shapeRoles)[number];

export const datasetMethods = [
  "supervised",
  "vision",
  "preference",
  "reinforcement",
  "evaluation",
] as const satisfies readonly DatasetMethod[];

/** A field's name, or the way to one inside it with dots between. */
const path = z.string().min(1).max(200);

/** A text with `{{column}}` where a record's field is put. */
const template = keptText.max(systemPromptLimit).optional();

/** How the records of a file become the rows of a dataset. */
export const mappingSchema = z.strictObject({
  shape: z.enum(datasetShapes),
  method: z.enum(datasetMethods),
  /** Which field is what. */
  fields: z.partialRecord(z.enum(shapeRoles), path),
  /** Of `columns`: what each part of a row is made of. A part that is not there or comes out empty is left out. */
  template: z
    .strictObject({
      system: template,
      user: template,
      assistant: template,
      chosen: template,
      rejected: template,
    })
    .optional(),
  /** The system prompt of every row that has none. */
  system: keptText.max(systemPromptLimit).optional(),
  /** Fields that are carried along as they are; preference rows have no place for any. */
  keep: z.array(path).max(100),
});

export type Mapping = z.output<typeof mappingSchema>;
