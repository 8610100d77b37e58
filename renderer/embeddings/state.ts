import { create } from "zustand";
import type { Cost } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { BenchResult, BenchRun, BenchSetUp, Embedder } from "../../preload/contract/embeddings.ts";
import type { Events, Input } from "../../preload/contract/index.ts";
import { benchCharacterLimit, benchTextLimit } from "../../preload/limits.ts";
import { attempting } from "../calls.ts";
import { goTo } from "../route.ts";
import { textsIn } from "./texts.ts";

interface BenchState {
  /** Null until it was read. */
  setUp: BenchSetUp | null;
  result: BenchResult | null;
  /** Of the result's sides, in their order. */
  costs: (Cost | null)[];
  /** The deployments that gave no vectors in the last run, and those that did. */
  failures: BenchRun["failures"];
  answered: string[];
  /** How far the run is; null while nothing runs. */
  running: (Events["embeddings.progress"] & { embedders: Embedder[] }) | null;
  /** Why something else than a run could not be done. */
  diagnosis: Diagnosis | null;
  /** The pair of texts that is looked at. */
  active: Pair;
}

/** Two texts of a result by their places, the chosen one first. */
export interface Pair {
  row: number;
  column: number;
}

const firstPair: Pair = { row: 0, column: 1 };

export const useBench = create<BenchState>(() => ({
  setUp: null,
  result: null,
  costs: [],
  failures: [],
  answered: [],
  running: null,
  diagnosis: null,
  active: firstPair,
}));

const attempt = attempting((diagnosis) => useBench.setState({ diagnosis }));

/** Follows how far a run is, and prices. */
export function listenToBench(): void {
  window.assay.on("embeddings.progress", (told) =>
    useBench.setState(({ running }) => ({ running: running && { ...running, ...told } })),
  );
  window.assay.on("prices.changed", () => {
    if (useBench.getState().result !== null) void readCosts();
  });
}

let reading: Promise<void> | null = null;

/** Reads what was set and what came of it last, once. */
export function loadBench(): Promise<void> {
  reading ??= readBench();
  return reading;
}

async function readBench(): Promise<void> {
  const bench = await attempt(window.assay["embeddings.bench"]());
  if (bench) useBench.setState(bench);
  // It is tried again when it is next needed.
  else reading = null;
  if (bench?.result) await readCosts();
}

async function readCosts(): Promise<void> {
  const costs = await attempt(window.assay["embeddings.costs"](), "costs");
  if (costs) useBench.setState({ costs });
}

/** Changes what is set. */
export function change(changed: Partial<BenchSetUp>): void {
  useBench.setState(({ setUp }) => ({ setUp: setUp && { ...setUp, ...changed } }));
}

/** Sets whom to ask: the first, or the one beside it. */
export function putSide(place: 0 | 1, embedder: Embedder | null): void {
  const { setUp } = useBench.getState();
  if (setUp) change({ sides: place === 0 ? [embedder, setUp.sides[1]] : [setUp.sides[0], embedder] });
}

/** Keeps what is set, unless it is more than the bench holds, which it says then. */
export function keepSetUp(setUp: BenchSetUp): void {
  if (setUp.text.length <= benchCharacterLimit)
    void attempt<void>(window.assay["embeddings.keep"](setUp), "keep");
}

/** Opens the bench with this deployment, first unless it is there already. */
export async function openBench(connectionId: string, deployment: string): Promise<void> {
  goTo("embeddings");
  await loadBench();
  const { setUp } = useBench.getState();
  const isThere = setUp?.sides.some(
    (side) => side?.connectionId === connectionId && side.deployment === deployment,
  );
  if (isThere) return;
  putSide(0, { connectionId, deployment, dimensions: null });
  // The screen may have come before it, or not yet.
  const { setUp: changed } = useBench.getState();
  if (changed) keepSetUp(changed);
}

/** Whom a run would ask. */
export const embeddersOf = ({ sides }: BenchSetUp): Embedder[] => sides.filter((side) => side !== null);

/** Whether there are at least two texts, no more than the bench takes, and somebody to ask. */
export function canRun(setUp: BenchSetUp): boolean {
  const { length } = textsIn(setUp);
  const fits = length <= benchTextLimit && setUp.text.length <= benchCharacterLimit;
  return length > 1 && fits && embeddersOf(setUp).length > 0;
}

/** Asks the deployments for vectors of the texts, where that can be. */
export async function run(): Promise<void> {
  const { setUp, running } = useBench.getState();
  if (!setUp || running || !canRun(setUp)) return;
  const [texts, embedders] = [textsIn(setUp), embeddersOf(setUp)];
  useBench.setState({ running: { place: 0, done: 0, of: texts.length, embedders }, failures: [] });
  const ran = await attempt(window.assay["embeddings.run"]({ texts, embedders }));
  const answered = ran?.result?.sides.map(({ deployment }) => deployment) ?? [];
  useBench.setState({ running: null, failures: ran?.failures ?? [], answered });
  if (!ran?.result) return;
  useBench.setState({ result: ran.result, costs: [], active: firstPair });
  await readCosts();
}

/** Ends the run. */
export const cancel = (): void => void window.assay["embeddings.cancel"]();

/** Looks at another pair of texts. */
export const look = (active: Pair): void => useBench.setState({ active });

type Table = Input<"embeddings.table">;

/** Puts a table on the clipboard. Gives whether it is there. */
export async function copyTable(table: Table): Promise<boolean> {
  const text = await attempt(window.assay["embeddings.table"](table));
  if (text === null) return false;
  await navigator.clipboard.writeText(text);
  return true;
}

/** Writes a table to a file that the person picks. Gives its path, or null. */
export const saveTable = (table: Table): Promise<string | null> =>
  attempt(window.assay["embeddings.export"](table));

/** The texts of a dataset; null where they cannot be read. */
export const datasetTexts = (datasetId: string) =>
  attempt(window.assay["embeddings.datasetTexts"]({ datasetId }));

/** The texts of a file that the person picks; null where there is none. */
export const pickTexts = () => attempt(window.assay["embeddings.pickTexts"]());
