import { create } from "zustand";
import type { Mapping } from "../../preload/contract/dataset-shapes.ts";
import type { Dataset, Intake } from "../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Answer } from "../../preload/contract/index.ts";
import { attempting } from "../calls.ts";

interface IntakeState {
  /** The files that are about to become a dataset; null while there are none. */
  intake: Intake | null;
  /** Whether files are being looked at. */
  isReading: boolean;
  /** Whether the preview is behind what was chosen last. */
  isMapping: boolean;
  /** Whether the place to paste rows into is open. */
  isPasting: boolean;
  diagnosis: Diagnosis | null;
}

const nothing: IntakeState = {
  intake: null,
  isReading: false,
  isMapping: false,
  isPasting: false,
  diagnosis: null,
};

export const useIntake = create<IntakeState>(() => nothing);

const attempt = attempting((diagnosis) => useIntake.setState({ diagnosis }));

/** Told what became of the files that are being asked about now. */
let settle: (dataset: Dataset | null) => void = () => {};

/** Asks for files or a folder and how to read them. Gives the dataset they become; null where it comes to none. */
export const pickFiles = (what: "files" | "folder"): Promise<Dataset | null> =>
  begin(() => window.assay["datasets.pick"]({ what }));

/** The same with files that were dropped. */
export const dropFiles = (files: readonly File[]): Promise<Dataset | null> =>
  files.length === 0
    ? Promise.resolve(null)
    : begin(() => window.assay["datasets.drop"]({ files: [...files] }));

/** The same with text that was pasted. */
export const pasteText = (text: string): Promise<Dataset | null> =>
  text.trim() === "" ? Promise.resolve(null) : begin(() => window.assay["datasets.paste"]({ text }));

async function begin(look: () => Promise<Answer<Intake | null>>): Promise<Dataset | null> {
  // One at a time: what is asked about now comes first.
  if (useIntake.getState().isReading || useIntake.getState().intake !== null) return null;
  useIntake.setState({ ...nothing, isReading: true });
  const intake = await attempt(look());
  useIntake.setState({ isReading: false, intake });
  if (intake === null) return null;
  return new Promise((resolve) => {
    settle = resolve;
  });
}

let mappings = 0;

/** Milliseconds of silence before the preview follows what is typed. */
const pause = 200;
let later: ReturnType<typeof setTimeout> | undefined;

/** Reads the files in another way, and shows what their first rows become then. */
export function mapIntake(mapping: Mapping): void {
  const { intake } = useIntake.getState();
  if (intake === null) return;
  mappings += 1;
  const turn = mappings;
  useIntake.setState({ intake: { ...intake, mapping }, isMapping: true });
  clearTimeout(later);
  later = setTimeout(async () => {
    const mapped = await attempt(window.assay["datasets.map"]({ intakeId: intake.id, mapping }), "map");
    if (turn !== mappings || useIntake.getState().intake?.id !== intake.id) return;
    useIntake.setState({ isMapping: false, ...(mapped && { intake: mapped }) });
  }, pause);
}

/** Forgets the files. */
export function discardIntake(): void {
  const { intake } = useIntake.getState();
  if (intake === null) return;
  void window.assay["datasets.discard"]({ intakeId: intake.id });
  end(null);
}

/** Makes a dataset of the files, or adds their rows to one. */
export async function importIntake(as: {
  name: string;
  into: string | null;
  mayNeedMuch: boolean;
}): Promise<void> {
  const { intake } = useIntake.getState();
  if (intake === null) return;
  const made = await attempt(window.assay["datasets.import"]({ intakeId: intake.id, ...as }));
  if (made) end(made);
}

function end(dataset: Dataset | null): void {
  clearTimeout(later);
  mappings += 1;
  useIntake.setState(nothing);
  const told = settle;
  settle = () => {};
  told(dataset);
}
