import { create } from "zustand";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationFormat, FoundEvaluation } from "../../../preload/contract/evaluation-files.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import type { Events, Input } from "../../../preload/contract/index.ts";
import { attempting } from "../../calls.ts";
import { goTo } from "../../route.ts";

interface FilesState {
  /** What was found in files, until it is saved or discarded. */
  found: FoundEvaluation | null;
  /** The past results that are to be asked again. */
  again: Evaluation | null;
  /** What was written last. */
  written: { path: string; seal: string | null } | null;
  isBusy: boolean;
  progress: Events["evaluationFiles.progress"];
  diagnosis: Diagnosis | null;
}

const nothing: FilesState = {
  found: null,
  again: null,
  written: null,
  isBusy: false,
  progress: null,
  diagnosis: null,
};

export const useEvaluationFiles = create<FilesState>(() => nothing);

const { getState, setState } = useEvaluationFiles;

/** A person who cancels knows that they did. */
const attempt = attempting((diagnosis) =>
  setState({ diagnosis: diagnosis?.code === "cancelled" ? null : diagnosis }),
);

/** Follows how far reading and writing is. */
export function listenToEvaluationFiles(): void {
  window.assay.on("evaluationFiles.progress", (progress) => setState({ progress }));
}

/** Does one thing with files at a time; another meanwhile is not begun. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (getState().isBusy) return;
  setState({ isBusy: true, written: null, diagnosis: null });
  await work();
  setState({ isBusy: false });
}

/** Asks for files, and tells what is in them. */
export const pickEvaluation = (): Promise<void> =>
  alone(async () => setState({ found: await attempt(window.assay["evaluationFiles.pick"]()) }));

/** Tells what is in files that were dropped. */
export const dropEvaluation = (files: readonly File[]): Promise<void> =>
  alone(async () => setState({ found: await attempt(window.assay["evaluationFiles.drop"]({ files })) }));

/** Saves what was found, and shows it. */
export const saveFound = (): Promise<void> =>
  alone(async () => {
    const { found } = getState();
    if (!found) return;
    const saved = await attempt(window.assay["evaluationFiles.save"]({ id: found.id }));
    if (!saved) return;
    setState({ found: null });
    goTo("evaluations", saved.id);
  });

/** Lets go of what was found; what is still being saved is ended first. */
export function discardFound(): void {
  const { found, isBusy } = getState();
  if (isBusy) {
    cancelFiles();
    return;
  }
  if (found) void window.assay["evaluationFiles.discard"]({ id: found.id });
  setState({ found: null, diagnosis: null });
}

/** Ends reading or writing that is under way. */
export const cancelFiles = (): void => void window.assay["evaluationFiles.cancel"]();

/** Writes an evaluation to a file that the person picks. */
export const exportEvaluation = (id: string, format: EvaluationFormat): Promise<void> =>
  alone(async () =>
    setState({ written: await attempt(window.assay["evaluationFiles.export"]({ id, format })) }),
  );

/** Asks which deployments stand for those of past results. */
export const askAgain = (again: Evaluation): void => setState({ again, diagnosis: null });

/** Lets go of asking past results again. */
export const leaveAgain = (): void => setState({ again: null, diagnosis: null });

/** Begins a draft that asks past results again, and shows it. */
export const beginAgain = (deployed: Input<"evaluationFiles.again">["deployed"]): Promise<void> =>
  alone(async () => {
    const { again } = getState();
    if (!again) return;
    const draft = await attempt(window.assay["evaluationFiles.again"]({ id: again.id, deployed }));
    if (!draft) return;
    setState({ again: null });
    goTo("evaluations", draft.id);
  });

/** Takes away what is told of the last file. */
export const dismissFiles = (): void => setState({ written: null, diagnosis: null });
