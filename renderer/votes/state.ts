import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { Edit, Scoreboard, Vote, VoteSummary } from "../../preload/contract/votes.ts";
import { attempting } from "../calls.ts";
import { undoRemoval } from "../removal.ts";

interface ScoreboardState {
  /** Which votes count. */
  which: Input<"votes.list">;
  board: Scoreboard | null;
  /** Newest first. */
  votes: VoteSummary[];
  edits: Edit[];
  diagnosis: Diagnosis | null;
  /** What was deleted last; it can still be restored. */
  removed: { kind: "vote" | "edit"; id: string } | null;
}

export const useScoreboard = create<ScoreboardState>(() => ({
  which: { task: null, blindOnly: true },
  board: null,
  votes: [],
  edits: [],
  diagnosis: null,
  removed: null,
}));

/** Follows votes and edits for as long as the scoreboard is shown; gives what ends that. */
export function followVotes(): () => void {
  void read();
  return window.assay.on("votes.changed", () => void read());
}

/** Counts other votes. */
export function choose(change: Partial<Input<"votes.list">>): void {
  useScoreboard.setState(({ which }) => ({ which: { ...which, ...change } }));
  void read();
}

let reading = 0;

async function read(): Promise<void> {
  const { which } = useScoreboard.getState();
  reading += 1;
  const number = reading;
  const [board, votes, edits] = await Promise.all([
    attempt(window.assay["votes.scoreboard"](which), "scoreboard"),
    attempt(window.assay["votes.list"](which), "votes"),
    attempt(window.assay["edits.list"]({ comparisonId: null }), "edits"),
  ]);
  // Whoever chose again meanwhile waits for that.
  if (number === reading) useScoreboard.setState({ board, votes: votes ?? [], edits: edits ?? [] });
}

/** Gives what was asked for, or null, and then shows why. */
const attempt = attempting((diagnosis) => useScoreboard.setState({ diagnosis }));

/** A vote with its answers; null where it is gone. */
export const readVote = (id: string): Promise<Vote | null> => attempt(window.assay["votes.get"]({ id }));

/** Deletes a vote or an edit; it can be brought back. */
export async function remove(kind: "vote" | "edit", id: string): Promise<void> {
  const gone = kind === "vote" ? window.assay["votes.remove"]({ id }) : window.assay["edits.remove"]({ id });
  if ((await attempt<void>(gone)) !== null) useScoreboard.setState({ removed: { kind, id } });
}

/** Brings back what was deleted last. */
export const undoRemove = (): Promise<void> =>
  undoRemoval(useScoreboard, async ({ kind, id }) => {
    const restored =
      kind === "vote" ? window.assay["votes.restore"]({ id }) : window.assay["edits.restore"]({ id });
    return (await attempt<unknown>(restored)) !== null;
  });

/** Writes a file the person picks. Gives its path, or null. */
export const exportVotes = (format: Input<"votes.export">["format"]): Promise<string | null> =>
  attempt(window.assay["votes.export"]({ ...useScoreboard.getState().which, format }));

/** What a task is called; votes may have none. */
export const taskName = (task: string, none: string): string => (task === "" ? none : task);
