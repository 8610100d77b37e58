import type { ChatParameters, ParameterNote, RequestNote } from "./contract/conversations.ts";

type ParameterName = keyof ChatParameters;

/**
 * What parameters are called in a request (Azure OpenAI REST reference, chat completions); those that only other APIs have
 * go by their names.
 */
export const parameterNames: Record<ParameterName, string> = {
  temperature: "temperature",
  topP: "top_p",
  maxTokens: "max_tokens",
  stop: "stop",
  seed: "seed",
  presencePenalty: "presence_penalty",
  frequencyPenalty: "frequency_penalty",
  reasoningEffort: "reasoning_effort",
  responseFormat: "response_format",
  jsonSchema: "json_schema",
  verbosity: "verbosity",
  reasoningSummary: "reasoning_summary",
  thinking: "thinking",
  webSearch: "web_search",
  codeInterpreter: "code_interpreter",
  background: "background",
  imageSize: "size",
  imageQuality: "quality",
  tools: "tools",
};

/** Every parameter, set to something that some model takes: how a request with these differs tells what is never sent. */
export const everyParameter: Required<ChatParameters> = {
  temperature: 1,
  topP: 1,
  maxTokens: 4096,
  stop: ["."],
  seed: 1,
  presencePenalty: 0,
  frequencyPenalty: 0,
  reasoningEffort: "medium",
  responseFormat: "json",
  jsonSchema: "{}",
  verbosity: "medium",
  reasoningSummary: "auto",
  thinking: "adaptive",
  webSearch: true,
  codeInterpreter: true,
  background: false,
  imageSize: "1024x1024",
  imageQuality: "medium",
  tools: "[]",
};

/** The parameters that are set, in the order they were. */
export const setParameters = (parameters: ChatParameters): [ParameterName, unknown][] =>
  (Object.entries(parameters) as [ParameterName, unknown][]).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );

/** Whether a note is about one parameter. */
export const isAboutParameter = (note: RequestNote): note is ParameterNote => "parameter" in note;

/** What a note says, without why. */
const said = (note: RequestNote): string =>
  JSON.stringify(
    Object.entries(note)
      .filter(([name]) => name !== "because" && name !== "refusedAt")
      .sort(),
  );

/** Whether two notes say the same of a request, for whatever reason. */
const isSame = (one: RequestNote, other: RequestNote): boolean => said(one) === said(other);

/** What the requests of several answers changed, each change once. */
export function everyNote(answers: readonly (readonly RequestNote[])[]): RequestNote[] {
  const known: RequestNote[] = [];
  for (const note of answers.flat()) if (!known.some((one) => isSame(one, note))) known.push(note);
  return known;
}

/** What the requests of several answers all changed; nothing of no answer. */
export const commonNotes = ([first = [], ...others]: readonly (readonly RequestNote[])[]): RequestNote[] =>
  first.filter((note) => others.every((notes) => notes.some((one) => isSame(one, note))));

/** The notes on a parameter that is set to a value; none where it was sent as it is. */
export const notesOn = (name: ParameterName, value: unknown, notes: readonly RequestNote[]) =>
  notes
    .filter(isAboutParameter)
    .filter(
      (note) =>
        note.parameter === parameterNames[name] &&
        (note.kind !== "parameter_dropped" || note.value === undefined || note.value === value),
    );

/** What was sent of a parameter that is set to a value; undefined where it was not. */
export function sentValue(name: ParameterName, value: unknown, notes: readonly RequestNote[]): unknown {
  const own = notesOn(name, value, notes);
  if (own.some(({ kind }) => kind === "parameter_dropped")) return undefined;
  const lowered = own.find((note) => note.kind === "parameter_lowered");
  return lowered ? Number(lowered.value) : value;
}

/** A column of a comparison: whom it asks and what, without the parameters, as one text, and what became of these. */
export interface SentColumn {
  question: string;
  parameters: ChatParameters;
  notes: readonly RequestNote[];
}

/** Columns, by their places from 0, whose requests differed in nothing though their parameters do, and in which. */
export interface SameRequest {
  places: number[];
  names: string[];
}

/** The columns that differ only by what was not sent as it is set. */
export function sameRequests(columns: readonly SentColumn[]): SameRequest[] {
  const groups = new Map<string, number[]>();
  for (const [place, { question, parameters, notes }] of columns.entries()) {
    const sent = setParameters(parameters)
      .map(([name, value]) => [name, sentValue(name, value, notes)] as const)
      .filter(([, value]) => value !== undefined);
    const key = JSON.stringify([question, sent.sort(([one], [other]) => (one < other ? -1 : 1))]);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()].flatMap((places) => {
    const names = (Object.keys(parameterNames) as ParameterName[]).filter((name) => {
      const values = places.map((place) => JSON.stringify(valueIn(columns[place], name)) ?? "");
      return new Set(values).size > 1;
    });
    return names.length === 0 ? [] : [{ places, names: names.map((name) => parameterNames[name]) }];
  });
}

const valueIn = (column: SentColumn | undefined, name: ParameterName): unknown =>
  setParameters(column?.parameters ?? {}).find(([one]) => one === name)?.[1];
