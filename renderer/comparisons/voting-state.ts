import { create } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Answer } from "../../preload/contract/index.ts";
import type { Outcome, VoteSummary, VotingRound } from "../../preload/contract/votes.ts";
import { attempting } from "../calls.ts";
import { useCompare } from "./state.ts";

interface VotingState {
  /** Of the comparison that is shown, as main told it last. */
  round: VotingRound | null;
  diagnosis: Diagnosis | null;
  /** The vote that was counted last, as long as it can be undone here. */
  last: VoteSummary | null;
}

export const useVoting = create<VotingState>(() => ({ round: null, diagnosis: null, last: null }));

/** Follows votes that are taken back elsewhere. */
export function listenToVoting(): void {
  window.assay.on("votes.changed", ({ sourceId }) => {
    if (sourceId !== null && useVoting.getState().round?.comparisonId === sourceId) {
      void readRound(sourceId);
    }
  });
}

/** What is done is done in turn: a vote counts for the task that was typed before it. */
let turn: Promise<unknown> = Promise.resolve();

/** Takes the round that is given, and shows why where none is. `byItself`: what is done without the person. */
const take = (ask: () => Promise<Answer<VotingRound>>, byItself?: string): Promise<VotingRound | null> => {
  const taken = turn.then(async () => {
    const round = await attempt(ask(), byItself);
    if (round) useVoting.setState({ round });
    return round;
  });
  turn = taken;
  return taken;
};

const attempt = attempting((diagnosis) => useVoting.setState({ diagnosis }));

/** Reads how far the votes about a comparison's answers have come. */
export async function readRound(comparisonId: string): Promise<void> {
  await take(() => window.assay["votes.round"]({ comparisonId }), "read");
}

/** Hides or shows names, or says what the questions are about. */
export function arrangeRound(change: Partial<Pick<VotingRound, "isBlind" | "task">>): void {
  const { round } = useVoting.getState();
  if (!round) return;
  const { comparisonId, isBlind, task } = { ...round, ...change };
  if (change.isBlind !== undefined) useVoting.setState({ last: null });
  void take(() => window.assay["votes.arrange"]({ comparisonId, isBlind, task }));
}

/** Counts a vote about the pair that is next. */
export async function castVote(outcome: Outcome, better: string | null): Promise<void> {
  const { round } = useVoting.getState();
  if (!round?.next) return;
  const { comparisonId, next } = round;
  const after = await take(() => window.assay["votes.cast"]({ comparisonId, shown: next, outcome, better }));
  if (after) useVoting.setState({ last: after.votes[0] ?? null });
}

/** Leaves the pair that is next out. */
export function skipPair(): void {
  const { round } = useVoting.getState();
  if (!round?.next) return;
  const { comparisonId, next } = round;
  useVoting.setState({ last: null });
  void take(() => window.assay["votes.skip"]({ comparisonId, shown: next }));
}

/** Shows the names before all pairs are voted about. */
export function revealNames(): void {
  const { round } = useVoting.getState();
  if (round) void take(() => window.assay["votes.reveal"]({ comparisonId: round.comparisonId }));
}

/** Takes the last vote back. */
export async function undoVote(): Promise<void> {
  const { last, round } = useVoting.getState();
  if (!last || !round) return;
  useVoting.setState({ last: null });
  if ((await attempt(window.assay["votes.remove"]({ id: last.id }))) === null) useVoting.setState({ last });
  else await readRound(round.comparisonId);
}

/**
 * How the columns are shown: `named` as they stand, `hidden` by letters without names, `revealed` by the same letters
 * with them; null until that is known, so that no name is seen before.
 */
export function useVotingView(): "named" | "hidden" | "revealed" | null {
  const openId = useCompare(({ open }) => open?.id ?? null);
  const asked = useCompare(({ open, runs }) => runIds(open?.layout ?? [], runs));
  const round = useVoting(({ round }) => round);
  if (!round || round.comparisonId !== openId) return null;
  if (!round.isBlind || asked === "") return "named";
  return round.isRevealed && round.runs.join() === asked ? "revealed" : "hidden";
}

/** Which run each column shows. Told anew only when that changes, not with every piece of text. */
export const useRunIds = (): Record<string, string> =>
  useCompare(
    useShallow(({ runs }) =>
      Object.fromEntries(Object.entries(runs).map(([column, { id }]) => [column, id])),
    ),
  );

/** The runs that columns show, in the order in which main names them. */
export const runIds = (layout: readonly { id: string }[], runs: Record<string, { id: string }>): string =>
  layout
    .flatMap(({ id }) => runs[id]?.id ?? [])
    .sort()
    .join();
