import { randomUUID } from "node:crypto";
import type { RequestNote } from "../../preload/contract/conversations.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { RunPlace } from "../../preload/contract/series.ts";
import type { JudgedAnswer, SeriesVotingRound } from "../../preload/contract/votes.ts";
import { problem } from "../foundry/error.ts";
import { keep } from "../keep.ts";
import type { SeriesStore, StoredRun, StoredSeries } from "../series/store.ts";
import { shuffled } from "../statistics/random.ts";
import { contestantOf } from "./contestants.ts";
import type { Known } from "./judged.ts";
import { pairKey } from "./pairing.ts";
import type { VoteStore, WholeVote } from "./store.ts";

/** Blind votes about what a series' columns answered to the same prompts. */
export interface SeriesVotes {
  /** Throws `not_found`, as does `cast`. */
  round(input: Input<"votes.seriesRound">): SeriesVotingRound;
  /** Throws `input_refused` for two that do not stand beside each other. */
  cast(input: Input<"votes.castInSeries">): WholeVote;
}

/** What a run of a series is called in a vote. */
export const seriesRunId = (
  seriesId: string,
  { columnId, promptId, repeat }: Omit<RunPlace, "isWarmUp">,
): string => [seriesId, columnId, promptId, repeat].map(encodeURIComponent).join("/");

/** Votes are about the first run of each column that came whole, for each prompt. */
export function createSeriesVotes(
  parts: Known & { store: VoteStore; series: Pick<SeriesStore, "get" | "runs"> },
): SeriesVotes {
  const { store, series } = parts;

  const found = (id: string): StoredSeries => {
    const stored = series.get(id);
    if (!stored) throw problem("not_found");
    return stored;
  };

  return {
    round: ({ seriesId, skip }) => {
      const stored = found(seriesId);
      const keyOf = (columnId: string) => contestant(stored, columnId, parts).key;
      const pairs = pairsIn(stored, series.runs(seriesId)).filter(
        ([one, other]) => keyOf(one.columnId) !== keyOf(other.columnId),
      );
      const votes = store.votesOf(seriesId);
      const done = new Set(
        votes.map(({ answers: [one, other] }) => pairKey(one?.runId ?? "", other?.runId ?? "")),
      );
      const left = pairs.filter(
        ([one, other]) => !done.has(pairKey(seriesRunId(seriesId, one), seriesRunId(seriesId, other))),
      );
      const next = left[skip % Math.max(1, left.length)];
      const prompt = stored.about.prompts.find(({ id }) => id === next?.[0].promptId)?.text ?? "";
      return {
        pairs: pairs.length,
        done: pairs.length - left.length,
        task: votes[0]?.task ?? "",
        next: next ? { prompt, answers: [shownOf(next[0]), shownOf(next[1])] } : null,
      };
    },
    cast: ({ seriesId, task, shown, outcome, better }) => {
      const stored = found(seriesId);
      const [one, other] = shown;
      const isSaid = outcome === "better" ? better !== null : better === null;
      if (!isSaid || one.promptId !== other.promptId || one.columnId === other.columnId) {
        throw problem("input_refused");
      }
      const runs = series.runs(seriesId);
      const answers = shown.map((place) => {
        const run = runs.find((kept) => isAt(kept, place));
        if (!run || !isWholeRun(run)) throw problem("not_found");
        return judgedRun(stored, run, parts);
      });
      const about = { id: randomUUID(), at: Date.now(), sourceId: seriesId, task, isBlind: true };
      const won = better === null ? null : (answers[better]?.runId ?? null);
      const vote: WholeVote = { ...about, outcome, better: won, answers };
      keep(() => store.putVote(vote));
      return vote;
    },
  };
}

/** Every two columns' answers to each prompt, in an order and on sides that tell nothing of the columns. */
function pairsIn({ about, id }: StoredSeries, runs: readonly StoredRun[]): [StoredRun, StoredRun][] {
  const first = new Map<string, StoredRun>();
  for (const run of [...runs].filter(isWholeRun).sort((a, b) => a.repeat - b.repeat)) {
    const at = JSON.stringify([run.promptId, run.columnId]);
    if (!first.has(at)) first.set(at, run);
  }
  // Of its own, so that the order of the requests does not tell this one.
  const seed = [...id].reduce(
    (sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0,
    about.conditions.seed,
  );
  const pairs = about.prompts.flatMap((prompt) => {
    const answers = about.columns.flatMap(
      (column) => first.get(JSON.stringify([prompt.id, column.id])) ?? [],
    );
    return answers.flatMap((one, place) =>
      answers.slice(place + 1).map((other): [StoredRun, StoredRun] => [one, other]),
    );
  });
  const sides = shuffled(
    pairs.map((_, index) => index % 2 === 0),
    seed + 1,
  );
  return shuffled(
    pairs.map(([one, other], index): [StoredRun, StoredRun] => (sides[index] ? [one, other] : [other, one])),
    seed,
  );
}

const isWholeRun = ({ isWarmUp, facts, text }: StoredRun): boolean =>
  !isWarmUp && (facts.end === "stop" || facts.end === "length") && text.trim() !== "";

const isAt = (run: RunPlace, place: RunPlace): boolean =>
  run.columnId === place.columnId &&
  run.promptId === place.promptId &&
  run.repeat === place.repeat &&
  run.isWarmUp === place.isWarmUp;

const shownOf = ({ columnId, promptId, repeat, isWarmUp, text }: StoredRun) => ({
  place: { columnId, promptId, repeat, isWarmUp },
  text,
});

/** What is known of who answers in a column. Of a series from a file that is what the file says. */
function asked({ about, targets }: StoredSeries, columnId: string) {
  const column = about.columns.find(({ id }) => id === columnId);
  const deployment = about.deployments.find(({ alias }) => alias === column?.alias) ?? null;
  const target = targets[columnId] ?? null;
  const { systemPrompt = "", parameters = {}, alias = columnId } = column ?? {};
  return { systemPrompt, parameters, deployment, target, name: target?.deployment ?? alias };
}

function contestant(
  stored: StoredSeries,
  columnId: string,
  { connections }: Known,
  notes: readonly RequestNote[] = [],
) {
  const { systemPrompt, parameters, target, name } = asked(stored, columnId);
  const connection = connections.list().find(({ id }) => id === target?.connectionId);
  const column = { deployment: name, modelId: null, systemPrompt, parameters, ownPrompt: null };
  return contestantOf(column, connection?.endpoint ?? target?.connectionId ?? "file", null, notes);
}

function judgedRun(stored: StoredSeries, run: StoredRun, known: Known): JudgedAnswer {
  const { systemPrompt, parameters, deployment, target, name } = asked(stored, run.columnId);
  const { startedAt, route, region, requestId, remaining, end, measurement, tokens, cost, notes } = run.facts;
  const { model = null, modelVersion = null, sku = null, apiVersion = null } = deployment ?? {};
  return {
    runId: seriesRunId(stored.id, run),
    contestant: contestant(stored, run.columnId, known, notes),
    deployment: name,
    connection: known.connections.list().find(({ id }) => id === target?.connectionId)?.name ?? "",
    model,
    modelVersion,
    systemPrompt,
    parameters,
    notes,
    prompt: stored.about.prompts.find(({ id }) => id === run.promptId)?.text ?? "",
    text: run.text,
    end,
    measured: { ...measurement, tokens },
    conditions: { startedAt, model, sku, apiVersion, route: route as never, region, requestId, remaining },
    cost,
  };
}
