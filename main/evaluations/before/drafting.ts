import { randomUUID } from "node:crypto";
import { isBatchType } from "../../../preload/batch-types.ts";
import type { Deployment } from "../../../preload/contract/deployments.ts";
import type {
  EvaluationData,
  EvaluationModel,
  EvaluationSettings,
} from "../../../preload/contract/evaluation-settings.ts";
import type { LineageJob } from "../../../preload/contract/tuned-models.ts";
import type { Part } from "../../../preload/parts.ts";
import { evaluationPlans as words } from "../../../preload/strings/evaluation-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import type { Deployments } from "../../deployments/deployments.ts";
import type { FineTuning } from "../../fine-tuning/fine-tuning.ts";
import { problem } from "../../foundry/error.ts";
import { type Deployed, questionIn } from "../../graders/graders.ts";
import { emptySettings, newSeed } from "../drafts.ts";
import { fittingGrader } from "./fitting.ts";

/** What drafts are made from. */
export interface DraftingParts {
  datasets: Pick<Datasets, "get" | "open" | "draw" | "list">;
  deployments: Pick<Deployments, "list">;
  tuned: Pick<FineTuning, "lineage" | "prompt">;
}

/** Rows that are looked at to choose a grader. */
const lookedRows = 50;

/** A draft that asks the rows of a dataset: its test part where it has one. Throws `not_found`, `dataset_not_ready`. */
export async function settingsOfDataset(
  { datasets }: Pick<DraftingParts, "datasets">,
  datasetId: string,
): Promise<EvaluationSettings> {
  const { name } = datasets.get(datasetId);
  const part: Part | null = (await hasRows(datasets, datasetId, "test")) ? "test" : null;
  const data: EvaluationData = { datasetId, part, rows: null, seed: newSeed() };
  const texts = await someOf(datasets, data);
  return { ...emptySettings(fill(words.datasetName, { name })), data, graders: [fittingGrader(texts)] };
}

/**
 * A draft that holds a tuned model against the one it was tuned from, on rows that neither was trained on, under the
 * system prompt of the training rows. Throws `not_found` where one of them is not deployed or not known.
 */
export async function settingsOfTuned(
  { datasets, deployments, tuned }: DraftingParts,
  { connectionId, deployment }: Deployed,
): Promise<EvaluationSettings> {
  const { all, jobs, base } = await originOf({ deployments, tuned }, { connectionId, deployment });
  const [job] = jobs;
  if (!job || !all.some(({ name }) => name === deployment)) throw problem("not_found");
  const data = await heldOutOf(datasets, job);
  const texts = data ? await someOf(datasets, data) : [];
  // Rows that bring a prompt along are asked with their own.
  const systemPrompt = texts.some(hasSystem) ? "" : await tuned.prompt(job.id).catch(() => "");
  const model = (name: string): EvaluationModel => ({
    ...{ id: randomUUID(), name, connectionId, deployment: name, modelId: null },
    ...{ systemPrompt, parameters: {} },
  });
  const models = [model(base.name), model(deployment)];
  return {
    ...emptySettings(fill(words.tunedName, { tuned: deployment, base: base.name })),
    models,
    baseline: models[0]?.id ?? null,
    ...(data && { data, graders: [fittingGrader(texts)] }),
  };
}

/** The deployment of the model that one was tuned from. Throws `not_found` where it is not known or not deployed. */
export const baseOfTuned = async (
  parts: Pick<DraftingParts, "deployments" | "tuned">,
  deployed: Deployed,
): Promise<{ deployment: string }> => ({ deployment: (await originOf(parts, deployed)).base.name });

/** What a deployment was tuned from and by, and the deployments beside it. */
async function originOf(
  { deployments, tuned }: Pick<DraftingParts, "deployments" | "tuned">,
  { connectionId, deployment }: Deployed,
) {
  const lineage = tuned.lineage(connectionId, deployment);
  const { deployments: all } = await deployments.list(connectionId, false);
  const base = baseAmong(all, lineage?.base ?? null);
  if (!base) throw problem("not_found");
  return { all, base, jobs: lineage?.jobs ?? [] };
}

const hasSystem = (text: string): boolean =>
  questionIn(text)?.messages.some(({ role }) => role === "system") ?? false;

/** The deployment of a base model: by its name, with its version where that is said. */
function baseAmong(all: readonly Deployment[], base: string | null): Deployment | undefined {
  const named = all.filter(({ model, version, sku, chat }) => {
    const names = model === null ? [] : [model, `${model}-${version}`];
    return base !== null && names.includes(base) && chat.usable && !isBatchType(sku);
  });
  return named.find(({ model, version }) => `${model}-${version}` === base) ?? named[0];
}

/** Rows that a job kept from its model: the test part of its data, or what it was only validated with. */
async function heldOutOf(
  datasets: DraftingParts["datasets"],
  { data, validation }: LineageJob,
): Promise<EvaluationData | null> {
  const rest = { rows: null, seed: newSeed() };
  // A job that was given all rows has learned the test part, too.
  if (data?.isHere && data.part !== null && (await hasRows(datasets, data.datasetId, "test")))
    return { datasetId: data.datasetId, part: "test", ...rest };
  if (validation?.isHere) return { datasetId: validation.datasetId, part: validation.part, ...rest };
  return null;
}

async function hasRows(
  datasets: Pick<Datasets, "get" | "open">,
  datasetId: string,
  part: Part,
): Promise<boolean> {
  if (datasets.get(datasetId).state !== "ready") return false;
  return (await datasets.open({ id: datasetId })).parts[part] > 0;
}

/** Some of the rows; none of a dataset that is still being read. */
async function someOf(
  datasets: DraftingParts["datasets"],
  { datasetId, part, seed }: EvaluationData,
): Promise<string[]> {
  if (datasets.get(datasetId).state !== "ready") return [];
  const drawn = await datasets.draw(datasetId, { version: null, part, rows: lookedRows, seed });
  return drawn.map(({ text }) => text);
}
