import type { z } from "zod";
import { configIssues as words } from "../../preload/strings/config-issues.ts";
import { fill } from "../../preload/strings/fill.ts";
import { asObject } from "../foundry/json.ts";
import { levenshtein } from "../graders/graders.ts";
import { schemaAt, writtenSchema } from "./config-schema.ts";

/** What is wrong with a config: where, what, and what to do. */
export interface ConfigIssue {
  path: PropertyKey[];
  reason: string;
  remedy: string;
}

type Issue = z.core.$ZodIssue;
type Told = { reason: string; remedy: string };

/** Likeness from which on a name may have been meant by another. */
const near = 0.6;
/** Characters of a value that is repeated. */
const mostRepeated = 40;

/**
 * What a schema found wrong with a value, in words. Of several faults it is a name that is not known, by which others are
 * often missing, or else the first. Repeats short values, so what may hold a key is to be refused before.
 */
export function issueIn(error: z.ZodError, value: unknown, schema: z.ZodType): ConfigIssue {
  const { issues } = error;
  const found = meant(issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0]);
  if (!found) return { path: [], ...words.wrong };
  if (found.code === "unrecognized_keys") return unknownName(found, value, schema);
  return { path: found.path, ...told(found, valueAt(value, found.path)) };
}

/** Of a union, what is wrong with the alternative that a value is meant as. */
function meant(issue: Issue | undefined): Issue | undefined {
  if (issue?.code !== "invalid_union") return issue;
  const branches = issue.errors.filter(
    (errors) => !errors.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  const [branch] = branches.sort((one, other) => one.length - other.length);
  const inner = meant(branch?.find(({ code }) => code === "unrecognized_keys") ?? branch?.[0]);
  return inner ? { ...inner, path: [...issue.path, ...inner.path] } : issue;
}

function unknownName(
  { path, keys }: Extract<Issue, { code: "unrecognized_keys" }>,
  value: unknown,
  schema: z.ZodType,
): ConfigIssue {
  const [name = ""] = keys;
  const known = Object.keys(asObject(schemaAt(writtenSchema(schema), path, value)?.properties) ?? {});
  const { reason, remedy } = words.unknown;
  const all = known.length === 0 ? [] : [fill(remedy, { names: known.join(", ") })];
  return {
    path: [...path, name],
    reason: fill(reason, { name }),
    remedy: [...nearTo(name, known), ...all].join(" "),
  };
}

function told(issue: Issue, value: unknown): Told {
  switch (issue.code) {
    case "invalid_type":
      return value === undefined
        ? missing(issue, words.types[issue.expected] ?? "")
        : otherType(value, [issue.expected]);
    case "invalid_union": {
      const { options } = issue as { options?: unknown[] };
      if (options) return otherValue(issue, options, value);
      return otherType(
        value,
        issue.errors.flatMap((errors) =>
          errors.flatMap((one) => (one.code === "invalid_type" ? [one.expected] : [])),
        ),
      );
    }
    case "invalid_value":
      return otherValue(issue, issue.values, value);
    case "too_small":
      return limited(issue, issue.minimum, value, {
        number: words.few,
        text: words.short,
        list: words.fewEntries,
      });
    case "too_big":
      return limited(issue, issue.maximum, value, {
        number: words.much,
        text: words.long,
        list: words.manyEntries,
      });
    case "invalid_format":
    case "invalid_key": {
      const expected = issue.path
        .map((step) => words.forms[String(step)])
        .findLast((form) => form !== undefined);
      return expected === undefined ? words.formUnknown : filled(words.form, { expected });
    }
    case "custom":
      return { reason: issue.message, remedy: words.wrong.remedy };
    default:
      return words.wrong;
  }
}

const filled = ({ reason, remedy }: Told, values: Record<string, string | number>): Told => ({
  reason: fill(reason, values),
  remedy: fill(remedy, values),
});

const missing = ({ path }: Issue, expected: string): Told =>
  filled(words.missing, { name: String(path.at(-1) ?? ""), expected });

function otherType(value: unknown, types: readonly string[]): Told {
  const expected = [...new Set(types.map((type) => words.types[type] ?? type))].join(words.or);
  return filled(words.otherType, { given: givenWords(value), expected });
}

function otherValue(issue: Issue, options: readonly unknown[], value: unknown): Told {
  const names = options.map(String);
  const values = names.join(", ");
  if (value === undefined) return missing(issue, fill(words.oneOf, { values }));
  const { reason, remedy } = filled(words.other, { given: givenWords(value), values });
  return { reason, remedy: [...(typeof value === "string" ? nearTo(value, names) : []), remedy].join(" ") };
}

function limited(
  { origin }: { origin: string },
  limit: number | bigint,
  value: unknown,
  { number, text, list }: Record<"number" | "text" | "list", Told>,
): Told {
  if (origin === "string")
    return limit === 1 && text === words.short ? words.empty : filled(text, { limit: Number(limit) });
  return filled(origin === "array" ? list : number, { limit: Number(limit), given: String(value) });
}

/** What may have been meant by a name; nothing where none is near. */
function nearTo(name: string, known: readonly string[]): string[] {
  const letters = (text: string) => [...text.toLowerCase().replace(/[-_\s]/g, "")];
  const likeness = (one: string) => levenshtein(letters(name), letters(one)) ?? 0;
  const [nearest] = [...known].sort((one, other) => likeness(other) - likeness(one));
  return nearest !== undefined && likeness(nearest) >= near ? [fill(words.near, { name: nearest })] : [];
}

function givenWords(value: unknown): string {
  const { given } = words;
  if (typeof value === "string")
    return value.length > mostRepeated ? given.longText : fill(given.text, { text: value });
  if (typeof value === "number") return fill(given.number, { number: value });
  if (typeof value === "boolean") return given[`${value}`];
  if (value === null) return given.nothing;
  return Array.isArray(value) ? given.list : given.fields;
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (here, step) => (Array.isArray(here) ? here[Number(step)] : asObject(here)?.[String(step)]),
    value,
  );

/** A path in words, in which entries of lists count from 1: `graders #2, most`. */
export function pathWords(path: readonly PropertyKey[]): string {
  const parts: string[] = [];
  for (const step of path) {
    if (typeof step === "number")
      parts.push(fill(words.entry, { list: parts.pop() ?? "", number: step + 1 }).trim());
    else parts.push(String(step));
  }
  return parts.join(", ");
}
