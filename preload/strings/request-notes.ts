import type { ChatParameters, RequestNote } from "../contract/conversations.ts";
import {
  noteOn,
  parameterNames,
  type SameRequest,
  type SentColumn,
  sameRequests,
  setParameters,
} from "../sent-parameters.ts";
import { fill } from "./fill.ts";

/** Words for how requests differ from what was set. */
export const requestNotes = {
  title: "Changes to the request",
  /** Of a column of a comparison. */
  ofColumn: "{column}: {note}",
  dropped: {
    refused: "{name} not sent: the deployment refused it",
    earlier: "{name} not sent: the deployment refused it on {date}",
    undated: "{name} not sent: the deployment refused it earlier",
    model: "{name} not sent: the model doesn't support it",
  },
  renamed: {
    refused: "{name} sent as {instead}: the deployment refused {name}",
    earlier: "{name} sent as {instead}: the deployment refused {name} on {date}",
    undated: "{name} sent as {instead}: the deployment refused {name} earlier",
    model: "{name} sent as {instead}: the model doesn't support {name}",
  },
  /** Beside a parameter's value. */
  marks: { dropped: "{parameter} (not sent)", renamed: "{parameter} (sent as {instead})" },
  parameter: "{name}: {value}",
  same: "Columns {columns} sent the same request: they differ only in what was not sent ({names}).",
};

/** A note in words; `date` writes a moment in milliseconds since the epoch. */
export function explainNote(note: RequestNote, date: (at: number) => string): string {
  const { kind, parameter, because, refusedAt } = note;
  const isRenamed = kind === "parameter_renamed";
  const words = isRenamed ? requestNotes.renamed : requestNotes.dropped;
  const value = isRenamed ? undefined : note.value;
  const reason = because === "earlier" && refusedAt === undefined ? "undated" : (because ?? "refused");
  return fill(words[reason], {
    name: value === undefined ? parameter : `${parameter} ${value}`,
    instead: isRenamed ? note.instead : "",
    date: refusedAt === undefined ? "" : date(refusedAt),
  });
}

/** Parameters by the service's names with their values, and which of them were not sent as they are. */
export const parameterList = (parameters: ChatParameters, notes: readonly RequestNote[]): string[] =>
  setParameters(parameters).map(([name, value]) => {
    const shown = fill(requestNotes.parameter, { name: parameterNames[name], value: JSON.stringify(value) });
    const note = noteOn(name, value, notes);
    if (!note) return shown;
    return note.kind === "parameter_renamed"
      ? fill(requestNotes.marks.renamed, { parameter: shown, instead: note.instead })
      : fill(requestNotes.marks.dropped, { parameter: shown });
  });

const listed = new Intl.ListFormat("en");

/** A sentence for each group of columns that differ only by what was not sent. */
export const sameRequestSentences = (columns: readonly SentColumn[]): string[] =>
  sameRequests(columns).map(({ places, names }: SameRequest) =>
    fill(requestNotes.same, {
      columns: listed.format(places.map((place) => String(place + 1))),
      names: names.join(", "),
    }),
  );
