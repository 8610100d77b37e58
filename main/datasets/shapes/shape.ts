import type { DatasetMethod } from "../../../preload/contract/dataset-rules.ts";
import type { Mapping, Shape, ShapeRole } from "../../../preload/contract/dataset-shapes.ts";
import { wholeRecord } from "../../../preload/whole-record.ts";
import { asList, asObject, type JsonObject } from "../../foundry/json.ts";
import type { SourceRecord } from "../reading/record.ts";
import { fieldOf, listOrObject, plainText } from "./field.ts";
import { mapRecord } from "./map.ts";
import { dialectOf, messagesFrom, withMessagesNamed } from "./messages.ts";
import { namesFor } from "./names.ts";

/** A shape that records may be in. */
export interface ShapeGuess {
  shape: Shape;
  /** What tells: the fields that were found, and how many of the records that were looked at can be mapped with them. */
  why: { fields: string[]; mapped: number; of: number };
  mapping: Mapping;
}

/** Records that are looked at. */
const sampleSize = 200;

/** Fields of a record that names are looked for in. */
const nameLimit = 500;

/** A field that a row of the service has besides its messages. */
const carried = ["parallel_tool_calls"];

/**
 * The shapes that records may be in, judged by the first 200, best first: those that most of them can be mapped with
 * come before those that fit few. There is always one, unless there are no records.
 */
export function recognizeShape(records: readonly SourceRecord[]): ShapeGuess[] {
  const sample = records.slice(0, sampleSize).filter(({ value }) => value !== undefined);
  if (sample.length === 0) return [];
  const named = sample.map(withMessagesNamed);
  // A single list among objects is a fault of that row.
  const areLists = named.filter((record, at) => record !== sample[at]).length * 2 > sample.length;
  const values = (areLists ? named : sample).map(({ value }) => asObject(value));
  const objects = values.filter((value) => value !== null);
  const found = objects.length * 2 >= sample.length ? objectMappings(objects) : [textMapping];
  const mappings = areLists ? found.map(ofLists) : found;
  const guesses = mappings.map((mapping): ShapeGuess => {
    const mapped = sample.filter((record) => mapRecord(record, mapping).unmapped === undefined).length;
    const fields = [...new Set(Object.values(mapping.fields).filter((name) => name !== undefined))];
    return { shape: mapping.shape, why: { fields, mapped, of: sample.length }, mapping };
  });
  const fits = ({ why }: ShapeGuess) => why.mapped * 2 > why.of;
  return [...guesses.filter(fits), ...guesses.filter((guess) => !fits(guess))];
}

/** The mapping of records that are nothing but their messages. */
const ofLists = (mapping: Mapping): Mapping =>
  mapping.fields.messages === "messages"
    ? { ...mapping, fields: { ...mapping.fields, messages: wholeRecord } }
    : mapping;

const textMapping: Mapping = { shape: "text", method: "supervised", fields: {}, keep: [] };

/** The mappings that the fields of records allow, most telling first. */
function objectMappings(objects: readonly JsonObject[]): Mapping[] {
  const names = namesOf(objects);
  const find = (role: ShapeRole, among: readonly string[] = names) => namesFor(role, among)[0];
  const [system, tools] = [find("system"), find("tools")];
  const called = [...new Set([...namesFor("messages", names), ...namesFor("conversations", names)])];
  const make = (
    shape: Shape,
    method: DatasetMethod,
    fields: Partial<Record<ShapeRole, string | undefined>>,
  ): Mapping => ({
    shape,
    method,
    fields: definedOf({ ...fields, system }),
    keep: names.filter((name) => carried.includes(name)),
  });
  const guesses: (Mapping | null)[] = [
    servicePreference(names),
    pairMapping(names, make),
    ...listMappings(objects, called, tools, make),
    alpacaMapping(names, make),
    ...promptMappings(names, make),
    // A prompt may be a list of messages too.
    ...listMappings(
      objects,
      names.filter((name) => !called.includes(name)),
      tools,
      make,
    ),
  ];
  const told = guesses.filter((guess) => guess !== null);
  const columns = columnsMapping(objects, names, told.length > 0);
  return columns === null ? told : [...told, columns];
}

type Make = (
  shape: Shape,
  method: DatasetMethod,
  fields: Partial<Record<ShapeRole, string | undefined>>,
) => Mapping;

