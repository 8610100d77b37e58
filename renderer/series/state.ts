import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { Series, SeriesResults, SeriesRow, SeriesSummary } from "../../preload/contract/series.ts";
import { attempting } from "../calls.ts";
import { undoRemoval } from "../removal.ts";
import { goTo } from "../route.ts";

interface SeriesState {
  /** Newest first; null until main has answered. */
  list: SeriesSummary[] | null;
  open: Series | null;
  /** The runs of the one that is shown, as they ended. */
  rows: SeriesRow[];
  results: SeriesResults | null;
  diagnosis: Diagnosis | null;
  /** The series that was removed last; it can still be restored. */
  removed: string | null;
}

export const useSeries = create<SeriesState>(() => ({
  list: null,
  open: null,
  rows: [],
  results: null,
  diagnosis: null,
  removed: null,
}));

/** Asks for the series and follows what happens to them. */
export function listenToSeries(): void {
  window.assay.on("series.changed", (summary) => {
    useSeries.setState(({ list, open }) => {
      const others = (list ?? []).filter(({ id }) => id !== summary.id);
      return {
        list: [summary, ...others].sort((one, other) => other.createdAt - one.createdAt),
        open: open?.id === summary.id ? { ...open, ...summary } : open,
      };
    });
    // What was counted while it ran may be a little old.
    if (summary.state !== "running" && useSeries.getState().open?.id === summary.id) readResultsSoon();
  });
  window.assay.on("series.removed", ({ id }) =>
    useSeries.setState(({ list, open }) => ({
      list: (list ?? []).filter((one) => one.id !== id),
      open: open?.id === id ? null : open,
    })),
  );
  window.assay.on("series.rows", ({ id, rows }) => {
    const { open } = useSeries.getState();
    if (open?.id !== id) return;
    later?.push(...rows);
    useSeries.setState((state) => ({ rows: [...state.rows, ...rows] }));
    readResultsSoon();
  });
  void window.assay["series.list"]().then((answer) => answer.ok && useSeries.setState({ list: answer.data }));
}

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => useSeries.setState({ diagnosis }));

/** Shows a series as it is now. */
export async function openSeries(id: string): Promise<void> {
  const open = await attempt(window.assay["series.get"]({ id }));
  if (!open) return;
  useSeries.setState({ open, rows: [], results: null });
  await readRows(id);
}

/** Runs that ended while all of them are being read; null while they are not. */
let later: SeriesRow[] | null = null;

async function readRows(id: string): Promise<void> {
  const ended: SeriesRow[] = [];
  later = ended;
  void readResults(id);
  const rows = await attempt(window.assay["series.rows"]({ id }), "rows");
  if (later !== ended) return;
  later = null;
  if (rows === null || useSeries.getState().open?.id !== id) return;
  const known = new Set(ended.map(keyOf));
  useSeries.setState({ rows: [...rows.filter((row) => !known.has(keyOf(row))), ...ended] });
}

const keyOf = ({ columnId, promptId, repeat, isWarmUp }: SeriesRow) =>
  JSON.stringify([columnId, promptId, repeat, isWarmUp]);

/** Counts the readings of results: only the last one counts. */
let readings = 0;

async function readResults(id: string): Promise<void> {
  const turn = ++readings;
  const results = await attempt(window.assay["series.results"]({ id }), "results");
  if (results && turn === readings && useSeries.getState().open?.id === id) useSeries.setState({ results });
}

/** Milliseconds between two readings of the results while a series runs. */
const resultsInterval = 1000;
let isSoon = false;

function readResultsSoon(): void {
  if (isSoon) return;
  isSoon = true;
  setTimeout(() => {
    isSoon = false;
    const { open } = useSeries.getState();
    if (open) void readResults(open.id);
  }, resultsInterval);
}

/** Begins a series and shows it; `begun` is told its id first. Gives why not, where it could not. */
export async function beginSeries(
  input: Input<"series.create">,
  begun: (id: string) => void = () => {},
): Promise<Diagnosis | null> {
  const answer = await window.assay["series.create"](input);
  if (!answer.ok) return answer.error.diagnosis;
  begun(answer.data.id);
  goTo("series", answer.data.id);
  return null;
}

/** Ends what runs; the rest can be asked later. */
export const pauseSeries = (id: string): Promise<unknown> => attempt(window.assay["series.pause"]({ id }));

/** Goes on; with `failed` what failed is asked again too. */
export async function resumeSeries(id: string, failed: boolean): Promise<void> {
  await attempt(window.assay["series.resume"]({ id, failed }));
  if (failed && useSeries.getState().open?.id === id) await readRows(id);
}

/** Gives a series another name. */
export const renameSeries = (id: string, title: string): Promise<unknown> =>
  attempt(window.assay["series.rename"]({ id, title }));

/** Takes a series away; it can be brought back. */
export async function removeSeries(id: string): Promise<void> {
  if ((await attempt(window.assay["series.remove"]({ id }))) === null) return;
  useSeries.setState({ removed: id });
  goTo("series");
}

/** Brings back what was removed last. */
export const undoRemove = (): Promise<void> =>
  undoRemoval(useSeries, async (id) => {
    const restored = await attempt(window.assay["series.restore"]({ id }));
    if (restored) goTo("series", id);
    return restored !== null;
  });
