import { create } from "zustand";
import type { Dataset, OpenDataset } from "../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Answer, Input } from "../../preload/contract/index.ts";
import { attempting } from "../calls.ts";
import { undoRemoval } from "../removal.ts";
import { goTo } from "../route.ts";
import type { Choice } from "../targets/choice.ts";
import { endedJob } from "./ended.ts";

interface DatasetsState {
  /** Newest first; null until main has answered. */
  list: Dataset[] | null;
  /** The one that is shown; null until it has been read. */
  open: OpenDataset | null;
  /** What ended last, in a sentence for whoever does not see it. */
  ended: string;
  /** The dataset that was removed last; it can still be restored. */
  removed: Dataset | null;
  diagnosis: Diagnosis | null;
}

export const useDatasets = create<DatasetsState>(() => ({
  list: null,
  open: null,
  ended: "",
  removed: null,
  diagnosis: null,
}));

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => useDatasets.setState({ diagnosis }));

/** Asks for the datasets and follows their changes. */
export function listenToDatasets(): void {
  window.assay.on("datasets.changed", take);
  void window.assay["datasets.list"]().then((answer) => answer.ok && take(answer.data));
}

/** The dataset that the person has gone to; null for none. */
let wanted: string | null = null;

/** Shows the list as it is now; what is open is read again where more than its progress has changed. */
function take(list: Dataset[]): void {
  const { list: before, open } = useDatasets.getState();
  const now = list.find(({ id }) => id === wanted);
  const ended = endedJob(before ?? [], list);
  useDatasets.setState({
    list,
    open: open && now ? { ...open, dataset: now } : null,
    ...(ended !== null && { ended }),
  });
  if (now?.state === "ready" && (open ? isOther(open.dataset, now) : reading !== now.id)) void read(now.id);
}

const isOther = (before: Dataset, after: Dataset) => withoutProgress(before) !== withoutProgress(after);

const withoutProgress = (dataset: Dataset) => JSON.stringify({ ...dataset, job: dataset.job?.kind });

/** Counts the readings of a dataset: only the last one counts. */
let readings = 0;

/** The dataset that is being read; null while none is. */
let reading: string | null = null;

/** Shows a dataset, as soon as its rows are there. */
export async function openDataset(id: string): Promise<void> {
  wanted = id;
  const known = useDatasets.getState().list?.find((one) => one.id === id);
  if (known?.state === "ready") await read(id);
}

/** Leaves what is open. */
export function leaveDataset(): void {
  wanted = null;
  readings += 1;
  reading = null;
  useDatasets.setState({ open: null, diagnosis: null });
}

async function read(id: string): Promise<void> {
  readings += 1;
  const turn = readings;
  reading = id;
  const open = await attempt(window.assay["datasets.open"]({ id }), "open");
  if (turn !== readings) return;
  reading = null;
  if (open === null) return;
  useDatasets.setState({ open });
  // What has changed meanwhile was told while there was nothing open.
  const now = useDatasets.getState().list?.find((one) => one.id === id);
  if (now && now.updatedAt > open.dataset.updatedAt) await read(id);
}

/** Reads the files that are from before there were datasets, where there are any. */
export function prepareDatasets(): void {
  if (useDatasets.getState().list?.some(({ state }) => state === "waiting"))
    void attempt(window.assay["datasets.prepare"](), "prepare");
}

/**
 * Waits for what changes a dataset, shows why where it fails, and gives whether it was done. What is open is read again: not
 * all of it is in the list.
 */
export async function change(work: Promise<Answer<unknown>>): Promise<boolean> {
  const isDone = (await attempt(work)) !== null;
  const known = useDatasets.getState().list?.find(({ id }) => id === wanted);
  if (isDone && known?.state === "ready") await read(known.id);
  return isDone;
}

/** Gives what is asked about a dataset by the place itself, or null, and then shows why. */
export const ask = <Value>(work: Promise<Answer<Value>>, byItself: string): Promise<Value | null> =>
  attempt(work, byItself);

/** Begins a job that is trained with a dataset, and shows it. */
export async function fineTune({ id: datasetId }: Dataset): Promise<void> {
  const training = { datasetId, part: null };
  const plan = await attempt(window.assay["tuningPlans.begin"]({ connectionId: null, training }));
  if (plan) goTo("fineTuning", `plan:${plan.id}`);
}

/** Begins an evaluation that asks the rows of a dataset, of a model where one is chosen, and shows it. */
export async function evaluateDataset({ id: datasetId }: Dataset, choice: Choice | null): Promise<void> {
  const begun = await attempt(window.assay["evaluationPlans.ofDataset"]({ datasetId }));
  if (!begun) return;
  const { id, settings } = begun;
  if (choice) {
    const { connectionId, deployment, modelId = null } = choice;
    const model = { id: crypto.randomUUID(), name: deployment, connectionId, deployment, modelId };
    const models = [{ ...model, systemPrompt: "", parameters: {} }];
    await attempt(
      window.assay["evaluations.set"]({ id, settings: { ...settings, models, baseline: model.id } }),
    );
  }
  goTo("evaluations", id);
}

/** Makes a dataset of others or from inside the app, and shows it. Gives whether it was made. */
export async function makeDataset(work: Promise<Answer<Dataset>>): Promise<boolean> {
  const made = await attempt(work);
  if (made) goTo("datasets", made.id);
  return made !== null;
}

/** Begins to check a dataset. */
export const checkDataset = (input: Input<"datasets.check">): Promise<boolean> =>
  change(window.assay["datasets.check"](input));

/** Gives a dataset another name; an empty one changes nothing. */
export async function renameDataset(id: string, name: string): Promise<void> {
  if (name.trim() !== "") await attempt(window.assay["datasets.rename"]({ id, name: name.trim() }));
}

/** Takes a dataset away; it can be brought back. Gives whether it is gone. */
export async function removeDataset(dataset: Dataset): Promise<boolean> {
  const gone = await attempt(window.assay["datasets.remove"]({ id: dataset.id }));
  if (gone !== null) useDatasets.setState({ removed: dataset });
  return gone !== null;
}

/** Brings the dataset back that was removed last. */
export const undoRemove = (): Promise<void> =>
  undoRemoval(
    useDatasets,
    async ({ id }) => (await attempt(window.assay["datasets.restore"]({ id }))) !== null,
  );
