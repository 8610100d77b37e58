import type { ChatParameters, ParameterNote, RequestNote } from "../contract/conversations.ts";
import {
  isAboutParameter,
  notesOn,
  parameterNames,
  type SameRequest,
  type SentColumn,
  sameRequests,
  setParameters,
} from "../sent-parameters.ts";
import { dialects } from "./dialects.ts";
import { fill } from "./fill.ts";
import { listed } from "./listed.ts";

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
    dialect: "{name} not sent: the API that this deployment speaks has no such setting",
  },
  renamed: {
    refused: "{name} sent as {instead}: the deployment refused {name}",
    earlier: "{name} sent as {instead}: the deployment refused {name} on {date}",
    undated: "{name} sent as {instead}: the deployment refused {name} earlier",
    model: "{name} sent as {instead}: the model doesn't support {name}",
    dialect: "{name} sent as {instead}: the API that this deployment speaks calls it that",
  },
  lowered: {
    refused: "{name} lowered to {value}: the deployment takes no more",
    earlier: "{name} lowered to {value}: the deployment refused more on {date}",
    undated: "{name} lowered to {value}: the deployment refused more earlier",
    model: "{name} lowered to {value}: the model takes no more",
    dialect: "{name} lowered to {value}: the API that this deployment speaks takes no more",
  },
  switched: "Asked by {to}: the deployment does not speak {from}. Assay remembers that.",
  leftOut: {
    reasoning: "The thinking of earlier answers not sent along: the deployment did not take it back",
    thinking:
      "Thinking not asked for this time: the question goes on with a tool call whose thinking this deployment doesn't have",
    images: "Images not sent along: this deployment's API does not take them",
    documents: "Documents not sent along: this deployment's API does not take them",
    conversation:
      "Earlier messages not sent along: this deployment makes pictures from the last message alone. Describe the whole picture in it",
    tools: "Tool calls of earlier answers not sent along: this deployment's API does not take them",
  },
  loweredForPrompt: "{name} lowered to {value}: the prompt leaves no room for more",
  /** Beside a parameter's value. */
  marks: {
    dropped: "{parameter} (not sent)",
    renamed: "{parameter} (sent as {instead})",
    lowered: "{parameter} (lowered to {instead})",
  },
  parameter: "{name}: {value}",
  same: "Columns {columns} sent the same request: they differ only in what was not sent as set ({names}).",
};

/** A note in words; `date` writes a moment in milliseconds since the epoch. */
export function explainNote(note: RequestNote, date: (at: number) => string): string {
  if (note.kind === "dialect_switched")
    return fill(requestNotes.switched, { from: dialects[note.from], to: dialects[note.to] });
  return isAboutParameter(note) ? explainParameter(note, date) : requestNotes.leftOut[note.what];
}

function explainParameter(note: ParameterNote, date: (at: number) => string): string {
  const { kind, parameter, because, refusedAt } = note;
  const reason = because === "earlier" && refusedAt === undefined ? "undated" : (because ?? "refused");
  const named = { name: parameter, date: refusedAt === undefined ? "" : date(refusedAt) };
  if (kind === "parameter_renamed")
    return fill(requestNotes.renamed[reason], { ...named, instead: note.instead });
  if (kind === "parameter_lowered")
    return fill(note.ofPrompt ? requestNotes.loweredForPrompt : requestNotes.lowered[reason], {
      ...named,
      value: note.value,
    });
  const name = note.value === undefined ? parameter : `${parameter} ${note.value}`;
  return fill(requestNotes.dropped[reason], { ...named, name });
}

/** Parameters by the service's names with their values, and which of them were not sent as they are. */
export const parameterList = (parameters: ChatParameters, notes: readonly RequestNote[]): string[] =>
  setParameters(parameters).map(([name, value]) => {
    const shown = fill(requestNotes.parameter, { name: parameterNames[name], value: JSON.stringify(value) });
    return notesOn(name, value, notes).reduce(marked, shown);
  });

function marked(parameter: string, note: ParameterNote): string {
  if (note.kind === "parameter_dropped") return fill(requestNotes.marks.dropped, { parameter });
  if (note.kind === "parameter_lowered")
    return fill(requestNotes.marks.lowered, { parameter, instead: note.value });
  return fill(requestNotes.marks.renamed, { parameter, instead: note.instead });
}

/** `1, 2, and 3`. Made where it is needed: it takes a while, and the app starts without it. */

/** A sentence for each group of columns that differ only by what was not sent. */
export const sameRequestSentences = (columns: readonly SentColumn[]): string[] =>
  sameRequests(columns).map(({ places, names }: SameRequest) =>
    fill(requestNotes.same, {
      columns: listed(places.map((place) => String(place + 1))),
      names: names.join(", "),
    }),
  );
