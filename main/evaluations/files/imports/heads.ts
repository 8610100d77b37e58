import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type {
  EvaluationModel,
  EvaluationSettings,
} from "../../../../preload/contract/evaluation-settings.ts";
import { evaluationLimits } from "../../../../preload/contract/evaluation-settings.ts";
import { beginningOf } from "../../../../preload/cut.ts";
import { titleLimit } from "../../../../preload/limits.ts";
import { evaluationFiles } from "../../../../preload/strings/evaluation-files.ts";
import { hashesOf } from "../format/hashes.ts";
import { type EvaluationHead, noConnection, plainHead } from "../format/head.ts";

/** A model that is known by its name only: nothing says how it is reached. */
export const namedModel = (
  place: number,
  name: string,
  deployment = name,
  changes: Partial<EvaluationModel> = {},
): EvaluationModel => ({
  id: `m${place + 1}`,
  name: beginningOf(name.replaceAll("\0", "").trim(), 120) || `${evaluationFiles.model} ${place + 1}`,
  connectionId: noConnection,
  deployment: beginningOf(deployment.trim(), 256) || `${evaluationFiles.model} ${place + 1}`,
  modelId: null,
  systemPrompt: "",
  parameters: {},
  ...changes,
});

/** What an importer found out about an evaluation. */
export interface FoundAbout {
  holds: EvaluationHead["holds"];
  origin: EvaluationHead["origin"];
  originId: string | null;
  name: string;
  createdAt: number | null;
  app: string;
  datasetName: string;
  rows: number | null;
  models: EvaluationModel[];
  graders: EvaluationGrader[];
  lead: string | null;
  repeats: number;
  prompt: EvaluationSettings["prompt"];
}

/** The head of what came from another program. */
export function foundHead(about: FoundAbout): EvaluationHead {
  const name = beginningOf(about.name.replaceAll("\0", "").trim(), titleLimit) || evaluationFiles.unnamed;
  const settings: EvaluationSettings = {
    name,
    data: null,
    models: about.models,
    baseline: about.models.length > 1 ? (about.models[0]?.id ?? null) : null,
    prompt: about.prompt,
    graders: about.graders,
    lead: about.lead ?? about.graders[0]?.id ?? null,
    repeats: Math.min(evaluationLimits.repeats, Math.max(1, about.repeats)),
    atOnce: 4,
    place: { kind: "here" },
    clusters: { kind: "found" },
  };
  return {
    ...plainHead,
    holds: about.holds,
    origin: about.origin,
    originId: about.originId === null ? null : beginningOf(about.originId, 256),
    name,
    createdAt: about.createdAt,
    app: { version: beginningOf(about.app, 256), platform: "", node: "", electron: null },
    settings,
    dataset: { name: beginningOf(about.datasetName, 256), version: null, hash: null, rows: about.rows },
    ...hashesOf(settings, []),
  };
}
