import type { DatasetMethod } from "../../../preload/contract/dataset-rules.ts";
import type { Mapping, ShapeRole } from "../../../preload/contract/dataset-shapes.ts";
import { wholeRecord } from "../../../preload/whole-record.ts";
import { asList, asObject, type JsonObject } from "../../foundry/json.ts";
import { fillTemplate, variablesOf } from "../../template.ts";
import type { SourceRecord } from "../reading/record.ts";
import { fieldOf, listOrObject, plainText } from "./field.ts";
import {
  areMessages,
  areWrittenSo,
  type Message,
  messageOf,
  messagesFrom,
  toolsFrom,
  turnsOf,
  withMessagesNamed,
  withSystem,
} from "./messages.ts";
import { oneLine } from "./one-line.ts";
import { type Pair, pairOf, rowOfPair } from "./pair.ts";

/** Why a record could not be mapped. The words are in `strings/datasets.ts` under `unmapped`. */
export type UnmappedWhy =
  | "broken"
  | "not_an_object"
  | "no_messages"
  | "no_prompt"
  | "no_answer"
  | "no_pair"
  | "not_asked_last";

/** A row: one line of JSON, or of what was to be JSON. With `unmapped` it is the record as it was. */
export type Mapped = { text: string; unmapped?: undefined } | { text: string; unmapped: UnmappedWhy };

/** What was said, and what an answer is compared with where a record has that. */
interface Talk {
  messages: Message[];
  reference?: unknown;
}

/**
 * The row of a record. What is in the method's shape already stays as it is written, byte for byte; what cannot be
 * mapped is kept as it was, with the reason. Never throws.
 */
export function mapRecord(record: SourceRecord, mapping: Mapping): Mapped {
  if (record.value === undefined) return { text: oneLine(record.text ?? ""), unmapped: "broken" };
  if (mapping.fields.messages === wholeRecord) return mapList(record, mapping);
  const { value, text } = record;
  if (isInShape(value, mapping)) return { text: written(value, text) };
  const row = rowOf(value, mapping);
  return typeof row === "string"
    ? { text: written(record.value, record.text), unmapped: row }
    : { text: JSON.stringify(row) };
}

/** The row of a record that is nothing but its messages. What is more is read as if the mapping named them. */
function mapList(record: SourceRecord, mapping: Mapping): Mapped {
  const named = { ...mapping, fields: { ...mapping.fields, messages: "messages" } };
  const mapped = mapRecord(withMessagesNamed(record), named);
  return mapped.unmapped === undefined ? mapped : { ...mapped, text: written(record.value, record.text) };
}

/** A line of text is a text in JSON too; all else that has a text is JSON. */
const written = (value: unknown, text: string | null): string =>
  text === null || value === text ? JSON.stringify(value) : oneLine(text);

/** Whether a record is a row of its method as it is. */
function isInShape(value: unknown, { shape, method, fields, system }: Mapping): boolean {
  const record = asObject(value);
  if (record === null || system !== undefined) return false;
  if (method === "evaluation") return true;
  if (shape === "preference" && method === "preference") {
    const isNamedSo =
      fields.prompt === "input.messages" &&
      fields.chosen === "preferred_output" &&
      fields.rejected === "non_preferred_output";
    return (
      isNamedSo &&
      fields.system === undefined &&
      Array.isArray(asObject(record.input)?.messages) &&
      areLists(record.preferred_output, record.non_preferred_output)
    );
  }
  const isChat = shape === "messages" || shape === "grader";
  if (!isChat || fields.messages !== "messages" || fields.system !== undefined) return false;
  if (
    !(areMessages(record.messages) || areWrittenSo(record.messages)) ||
    (fields.tools ?? "tools") !== "tools"
  )
    return false;
  if (typeof record.tools === "string") return false;
  if (method === "reinforcement") return record.messages.at(-1)?.role === "user";
  return method !== "preference" && shape === "messages";
}

const areLists = (...values: unknown[]): boolean => values.every(Array.isArray);

