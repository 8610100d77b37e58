import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Draft, DraftFlow } from "../../preload/contract/drafts.ts";
import { attempting } from "../calls.ts";
import { undoRemoval } from "../removal.ts";
import { goTo } from "../route.ts";
import { choiceOf } from "../targets/choice.ts";
import { choose } from "../targets/deployments.ts";

interface DraftsState {
  /** The one changed last first; null until main has answered. */
  list: Draft[] | null;
  /** The draft that was discarded last; it can still be restored. */
  removed: Draft | null;
  /** Why the last thing that was asked for could not be done. */
  diagnosis: Diagnosis | null;
}

export const useDrafts = create<DraftsState>(() => ({ list: null, removed: null, diagnosis: null }));

/** Asks for the drafts. They change only here. */
export function listenToDrafts(): void {
  void window.assay["drafts.list"]().then((answer) => answer.ok && useDrafts.setState({ list: answer.data }));
}

/** Begins a model and shows its first step. */
export async function beginDraft(flow: DraftFlow): Promise<void> {
  const draft = await attempt(window.assay["drafts.begin"]({ flow }));
  if (!draft) return;
  put(draft);
  goTo("guide", draft.id);
}

/** Shows a change at once and keeps it. */
export async function changeDraft(draft: Draft, changed: Partial<Draft>): Promise<void> {
  const { flow: _flow, createdAt: _createdAt, updatedAt: _updatedAt, ...kept } = { ...draft, ...changed };
  put({ ...draft, ...changed, updatedAt: Date.now() });
  await attempt(window.assay["drafts.keep"](kept), "keep");
}

/** Takes a draft away; it can be brought back. */
export async function discardDraft(draft: Draft): Promise<void> {
  const answer = await window.assay["drafts.remove"]({ id: draft.id });
  if (!answer.ok) return useDrafts.setState({ diagnosis: answer.error.diagnosis });
  drop(draft.id);
  useDrafts.setState({ removed: draft });
  goTo("home");
}

/** Brings the draft back that was discarded last. */
export const undoDiscard = (): Promise<void> =>
  undoRemoval(useDrafts, async ({ id }) => {
    const restored = await attempt(window.assay["drafts.restore"]({ id }));
    if (restored) put(restored);
    return restored !== null;
  });

/** Makes the model that a draft describes and takes the draft away. Guide Me ends in a chat with it, Create Model shows it. */
export async function finishDraft(draft: Draft, datasets: string[]): Promise<void> {
  const { id, flow, name, connectionId, deployment } = draft;
  if (connectionId === null || deployment === null) return;
  const model = await attempt(
    window.assay["models.create"]({ name: name.trim(), connectionId, deployment, datasets }),
  );
  if (!model) return;
  await window.assay["drafts.remove"]({ id });
  drop(id);
  const choice = choiceOf(model);
  if (choice) choose(choice);
  if (flow === "guide") goTo("chat");
  else goTo("models", model.id);
}

/** Prepares the job that a draft describes, with the first of its datasets to train on, and takes the draft away. */
export async function beginPlan(
  { id, name, connectionId, baseModel }: Draft,
  datasets: string[],
): Promise<void> {
  const [datasetId] = datasets;
  const training = datasetId === undefined ? null : { datasetId, part: null };
  const plan = await attempt(
    window.assay["tuningPlans.begin"]({ name: name.trim(), connectionId, model: baseModel, training }),
  );
  if (!plan) return;
  await window.assay["drafts.remove"]({ id });
  drop(id);
  goTo("fineTuning", `plan:${plan.id}`);
}

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => useDrafts.setState({ diagnosis }));

const put = (draft: Draft) =>
  useDrafts.setState(({ list }) => ({ list: [draft, ...(list ?? []).filter(({ id }) => id !== draft.id)] }));

const drop = (id: string) =>
  useDrafts.setState(({ list }) => ({ list: (list ?? []).filter((draft) => draft.id !== id) }));
