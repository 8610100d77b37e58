import { z } from "zod";
import { apiVersion, headerName } from "../../preload/contract/connections.ts";
import { textParameters } from "../../preload/contract/conversations.ts";
import { keptText, promptText, systemPrompt, title } from "../../preload/contract/fields.ts";
import { promptFormat, seriesConditions } from "../../preload/contract/series.ts";
import { columnLimit, endpointLimit, promptCountLimit } from "../../preload/limits.ts";
import { commandLine } from "../../preload/strings/command-line.ts";
import { importReason } from "../../preload/strings/import-reasons.ts";
import { parseExported } from "../exported.ts";
import { FoundryError } from "../foundry/error.ts";
import { originOf } from "../origins.ts";
import { thresholds } from "../series/thresholds.ts";
import { issueIn, pathWords } from "./config-issue.ts";
import { CommandError } from "./failure.ts";
import { findKey } from "./key-like.ts";

const name = keptText.min(1).max(256);
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/);

/** Where to ask, and which environment variables hold what proves who asks. */
export const connection = z.strictObject({
  endpoint: z.string().min(1).max(endpointLimit),
  keyFrom: variable.optional(),
  tokenFrom: variable.optional(),
  /** The header a gateway wants the key in. */
  keyHeader: headerName.optional(),
  headersFrom: z.record(headerName, variable).optional(),
  apiVersion: apiVersion.optional(),
  /** The host of the endpoint once more, where it is not Microsoft's: so it is meant. */
  gateway: z.string().min(1).max(300).optional(),
});

const column = z.strictObject({
  connection: name,
  deployment: name,
  /** What it is called in results; the deployment's name where absent. */
  alias: name.optional(),
  systemPrompt: systemPrompt.default(""),
  parameters: textParameters.default({}),
});

const prompts = z.union([
  z.array(promptText.min(1)).min(1).max(promptCountLimit),
  z.strictObject({
    file: z.string().min(1).max(4000),
    format: promptFormat.optional(),
    template: promptText.min(1).optional(),
  }),
]);

/** A comparison as a person writes it down. */
const config = z.strictObject({
  title: title.optional(),
  connections: z.record(name, connection),
  columns: z.array(column).min(1).max(columnLimit),
  prompts,
  repeats: seriesConditions.repeats.default(1),
  warmUps: seriesConditions.warmUps.default(0),
  order: seriesConditions.order.default("random"),
  atOnce: seriesConditions.atOnce.default(1),
  seed: z.int().min(0).max(4_294_967_295).optional(),
  thresholds: thresholds.default({}),
});

/** How the deployments of a bundle are reached, each by its name there. */
const reach = z.strictObject({
  connections: z.record(name, connection.extend({ deployment: name.optional() })),
  thresholds: thresholds.default({}),
});

export type Config = z.output<typeof config>;
export type ConnectionConfig = z.output<typeof connection>;
export type Reach = z.output<typeof reach>;

/** Reads a config. Throws a `CommandError` with what is wrong with it, without repeating what could be a key. */
export const readConfig = (text: string, file: string): Config => read(config, text, file);

/** Reads the file that says how a bundle is asked again. Throws like `readConfig`. */
export const readReach = (text: string, file: string): Reach => read(reach, text, file);

function read<Schema extends z.ZodType>(schema: Schema, text: string, file: string): z.output<Schema> {
  const value = parsed(text, file);
  const key = findKey(value);
  if (key !== null)
    throw new CommandError("holdsKey", { file, place: pathWords(key) || commandLine.beginning });
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const origin = originOf(value);
  const { path, reason, remedy } =
    origin === null
      ? issueIn(result.error, value, schema)
      : { path: [], reason: importReason(`origin ${origin}`), remedy: "" };
  throw new CommandError("wrong", { file, place: pathWords(path) || commandLine.beginning, reason, remedy });
}

function parsed(text: string, file: string): unknown {
  try {
    return parseExported(text);
  } catch (error) {
    const isName = error instanceof FoundryError && error.diagnosis.parameters.why === "names";
    throw new CommandError(isName ? "names" : "notJson", { file });
  }
}