/** The names of the fields that at least a third of the records have, in their order. */
function namesOf(objects: readonly JsonObject[]): string[] {
  const counts = new Map<string, number>();
  for (const object of objects)
    for (const name of Object.keys(object).slice(0, nameLimit)) {
      if (name === "" || name.length > 200) continue;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  return [...counts].filter(([, count]) => count * 3 >= objects.length).map(([name]) => name);
}

const definedOf = (fields: Partial<Record<ShapeRole, string | undefined>>): Mapping["fields"] =>
  Object.fromEntries(Object.entries(fields).filter(([, name]) => name !== undefined));

/** The shape of the service itself. */
function servicePreference(names: readonly string[]): Mapping | null {
  if (!["input", "preferred_output", "non_preferred_output"].every((name) => names.includes(name)))
    return null;
  return {
    shape: "preference",
    method: "preference",
    fields: {
      prompt: "input.messages",
      tools: "input.tools",
      chosen: "preferred_output",
      rejected: "non_preferred_output",
    },
    keep: [],
  };
}

function pairMapping(names: readonly string[], make: Make): Mapping | null {
  const [chosen] = namesFor("chosen", names);
  const [rejected] = namesFor("rejected", names);
  if (chosen === undefined || rejected === undefined) return null;
  const rest = names.filter((name) => name !== chosen && name !== rejected);
  const [instruction] = namesFor("instruction", rest);
  const [input] = namesFor("input", rest);
  if (instruction !== undefined && input !== undefined)
    return make("preference", "preference", { instruction, input, chosen, rejected });
  return make("preference", "preference", {
    prompt: namesFor("prompt", rest)[0] ?? namesFor("messages", rest)[0],
    context: namesFor("context", rest)[0],
    chosen,
    rejected,
  });
}

/** Those of these names that have lists of messages. */
function listMappings(
  objects: readonly JsonObject[],
  lists: readonly string[],
  tools: string | undefined,
  make: Make,
): Mapping[] {
  const names = namesOf(objects);
  return lists.flatMap((name) => {
    const dialect = dialectIn(objects, name);
    if (dialect === null) return [];
    if (dialect === "sharegpt") return [make("sharegpt", "supervised", { conversations: name, tools })];
    const chat = (method: DatasetMethod) => make("messages", method, { messages: name, tools });
    const [reference] = namesFor(
      "reference",
      names.filter((other) => other !== name),
    );
    const endsAsked = mostly(objects, (object) => messagesFrom(object[name])?.at(-1)?.role === "user");
    const grader = make("grader", "reinforcement", { messages: name, reference, tools });
    if (endsAsked) return [grader, chat("supervised")];
    const supervised = chat(mostly(objects, (object) => hasImage(object[name])) ? "vision" : "supervised");
    return reference === undefined ? [supervised] : [supervised, grader];
  });
}

const mostly = (objects: readonly JsonObject[], is: (object: JsonObject) => boolean): boolean =>
  objects.filter(is).length * 2 > objects.length;

function dialectIn(objects: readonly JsonObject[], name: string): "messages" | "sharegpt" | null {
  const values = objects.map((object) => fieldOf(object, name)).filter((value) => value !== undefined);
  const dialects = values.map(dialectOf);
  return (
    (["messages", "sharegpt"] as const).find(
      (dialect) => dialects.filter((one) => one === dialect).length * 2 > values.length,
    ) ?? null
  );
}

/** Whether one of the messages has an image. */
const hasImage = (messages: unknown): boolean =>
  asList(listOrObject(messages)).some((message) =>
    asList(asObject(message)?.content).some((part) => asObject(part)?.type === "image_url"),
  );

function alpacaMapping(names: readonly string[], make: Make): Mapping | null {
  const [instruction] = namesFor("instruction", names);
  const [output] = namesFor("output", names);
  if (instruction === undefined || output === undefined) return null;
  const [input] = namesFor("input", names);
  const [history] = namesFor("history", names);
  return make("alpaca", "supervised", { instruction, input, output, history });
}

/** A prompt with its completion, and one with what a grader compares with; a name may be either. */
function promptMappings(names: readonly string[], make: Make): Mapping[] {
  const [prompt] = namesFor("prompt", names);
  if (prompt === undefined) return [];
  const rest = names.filter((name) => name !== prompt);
  const [context] = namesFor("context", rest);
  const [completion] = namesFor("completion", rest);
  const [reference] = namesFor("reference", rest);
  const trained =
    completion === undefined
      ? []
      : [make("prompt_completion", "supervised", { prompt, context, completion })];
  const graded =
    reference === undefined ? [] : [make("grader", "reinforcement", { prompt, context, reference })];
  // What only a grader's rows are called tells more than what either is.
  return reference !== undefined &&
    reference !== completion &&
    namesFor("completion", [reference]).length === 0
    ? [...graded, ...trained]
    : [...trained, ...graded];
}

/** What rows are numbered or known by, which nobody asks or answers. */
const isMark = (name: string): boolean =>
  /(?:^|[ _.-])(?:id|idx|index|uuid|guid|hash|nr|no)$|^column_\d+$/i.test(name) || /[a-z]I[dD]$/.test(name);

/**
 * Any fields that are texts, as question and answer: those that are called so, else the first, and the one behind it.
 * Where something else is known of the records (`isKnown`) only texts will do, and never a better and a worse answer:
 * one is no answer to the other.
 */
function columnsMapping(
  objects: readonly JsonObject[],
  names: readonly string[],
  isKnown: boolean,
): Mapping | null {
  const pair = isKnown ? [...namesFor("chosen", names), ...namesFor("rejected", names)] : [];
  const usable = names.filter((name) => !/[{}]/.test(name) && name === name.trim() && !pair.includes(name));
  const texts = usable.filter((name) => mostly(objects, (object) => plainText(object[name]) !== null));
  const [system] = namesFor("system", texts);
  const said = texts.filter((name) => !isMark(name) && name !== system);
  const among = said.length > 0 || isKnown ? said : texts.length > 0 ? texts : usable;
  const asked = namesFor("prompt", among)[0] ?? among[0];
  if (asked === undefined) return null;
  const behind = among.slice(among.indexOf(asked) + 1);
  const [called] = namesFor(
    "completion",
    among.filter((name) => name !== asked),
  );
  const answer = called ?? behind[0];
  return {
    shape: "columns",
    // What the evaluations of OpenAI and Foundry have around each row.
    method: names.every((name) => name === "item") ? "evaluation" : "supervised",
    fields: {},
    template: {
      ...(system !== undefined && { system: `{{${system}}}` }),
      user: `{{${asked}}}`,
      ...(answer !== undefined && { assistant: `{{${answer}}}` }),
    },
    keep: [],
  };
}
