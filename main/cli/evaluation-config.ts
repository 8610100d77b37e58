import { dirname, resolve } from "node:path";
import { z } from "zod";
import { chatParameters } from "../../preload/contract/conversations.ts";
import { evaluationGrader } from "../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import { evaluationLimits, evaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import {
  deploymentName,
  id,
  keptText,
  promptText,
  systemPrompt,
  title,
} from "../../preload/contract/fields.ts";
import { commandLine } from "../../preload/strings/command-line.ts";
import { evaluateCommand } from "../../preload/strings/evaluate-command.ts";
import { fill } from "../../preload/strings/fill.ts";
import { completed } from "../evaluations/files/format/plain-graders.ts";
import { noDataset } from "../evaluations/files/format/settings.ts";
import { type ReadYaml, readYaml } from "../evaluations/files/format/yaml.ts";
import { FoundryError } from "../foundry/error.ts";
import { asObject, type JsonObject } from "../foundry/json.ts";
import { type ConnectionConfig, connection } from "./config.ts";
import { type EvaluationThreshold, evaluationThreshold } from "./evaluation-thresholds.ts";
import { CommandError } from "./failure.ts";
import { findKey } from "./key-like.ts";

const seed = z.int().min(0).max(4_294_967_295);
const file = z.string().min(1).max(4000);

const model = z.strictObject({
  /** What others name it by; its place, as `m1`, where absent. */
  id: id.optional(),
  /** What it is called in results; the deployment's name where absent. */
  name: keptText.trim().min(1).max(120).optional(),
  connection: id,
  deployment: deploymentName,
  systemPrompt: systemPrompt.default(""),
  parameters: chatParameters.default({}),
});

const message = z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: promptText });

/** An evaluation as a person writes it down. */
const config = z.strictObject({
  name: title.optional(),
  connections: z.record(id, connection),
  data: z.union([
    file,
    z.strictObject({
      file,
      rows: z.int().min(1).max(1_000_000).optional(),
      seed: seed.optional(),
    }),
  ]),
  models: z.array(model).min(1).max(evaluationLimits.models),
  /** What is asked: a text or messages with the row's fields in them; what each row asks by itself where absent. */
  prompt: z.union([promptText.min(1), z.array(message).min(1).max(20)]).optional(),
  /** Graders without the fields that are as usual. */
  graders: z
    .array(z.record(z.string().max(80), z.unknown()))
    .min(1)
    .max(evaluationLimits.graders),
  lead: z.string().min(1).max(120).optional(),
  baseline: z.string().min(1).max(120).optional(),
  repeats: z.int().min(1).max(evaluationLimits.repeats).default(1),
  atOnce: z.int().min(1).max(evaluationLimits.atOnce).default(4),
  /** SHA-256 of scripts that a person has read. */
  allowScripts: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, "not a SHA-256 in small digits"))
    .max(100)
    .default([]),
  /** A field whose value rows that belong together share. */
  clusterBy: z.string().min(1).max(200).optional(),
  thresholds: z.array(evaluationThreshold).max(100).default([]),
});

/** An evaluation that is to be run from the command line. */
export interface EvaluationConfig {
  /** Connections are named as in the config, and the dataset is `dataFile`. */
  settings: EvaluationSettings;
  connections: Record<string, ConnectionConfig>;
  /** Where the rows are; counted from the config's folder. */
  dataFile: string;
  thresholds: EvaluationThreshold[];
  /** Hashes of scripts that a person has read. */
  allowedScripts: readonly string[];
}

/**
 * Reads a config in YAML or JSON; `path` is its own, from which the data file is found. Throws a `CommandError` with the line
 * and what is wrong there, without repeating what could be a key.
 */