function rowOf(value: unknown, mapping: Mapping): JsonObject | UnmappedWhy {
  if (mapping.shape === "text") {
    const text = plainText(value);
    if (text === null) return "no_prompt";
    return mapping.method === "evaluation"
      ? { text }
      : rowOfTalk(value, { messages: [messageOf("user", text)] }, mapping);
  }
  if (asObject(value) === null) return "not_an_object";
  // With a system prompt of its own an evaluation's row is what it was, and that.
  if (mapping.method === "evaluation") return { ...(value as JsonObject), system: mapping.system };
  if (mapping.method === "preference") {
    const pair = mapping.shape === "columns" ? templatePair(value, mapping) : fieldPair(value, mapping);
    return pair === null ? "no_pair" : rowOfPairIn(value, pair, mapping);
  }
  const talk = talks[mapping.shape](value, mapping);
  return typeof talk === "string" ? talk : rowOfTalk(value, talk, mapping);
}

/** What a record has for a role of its shape. */
const field = (record: unknown, { fields }: Mapping, role: ShapeRole): unknown => {
  const path = fields[role];
  return path === undefined ? undefined : fieldOf(record, path);
};

const textField = (record: unknown, mapping: Mapping, role: ShapeRole): string | null =>
  plainText(field(record, mapping, role));

/** How each shape says what was asked and answered. */
const talks: Record<
  Exclude<Mapping["shape"], "text">,
  (record: unknown, mapping: Mapping) => Talk | UnmappedWhy
> = {
  messages: (record, mapping) => listTalk(record, mapping, "messages"),
  sharegpt: (record, mapping) => listTalk(record, mapping, "conversations"),
  prompt_completion: (record, mapping) => {
    const context = textField(record, mapping, "context");
    const prompt = field(record, mapping, "prompt");
    const asked = typeof prompt === "string" ? joined(context, plainText(prompt)) : prompt;
    return answered(turnsOf(asked, "user"), turnsOf(field(record, mapping, "completion"), "assistant"));
  },
  alpaca: (record, mapping) => {
    const asked = joined(textField(record, mapping, "instruction"), textField(record, mapping, "input"));
    const before = pastTurns(field(record, mapping, "history"));
    const turns = turnsOf(asked, "user");
    return answered(turns && [...before, ...turns], turnsOf(field(record, mapping, "output"), "assistant"));
  },
  preference: (record, mapping) => {
    const pair = fieldPair(record, mapping);
    return pair === null ? "no_pair" : { messages: [...pair.asked, ...pair.chosen] };
  },
  grader: (record, mapping) => {
    const prompt = field(record, mapping, "messages") ?? field(record, mapping, "prompt");
    const context = textField(record, mapping, "context");
    const asked = turnsOf(typeof prompt === "string" ? joined(context, prompt) : prompt, "user");
    if (asked === null) return "no_prompt";
    const reference = field(record, mapping, "reference");
    return { messages: asked, ...(reference !== undefined && { reference }) };
  },
  columns: (record, mapping) => {
    const { system, user, assistant } = mapping.template ?? {};
    const [asked, answer] = [filled(record, user), filled(record, assistant)];
    const talk = answered(
      asked === null ? null : [messageOf("user", asked)],
      answer === null ? null : [messageOf("assistant", answer)],
    );
    if (typeof talk === "string") return talk;
    return { ...talk, messages: withSystem(talk.messages, filled(record, system)) };
  },
};

function listTalk(record: unknown, mapping: Mapping, role: ShapeRole): Talk | UnmappedWhy {
  const messages = messagesFrom(field(record, mapping, role));
  if (messages === null) return "no_messages";
  const reference = field(record, mapping, "reference");
  return { messages, ...(reference !== undefined && { reference }) };
}

/** Without an answer it is a prompt, which is enough where the model is to answer. */
const answered = (asked: Message[] | null, answer: Message[] | null): Talk | UnmappedWhy =>
  asked === null ? "no_prompt" : { messages: [...asked, ...(answer ?? [])] };

const joined = (one: string | null, other: string | null): string | null =>
  one !== null && other !== null ? `${one}\n\n${other}` : (one ?? other);

