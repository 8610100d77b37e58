import { create } from "zustand";
import type {
  ColumnSettings,
  Comparison,
  ComparisonSummary,
  Run,
  RunDelta,
} from "../../preload/contract/comparisons.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { merge } from "../answers/merge.ts";
import { attempting } from "../calls.ts";
import { useModels } from "../models/index.ts";
import { undoRemoval } from "../removal.ts";
import { goTo } from "../route.ts";
import type { Choice } from "../targets/choice.ts";
import { onLeaving } from "../ui/on-leaving.ts";

/** The comparison that is shown, without its runs. */
type OpenComparison = Omit<Comparison, "layout"> & { layout: ColumnSettings[] };

interface CompareState {
  /** The one used last first; null until main has answered. */
  list: ComparisonSummary[] | null;
  open: OpenComparison | null;
  /** The newest run of each column that is shown; apart from the columns, so that new text redraws nothing else. */
  runs: Record<string, Run>;
  diagnosis: Diagnosis | null;
  /** The comparison that was removed last; it can still be restored. */
  removed: string | null;
}

export const useCompare = create<CompareState>(() => ({
  list: null,
  open: null,
  runs: {},
  diagnosis: null,
  removed: null,
}));

/** Asks for the comparisons and follows what happens to them. */
export function listenToCompare(): void {
  window.assay.on("comparisons.changed", (summary) =>
    useCompare.setState(({ list }) => ({
      list: [summary, ...(list ?? []).filter(({ id }) => id !== summary.id)],
    })),
  );
  window.assay.on("comparisons.removed", ({ id }) =>
    useCompare.setState(({ list, open }) => ({
      list: (list ?? []).filter((one) => one.id !== id),
      open: open?.id === id ? null : open,
    })),
  );
  window.assay.on("comparisons.deltas", takeDeltas);
  window.assay.on("comparisons.run", (run) => put(run.comparisonId, run.columnId, () => run));
  void window.assay["comparisons.list"]().then(
    (answer) => answer.ok && useCompare.setState({ list: answer.data }),
  );
  onLeaving(() => void keepTyped());
}

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => useCompare.setState({ diagnosis }));

/** Shows a comparison as it is now. What was typed into the one before is kept. */
export async function openComparison(id: string): Promise<void> {
  await keepTyped();
  const open = await attempt(window.assay["comparisons.get"]({ id }));
  if (open) show(open);
}

/** Begins an empty comparison and shows it. */
export async function beginComparison(): Promise<void> {
  await keepTyped();
  const made = await attempt(window.assay["comparisons.create"]());
  if (!made) return;
  show(made);
  goTo("compare", made.id);
}

/** Takes the comparison that is shown away; it can be brought back. */
export async function removeComparison(id: string): Promise<void> {
  if ((await attempt(window.assay["comparisons.remove"]({ id }))) === null) return;
  useCompare.setState({ removed: id });
  goTo("compare");
}

/** Brings back what was removed last. */
export const undoRemove = (): Promise<void> =>
  undoRemoval(useCompare, async (id) => {
    const restored = await attempt(window.assay["comparisons.restore"]({ id }));
    if (restored) goTo("compare", id);
    return restored !== null;
  });

/** Changes the prompt or the columns of the comparison that is shown, and keeps them. */
export function arrange(change: Partial<Pick<OpenComparison, "prompt" | "layout">>): void {
  const { open } = useCompare.getState();
  if (!open) return;
  useCompare.setState({ open: { ...open, ...change } });
  const isTyping = change.layout === undefined;
  if (timer) clearTimeout(timer);
  timer = setTimeout(() => void keep(), isTyping ? pause : 0);
}

/** Milliseconds of silence before what is typed is kept. */
const pause = 400;
let timer: NodeJS.Timeout | number | null = null;

/** Keeps what was typed and is not kept yet. */
const keepTyped = async () => {
  if (timer !== null) await keep();
};

/** Keeps prompt and columns now. */
export async function keep(): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  const { open } = useCompare.getState();
  if (!open) return;
  const { id, prompt, layout } = open;
  await attempt(window.assay["comparisons.arrange"]({ id, prompt, columns: layout }), "keep");
}

/** Changes one column. */
export function changeColumn(columnId: string, change: Partial<ColumnSettings>): void {
  const { open } = useCompare.getState();
  if (open)
    arrange({ layout: open.layout.map((one) => (one.id === columnId ? { ...one, ...change } : one)) });
}

