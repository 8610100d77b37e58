import { create } from "zustand";
import type { Dataset, Intake } from "../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Answer } from "../../preload/contract/index.ts";
import { droppedDataLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { attempting } from "../calls.ts";
import { undoRemoval } from "../removal.ts";

interface DatasetsState {
  /** Newest first; null until main has answered. */
  list: Dataset[] | null;
  /** Files that are being checked now. */
  checking: number;
  /** Why files that were given last are not taken, one sentence each. */
  refused: string[];
  /** The file that was removed last; it can still be restored. */
  removed: Dataset | null;
  diagnosis: Diagnosis | null;
}

export const useDatasets = create<DatasetsState>(() => ({
  list: null,
  checking: 0,
  refused: [],
  removed: null,
  diagnosis: null,
}));

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => useDatasets.setState({ diagnosis }));

/** Asks for the files and follows their changes. */
export function listenToDatasets(): void {
  window.assay.on("datasets.changed", (list) => useDatasets.setState({ list }));
  void window.assay["datasets.list"]().then(
    (answer) => answer.ok && useDatasets.setState({ list: answer.data }),
  );
}

/** Takes the files the person picks. Gives the ids of those that are kept. */
export function pickDatasets(): Promise<string[]> {
  useDatasets.setState({ refused: [], diagnosis: null });
  return taking(window.assay["datasets.pick"]());
}

/** Takes files that were dropped. Gives the ids of those that are kept. */
export async function dropDatasets(files: readonly File[]): Promise<string[]> {
  useDatasets.setState({ refused: [], diagnosis: null });
  const taken: string[] = [];
  for (const file of files) {
    if (file.size > droppedDataLimit) refuse(fill(strings.datasets.dropTooLarge, { name: file.name }));
    else {
      const bytes = file.arrayBuffer().then((buffer) => new Uint8Array(buffer));
      taken.push(...(await taking(bytes.then((read) => add(file.name, read)))));
    }
  }
  return taken;
}

const add = (name: string, bytes: Uint8Array<ArrayBuffer>) => window.assay["datasets.add"]({ name, bytes });

async function taking(work: Promise<Answer<Intake>>): Promise<string[]> {
  useDatasets.setState(({ checking }) => ({ checking: checking + 1 }));
  const answer = await work.finally(() =>
    useDatasets.setState(({ checking }) => ({ checking: checking - 1 })),
  );
  if (!answer.ok) {
    useDatasets.setState({ diagnosis: answer.error.diagnosis });
    return [];
  }
  for (const { name, diagnosis } of answer.data.refused)
    refuse(fill(strings.datasets.refused, { name, title: explain(diagnosis).title }));
  return answer.data.taken.map(({ id }) => id);
}

const refuse = (why: string) => useDatasets.setState(({ refused }) => ({ refused: [...refused, why] }));

/** Gives a file another name; an empty one changes nothing. */
export async function renameDataset(id: string, name: string): Promise<void> {
  if (name.trim() !== "") await attempt(window.assay["datasets.rename"]({ id, name }));
}

/** Takes a file away; it can be brought back. */
export async function removeDataset(dataset: Dataset): Promise<void> {
  const gone = await attempt(window.assay["datasets.remove"]({ id: dataset.id }));
  if (gone !== null) useDatasets.setState({ removed: dataset });
}

/** Brings the file back that was removed last. */
export const undoRemove = (): Promise<void> =>
  undoRemoval(
    useDatasets,
    async ({ id }) => (await attempt(window.assay["datasets.restore"]({ id }))) !== null,
  );
