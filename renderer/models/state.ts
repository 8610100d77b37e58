import { useMemo } from "react";
import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { ModelState, RegisteredModel } from "../../preload/contract/models.ts";
import { beginningOf } from "../../preload/cut.ts";
import { attempting } from "../calls.ts";
import { undoRemoval } from "../removal.ts";
import { goTo } from "../route.ts";
import { type Choice, choiceOf } from "../targets/choice.ts";
import { choose, readDeployments, useDeployments } from "../targets/deployments.ts";

interface ModelsState {
  /** By name; null until main has answered. */
  list: RegisteredModel[] | null;
  /** The model that was removed last; it can still be restored. */
  removed: RegisteredModel | null;
  /** Why the last thing that was asked for could not be done. */
  diagnosis: Diagnosis | null;
  /** The deployment that the form of a new model begins with. */
  beginning: Choice | null;
}

export const useModels = create<ModelsState>(() => ({
  list: null,
  removed: null,
  diagnosis: null,
  beginning: null,
}));

/** Stands in the address in the place of a model's id while one is made. */
export const newModel = "new";

/** Asks for the models and follows their changes. */
export function listenToModels(): void {
  window.assay.on("models.changed", (list) => useModels.setState({ list }));
  // A deployment that was refused as unknown: the list says whether it is gone.
  window.assay.on("chat.ended", ({ reply: { diagnosis, connectionId } }) => {
    if (diagnosis?.code === "deployment_not_found" && connectionId) void readDeployments(connectionId, true);
  });
  void window.assay["models.list"]().then((answer) => answer.ok && useModels.setState({ list: answer.data }));
}

/** The model with this id, as long as it is there. */
export const useModel = (id: string | null | undefined): RegisteredModel | null =>
  useModels(({ list }) => list?.find((one) => one.id === id) ?? null);

/** Whom the next message goes to: a registered model is asked where it points now. */
export function useChosen(): Choice | null {
  const chosen = useDeployments(({ chosen }) => chosen);
  const model = useModel(chosen?.modelId);
  const { connectionId, deployment } = (model && choiceOf(model)) ?? chosen ?? {};
  const modelId = model?.id;
  return useMemo(
    () =>
      connectionId === undefined || deployment === undefined
        ? null
        : { connectionId, deployment, ...(modelId !== undefined && { modelId }) },
    [connectionId, deployment, modelId],
  );
}

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => useModels.setState({ diagnosis }));

/** Registers a model and shows it. */
export async function createModel(model: Input<"models.create">): Promise<void> {
  const made = await attempt(window.assay["models.create"](model));
  if (made) goTo("models", made.id);
}

/** Changes what is given of a model. */
export const changeModel = (changed: Input<"models.change">): Promise<unknown> =>
  attempt(window.assay["models.change"](changed));

/** Takes a model away; it can be brought back. */
export async function removeModel(model: RegisteredModel): Promise<void> {
  const { id } = model;
  if ((await attempt(window.assay["models.remove"]({ id }))) === null) return;
  useModels.setState({ removed: model });
  goTo("models");
}

/** Brings the model back that was removed last, and shows it. */
export const undoRemove = (): Promise<void> =>
  undoRemoval(useModels, async ({ id }) => {
    const restored = await attempt(window.assay["models.restore"]({ id }));
    if (restored) goTo("models", restored.id);
    return restored !== null;
  });

/** Makes another one that is set the same, and shows it. */
export async function duplicateModel(id: string): Promise<void> {
  const made = await attempt(window.assay["models.duplicate"]({ id }));
  if (made) goTo("models", made.id);
}

/** Writes a model to a file the person picks. */
export const exportModel = (id: string): Promise<unknown> => attempt(window.assay["models.export"]({ id }));

/** Adds a model from a file the person picks, and shows it. */
export async function importModel(): Promise<void> {
  const made = await attempt(window.assay["models.import"]());
  if (made) goTo("models", made.id);
}

/** Asks the service again what stands behind a model: with `again` also for the list. */
export async function refreshModel({ id, connectionId }: RegisteredModel, again: boolean): Promise<void> {
  if (connectionId) await readDeployments(connectionId, again);
  await window.assay["models.refresh"]({ id });
}

/** Begins a form for a new model, of a deployment. */
export function beginModel(beginning: Choice): void {
  useModels.setState({ beginning, diagnosis: null });
  goTo("models", newModel);
}

/** Begins a conversation with a model; one whose connection is not here is shown. */
export function chatWith(model: RegisteredModel): void {
  const choice = choiceOf(model);
  if (choice) choose(choice);
  if (choice) goTo("chat");
  else goTo("models", model.id);
}

/** Whether asking the model can come to anything. */
export const canAsk = ({ state, connectionId }: RegisteredModel): boolean =>
  connectionId !== null && state !== "gone" && state !== "failed";

export const stateLooks: Record<ModelState, string> = {
  ready: "ok",
  gone: "danger",
  failed: "danger",
  moved: "warn",
  unreachable: "warn",
  unread: "unknown",
};

/** The models that hold the text in their name, deployment, model, notes or tags, in any case, and have every tag. */
export function matchingModels(
  models: RegisteredModel[],
  text: string,
  tags: readonly string[],
): RegisteredModel[] {
  const wanted = text.trim().toLocaleLowerCase();
  return models.filter(
    (one) =>
      tags.every((tag) => one.tags.includes(tag)) &&
      [one.name, one.deployment, one.known.model, one.notes, ...one.tags].some((said) =>
        said?.toLocaleLowerCase().includes(wanted),
      ),
  );
}

/** Every tag once, by name. */
export const tagsOf = (models: RegisteredModel[]): string[] =>
  [...new Set(models.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));

/** The tags in a text with commas, as they can be kept. */
export const readTags = (text: string): string[] =>
  [...new Set(text.split(",").map((tag) => beginningOf(tag.trim(), 40).trim()))].filter(Boolean).slice(0, 20);
