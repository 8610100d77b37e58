import { dirname, resolve } from "node:path";
import { z } from "zod";
import { textParameters } from "../../preload/contract/conversations.ts";
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
import { configIssues } from "../../preload/strings/config-issues.ts";
import { evaluateCommand } from "../../preload/strings/evaluate-command.ts";
import { fill } from "../../preload/strings/fill.ts";
import { noDataset } from "../evaluations/files/format/settings.ts";
import { type ReadYaml, readYaml } from "../evaluations/files/format/yaml.ts";
import { FoundryError } from "../foundry/error.ts";
import { asList, asObject } from "../foundry/json.ts";
import { type ConnectionConfig, connection } from "./config.ts";
import { type ConfigIssue, issueIn, pathWords } from "./config-issue.ts";
import { type EvaluationThreshold, evaluationThreshold } from "./evaluation-thresholds.ts";
import { CommandError } from "./failure.ts";
import { findKey } from "./key-like.ts";
import { graderWritten, writtenGrader } from "./written-grader.ts";

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
  parameters: textParameters.default({}),
});

const message = z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: promptText });

/** The schema of an evaluation as a person writes it down. */
export const evaluationConfig = z.strictObject({
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
  graders: z.array(writtenGrader).min(1).max(evaluationLimits.graders),
  lead: z.string().min(1).max(120).optional(),
  baseline: z.string().min(1).max(120).optional(),
  repeats: z.int().min(1).max(evaluationLimits.repeats).default(1),
  atOnce: z.int().min(1).max(evaluationLimits.atOnce).default(4),
  /** SHA-256 of scripts that a person has read. */
  allowScripts: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
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
  const wrong = ({ path: place, reason, remedy }: ConfigIssue) =>
    new CommandError("evaluationWrong", { file: path, place: placeIn(yaml, place), reason, remedy });
  const key = findKey(yaml.value);
  if (key !== null) throw new CommandError("holdsKey", { file: path, place: placeIn(yaml, key) });
  const onFoundry = asList(asObject(yaml.value)?.graders).findIndex(
    (one) => asObject(one)?.kind === "evaluator",
  );
  if (onFoundry >= 0) throw wrong({ path: ["graders", onFoundry, "kind"], ...evaluateCommand.onlyOnFoundry });
  const checked = evaluationConfig.safeParse(yaml.value);
  if (!checked.success) throw wrong(issueIn(checked.error, yaml.value, evaluationConfig));
  const said = checked.data;
  const graders = said.graders.map(graderWritten);
  const models = said.models.map(({ id: given, name, connection: connectionId, ...own }, place) => ({
    ...own,
    id: given ?? `m${place + 1}`,
    name: name ?? own.deployment,
    connectionId,
    modelId: null,
  }));
  for (const [list, all] of Object.entries({ models, graders })) {
    const twice = all.findIndex(({ id: own }, place) => all.findIndex((one) => one.id === own) < place);
    const { reason, remedy } = configIssues.twice;
    if (twice >= 0)
      throw wrong({
        path: [list, twice, "id"],
        reason: fill(reason, { name: all[twice]?.id ?? "" }),
        remedy,
      });
  }
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
  if (!valid.success) throw wrong(issueIn(valid.error, settings, evaluationSettings));
  return {
    settings: valid.data,
    connections: said.connections,
    dataFile: resolve(dirname(path), data.file),
    thresholds: said.thresholds,
    allowedScripts: said.allowScripts,
  };
}

const promptIn = (prompt: z.output<typeof evaluationConfig>["prompt"]) =>
  prompt === undefined
    ? { kind: "row" }
    : {
        kind: "template",
        messages: typeof prompt === "string" ? [{ role: "user", content: prompt }] : prompt,
      };

function readFrom(text: string, file: string): ReadYaml {
  try {
    return readYaml(text);
  } catch (error) {
    const why = error instanceof FoundryError ? (error.diagnosis.parameters.why ?? "") : "";
    if (why === "names") throw new CommandError("names", { file }, error);
    const [, line = "1"] = /^line (\d+)/.exec(why) ?? [];
    const code = String(asObject(error instanceof Error ? error.cause : null)?.code ?? "");
    const reason = evaluateCommand.yaml[code] ?? evaluateCommand.yamlUnknown;
    throw new CommandError(
      "evaluationNotYaml",
      { file, place: fill(evaluateCommand.lineOnly, { line }), reason },
      error,
    );
  }
}

const placeIn = (yaml: ReadYaml, place: readonly PropertyKey[]): string =>
  fill(evaluateCommand.line, {
    line: yaml.lineOf(place),
    place: pathWords(place) || commandLine.beginning,
  });
