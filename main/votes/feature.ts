import type { FileFilter } from "electron";
import type { Comparison } from "../../preload/contract/comparisons.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { Edit } from "../../preload/contract/votes.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { fileNameOf, saveFile } from "../dialogs.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit } from "../ipc.ts";
import type { SeriesStore } from "../series/store.ts";
import type { Database } from "../storage/database.ts";
import { createEdits } from "./edits.ts";
import type { Known } from "./judged.ts";
import { type Judgements, judgementsOf } from "./judgements.ts";
import { openVotes } from "./store.ts";
import { createVotes, type Votes } from "./votes.ts";

const voteFiles: Record<Input<"votes.export">["format"], FileFilter> = {
  csv: { name: mainStrings.tableFiles, extensions: ["csv"] },
  json: { name: mainStrings.votes.scoreboard, extensions: ["json"] },
  jsonl: { name: mainStrings.votes.files, extensions: ["jsonl"] },
};

/** Votes about answers, and answers as people made them better. */
export function votesFeature(
  parts: Known & {
    database: Database;
    comparison: (id: string) => Comparison;
    series: Pick<SeriesStore, "get" | "runs">;
    emit: Emit;
  },
): Feature<
  MethodsOf<"votes" | "edits">,
  Pick<Votes, "list" | "get"> & {
    /** What people said about the answers of a comparison or a series. */
    judgements(sourceId: string): Judgements;
    /** Every answer that people made better, the newest first. */
    edits(): Edit[];
  }
> {
  const store = openVotes(parts.database);
  const votes = createVotes({ ...parts, store });
  const edits = createEdits({ ...parts, store });
  return {
    service: {
      list: votes.list,
      get: votes.get,
      edits: () => edits.list(null),
      judgements: (id) => (placeOf) => judgementsOf(store.votesOf(id), store.edits(id), placeOf),
    },
    purge: () => votes.purge(),
    handlers: {
      "votes.round": ({ comparisonId }) => votes.round(comparisonId),
      "votes.arrange": (input) => votes.arrange(input),
      "votes.reveal": ({ comparisonId }) => votes.reveal(comparisonId),
      "votes.skip": (input) => votes.skip(input),
      "votes.cast": (input) => votes.cast(input),
      "votes.seriesRound": (input) => votes.seriesRound(input),
      "votes.castInSeries": (input) => votes.castInSeries(input),
      "votes.tasks": () => votes.tasks(),
      "votes.list": (which) => votes.list(which),
      "votes.get": ({ id }) => votes.get(id),
      "votes.remove": ({ id }) => votes.remove(id),
      "votes.restore": ({ id }) => votes.restore(id),
      "votes.scoreboard": (which) => votes.scoreboard(which),
      "votes.export": (input) => exportVotes(votes, input),
      "edits.list": ({ comparisonId }) => edits.list(comparisonId),
      "edits.keep": (input) => edits.keep(input),
      "edits.change": (input) => edits.change(input),
      "edits.remove": ({ id }) => edits.remove(id),
      "edits.restore": ({ id }) => edits.restore(id),
    },
  };
}

/** Writes the scoreboard or the votes to a file the person picks. Gives its path, or null when they pick none. Throws `storage_failed`. */
async function exportVotes(votes: Votes, input: Input<"votes.export">): Promise<string | null> {
  const text = await votes.exported(input);
  const { format, task } = input;
  const name = format === "jsonl" ? mainStrings.votes.files : mainStrings.votes.scoreboard;
  return saveFile(fileNameOf(task ? `${name}, ${task}` : name, format), text, [voteFiles[format]]);
}