export function readEvaluationConfig(text: string, path: string): EvaluationConfig {
  const yaml = readFrom(text, path);
  const wrong = (place: readonly PropertyKey[], reason: string) =>
    new CommandError("evaluationWrong", { file: path, place: placeIn(yaml, place), reason });
  const key = findKey(yaml.value);
  if (key !== null) throw new CommandError("holdsKey", { file: path, place: key || commandLine.beginning });
  const checked = config.safeParse(yaml.value);
  if (!checked.success) throw issueOf(checked.error, [], wrong);
  const said = checked.data;
  const graders = said.graders.map((fields, place) => {
    const grader = evaluationGrader.safeParse(graderFields(fields, place));
    if (!grader.success) throw issueOf(grader.error, ["graders", place], wrong);
    if (grader.data.kind === "evaluator")
      throw wrong(["graders", place, "kind"], evaluateCommand.onlyOnFoundry);
    return grader.data;
  });
  const models = said.models.map(({ id: given, name, connection: connectionId, ...own }, place) => ({
    ...own,
    id: given ?? `m${place + 1}`,
    name: name ?? own.deployment,
    connectionId,
    modelId: null,
  }));
  const named = (
    place: PropertyKey[],
    name: string,
    known: readonly { id: string; name: string }[],
  ): string => {
    const found = known.find((one) => one.id === name) ?? known.find((one) => one.name === name);
    if (found) return found.id;
    const names = known.map((one) => one.id).join(", ");
    throw new CommandError("nameMissing", { name, place: placeIn(yaml, place), names });
  };
  const connections = Object.keys(said.connections).map((name) => ({ id: name, name }));
  for (const [place, { connectionId }] of models.entries())
    named(["models", place, "connection"], connectionId, connections);
  for (const [place, grader] of graders.entries()) {
    const asked = "judge" in grader ? grader.judge : "embeddings" in grader ? grader.embeddings : null;
    if (asked) named(["graders", place], asked.connectionId, connections);
    const parts =
      grader.kind === "all" ? grader.of : grader.kind === "weighted" ? grader.of.map((one) => one.id) : [];
    for (const part of parts) named(["graders", place, "of"], part, graders);
  }
  for (const [place, { grader, model: about }] of said.thresholds.entries()) {
    if (grader !== null) named(["thresholds", place, "grader"], grader, graders);
    if (about !== null) named(["thresholds", place, "model"], about, models);
  }
  const data = typeof said.data === "string" ? { file: said.data } : said.data;
  const settings = {
    name: said.name ?? path.replace(/^.*[\\/]|\.[^.]*$/g, ""),
    data: {
      datasetId: noDataset,
      part: null,
      rows: data.rows ?? null,
      seed: data.seed ?? 0,
    },
    models,
    baseline: said.baseline === undefined ? null : named(["baseline"], said.baseline, models),
    prompt: promptIn(said.prompt),
    graders,
    lead: said.lead === undefined ? null : named(["lead"], said.lead, graders),
    repeats: said.repeats,
    atOnce: said.atOnce,
    place: { kind: "here" },
    clusters: said.clusterBy === undefined ? { kind: "found" } : { kind: "field", field: said.clusterBy },
  };
  const valid = evaluationSettings.safeParse(settings);
  if (!valid.success) throw issueOf(valid.error, [], wrong);
  return {
    settings: valid.data,
    connections: said.connections,
    dataFile: resolve(dirname(path), data.file),
    thresholds: said.thresholds,
    allowedScripts: said.allowScripts,
  };
}

const promptIn = (prompt: z.output<typeof config>["prompt"]) =>
  prompt === undefined
    ? { kind: "row" }
    : {
        kind: "template",
        messages: typeof prompt === "string" ? [{ role: "user", content: prompt }] : prompt,
      };

/** A grader as the app has it: with the usual fields, and connections by their names. */
function graderFields(fields: JsonObject, place: number): JsonObject {
  const asked = (value: unknown) => {
    const object = asObject(value);
    if (object === null || !("connection" in object)) return value;
    const { connection: connectionId, ...rest } = object;
    return { connectionId, ...rest };
  };
  const { id: own = `g${place + 1}`, name = own, ...rest } = fields;
  const renamed = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === "judge" || key === "embeddings" ? asked(value) : value,
    ]),
  );
  return completed({ id: own, name, ...renamed });
}

function readFrom(text: string, file: string): ReadYaml {
  try {
    return readYaml(text);
  } catch (error) {
    const why = error instanceof FoundryError ? (error.diagnosis.parameters.why ?? "") : "";
    if (why === "names") throw new CommandError("names", { file }, error);
    const [, line = "1"] = /^line (\d+)/.exec(why) ?? [];
    const place = fill(evaluateCommand.line, { line, place: commandLine.beginning });
    throw new CommandError(
      "evaluationNotYaml",
      { file, place: line === "1" ? place : place.replace(/ \(.*/, "") },
      error,
    );
  }
}

const placeIn = (yaml: ReadYaml, place: readonly PropertyKey[]): string =>
  fill(evaluateCommand.line, {
    line: yaml.lineOf(place),
    place: place.map(String).join(".") || commandLine.beginning,
  });

function issueOf(
  { issues }: z.ZodError,
  around: readonly PropertyKey[],
  wrong: (place: readonly PropertyKey[], reason: string) => CommandError,
): CommandError {
  const [issue] = issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  return wrong([...around, ...(issue?.path ?? []), ...unknown], issue?.message ?? "");
}