/** Earlier questions and answers, as pairs of texts. */
const pastTurns = (history: unknown): Message[] =>
  asList(listOrObject(history)).flatMap((pair) => {
    const [asked, answer] = asList(pair).map(plainText);
    return asked && answer ? [messageOf("user", asked), messageOf("assistant", answer)] : [];
  });

/** A part of a template, filled with a record's fields; null where there is none or nothing comes of it. */
function filled(record: unknown, template: string | undefined): string | null {
  if (template === undefined) return null;
  const values = new Map(
    variablesOf(template).map((name) => {
      const value = fieldOf(record, name);
      return [
        name,
        value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value),
      ] as const;
    }),
  );
  const text = fillTemplate(template, values);
  return text.trim() === "" ? null : text;
}

const fieldPair = (record: unknown, mapping: Mapping): Pair | null =>
  pairOf(askedBefore(record, mapping), field(record, mapping, "chosen"), field(record, mapping, "rejected"));

/** What a pair answers: a prompt below its context, or an instruction above its input, as Alpaca has them. */
function askedBefore(record: unknown, mapping: Mapping): unknown {
  const prompt = field(record, mapping, "prompt");
  if (typeof prompt === "string") return joined(textField(record, mapping, "context"), prompt);
  const instructed = joined(textField(record, mapping, "instruction"), textField(record, mapping, "input"));
  return prompt ?? instructed ?? undefined;
}

function templatePair(record: unknown, { template = {} }: Mapping): Pair | null {
  const [asked, chosen, rejected] = [template.user, template.chosen, template.rejected].map((part) =>
    filled(record, part),
  );
  if (!asked || !chosen || !rejected) return null;
  return {
    asked: withSystem([messageOf("user", asked)], filled(record, template.system)),
    chosen: [messageOf("assistant", chosen)],
    rejected: [messageOf("assistant", rejected)],
  };
}

const systemOf = (record: unknown, mapping: Mapping): string | null =>
  textField(record, mapping, "system") ?? mapping.system ?? null;

const toolsOf = (record: unknown, mapping: Mapping): JsonObject => {
  const tools = toolsFrom(field(record, mapping, "tools"));
  return tools === null ? {} : { tools };
};

/** What is carried along, under the names it has. */
function keptOf(record: unknown, { keep }: Mapping): JsonObject {
  const entries = keep.flatMap((path) => {
    const value = fieldOf(record, path);
    return value === undefined ? [] : [[path, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The service takes nothing beside what was asked and the two answers; how tools are called belongs to the first. */
const rowOfPairIn = (record: unknown, pair: Pair, mapping: Mapping): JsonObject => {
  const parallel = fieldOf(record, "parallel_tool_calls") ?? fieldOf(record, "input.parallel_tool_calls");
  return rowOfPair(
    { ...pair, asked: withSystem(pair.asked, systemOf(record, mapping)) },
    { ...toolsOf(record, mapping), ...(parallel !== undefined && { parallel_tool_calls: parallel }) },
  );
};

function rowOfTalk(record: unknown, talk: Talk, mapping: Mapping): JsonObject | UnmappedWhy {
  const messages = withSystem(talk.messages, systemOf(record, mapping));
  const row = methodRow({ ...talk, messages }, mapping.method);
  if (typeof row === "string") return row;
  const own = { ...row, ...toolsOf(record, mapping) };
  // First in their order, and last in what they are.
  return { ...own, ...keptOf(record, mapping), ...own };
}

/** A talk as a row of the method: its last answer is what is trained, or what a grader compares with. */
function methodRow({ messages, reference }: Talk, method: DatasetMethod): JsonObject | UnmappedWhy {
  const last = messages.at(-1);
  if (method !== "reinforcement") {
    if (last?.role === "assistant" || reference === undefined) return { messages };
    const text = plainText(reference) ?? JSON.stringify(reference);
    return { messages: [...messages, messageOf("assistant", text)] };
  }
  const isAnswered = last?.role === "assistant";
  const asked = isAnswered ? messages.slice(0, -1) : messages;
  if (asked.at(-1)?.role !== "user") return "not_asked_last";
  const answer = reference ?? (isAnswered ? last.content : undefined);
  return { messages: asked, ...(answer !== undefined && answer !== null && { reference_answer: answer }) };
}