/** What a registered model is asked with; a deployment as it is with nothing. */
export function settingsOf({ modelId }: Choice): Pick<ColumnSettings, "systemPrompt" | "parameters"> {
  const model = useModels.getState().list?.find(({ id }) => id === modelId);
  return { systemPrompt: model?.systemPrompt ?? "", parameters: model?.parameters ?? {} };
}

/** Adds a column for a deployment or a registered model, at the end or beside another. */
export function addColumn(choice: Choice, like?: ColumnSettings): void {
  const { open } = useCompare.getState();
  if (!open) return;
  const { connectionId, deployment, modelId = null } = choice;
  const column: ColumnSettings = {
    ...settingsOf(choice),
    ownPrompt: null,
    ...like,
    id: crypto.randomUUID(),
    connectionId,
    deployment,
    modelId,
  };
  const at = like ? open.layout.findIndex(({ id }) => id === like.id) + 1 : open.layout.length;
  arrange({ layout: [...open.layout.slice(0, at), column, ...open.layout.slice(at)] });
}

/** Moves a column by so many places. */
export function moveColumn(columnId: string, by: number): void {
  const { open } = useCompare.getState();
  const from = open?.layout.findIndex(({ id }) => id === columnId) ?? -1;
  const moved = open?.layout[from];
  if (!open || !moved) return;
  const rest = open.layout.filter(({ id }) => id !== columnId);
  arrange({ layout: [...rest.slice(0, from + by), moved, ...rest.slice(from + by)] });
}

/** Asks all columns, or one. */
export async function ask(columnId?: string): Promise<void> {
  await keep();
  const { open } = useCompare.getState();
  if (!open) return;
  const of = columnId === undefined ? {} : { columnId };
  const begun = await attempt(window.assay["comparisons.ask"]({ id: open.id, ...of }));
  // What has arrived meanwhile was told by events; only runs that are new here are taken.
  for (const column of begun?.layout ?? []) {
    put(open.id, column.id, (run) => (run?.id === column.run?.id ? run : column.run));
  }
}

/** Goes on with a column's answer alone, in a conversation. */
export async function continueAsChat(columnId: string): Promise<void> {
  const { open } = useCompare.getState();
  if (!open) return;
  const begun = await attempt(window.assay["comparisons.continueAsChat"]({ id: open.id, columnId }));
  if (begun) goTo("chat", begun.id);
}

/** Ends what runs, everywhere or in one column. */
export function stop(columnId?: string): void {
  const { open } = useCompare.getState();
  if (!open) return;
  const of = columnId === undefined ? {} : { columnId };
  void attempt(window.assay["comparisons.stop"]({ id: open.id, ...of }));
}

/** Whether a run answers, or waits to. */
export const isBusy = (run: Run | null | undefined): boolean => run != null && run.state !== "ended";

/** The run of a column as it is now, as long as the component is shown. */
export const useRun = (columnId: string): Run | null => useCompare(({ runs }) => runs[columnId] ?? null);

function show({ layout, ...comparison }: Comparison): void {
  const runs = Object.fromEntries(layout.flatMap(({ id, run }) => (run ? [[id, run]] : [])));
  useCompare.setState({
    open: { ...comparison, layout: layout.map(({ run: _run, ...settings }) => settings) },
    runs,
  });
}

function put(comparisonId: string, columnId: string, next: (run: Run | null) => Run | null): void {
  useCompare.setState(({ open, runs }) => {
    if (open?.id !== comparisonId) return {};
    const { [columnId]: before = null, ...others } = runs;
    const run = next(before);
    return { runs: run ? { ...others, [columnId]: run } : others };
  });
}

/** Adds new text to all columns in one step. Where text before a piece is missing, all is read again. */
function takeDeltas(deltas: RunDelta[]): void {
  const { open, runs } = useCompare.getState();
  if (!open) return;
  const next = { ...runs };
  let isMissing = false;
  for (const delta of deltas) {
    const run = runs[delta.columnId];
    if (run?.id !== delta.runId) continue;
    const grown = merge(run, delta);
    if (grown) next[delta.columnId] = grown;
    isMissing ||= grown === null;
  }
  useCompare.setState({ runs: next });
  if (isMissing) void readRuns(open.id);
}

let isReading = false;

/** Takes over the runs as main has them; the prompt and the columns stay as they are shown. */
async function readRuns(id: string): Promise<void> {
  if (isReading) return;
  isReading = true;
  const read = await attempt(window.assay["comparisons.get"]({ id }), "read");
  isReading = false;
  for (const column of read?.layout ?? []) put(id, column.id, () => column.run);
}
