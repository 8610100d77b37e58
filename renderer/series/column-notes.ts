import type { RequestNote } from "../../preload/contract/conversations.ts";
import type { SeriesColumn, SeriesRow } from "../../preload/contract/series.ts";
import { hasFailed } from "../../preload/ends.ts";
import { commonNotes, everyNote } from "../../preload/sent-parameters.ts";
import { fill } from "../../preload/strings/fill.ts";
import { explainNote, requestNotes, sameRequestSentences } from "../../preload/strings/request-notes.ts";
import { shownDate } from "../answers/notes.tsx";
import { nameOf } from "./format.ts";

/** What the requests of a column changed about its parameters in any of its runs, warm-ups left out. */
export const notesOf = (columnId: string, rows: readonly SeriesRow[]): RequestNote[] =>
  everyNote(notesIn(columnId, rows));

/** The same of all columns as lines, and which of them differ only by what was not sent. */
export const changesOf = (layout: readonly SeriesColumn[], rows: readonly SeriesRow[]): string[] => [
  ...layout.flatMap(({ id }) =>
    notesOf(id, rows).map((note) =>
      fill(requestNotes.ofColumn, { column: nameOf(layout, id), note: explainNote(note, shownDate) }),
    ),
  ),
  ...sameRequestSentences(
    layout.map(({ id, alias, systemPrompt, parameters }) => ({
      question: JSON.stringify([alias, systemPrompt]),
      parameters,
      notes: commonNotes(
        notesIn(
          id,
          rows.filter((row) => !hasFailed(row)),
        ),
      ),
    })),
  ),
];

const notesIn = (columnId: string, rows: readonly SeriesRow[]) =>
  rows.filter((row) => row.columnId === columnId && !row.isWarmUp).map(({ notes }) => notes);
