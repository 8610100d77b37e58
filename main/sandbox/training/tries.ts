import { isObject, type Json } from "../json.ts";
import type { Prompt } from "./examples.ts";
import { isSpace } from "./pieces.ts";

/** An answer that reinforcement tries: a text, or what stands after a word of the prompt. */
type Try = { text: string } | { after: string };

/** What reinforcement answers with, and how it writes it. */
export interface Tries {
  all: readonly Try[];
  /** Answers have to be JSON with the text at these places; empty where they are the text itself. */
  places: readonly string[];
  /** Of an answer that is JSON: the schema that it has to fit. */
  schema: Json;
}

/** Texts and words that are tried at all. */
const [mostTexts, mostWords] = [48, 16];

/** What may be answered to rows: the texts that stand beside them, and places of the prompt where such texts are found. */
export function triesFor(
  rows: readonly { prompt: Prompt; values: readonly string[] }[],
  grader: Json,
  format: Json | null,
): Tries {
  const texts = new Map<string, number>();
  const words = new Map<string, number>();
  const count = (of: Map<string, number>, one: string) => of.set(one, (of.get(one) ?? 0) + 1);
  for (const { prompt, values } of rows) {
    for (const value of values) count(texts, value);
    for (const word of new Set(wordsBefore(prompt, values))) count(words, word);
  }
  const most = (of: Map<string, number>, least: number, limit: number) =>
    [...of]
      .filter(([, times]) => times >= least)
      .sort(([, one], [, other]) => other - one)
      .slice(0, limit)
      .map(([one]) => one);
  const all = [
    ...most(words, Math.max(2, rows.length / 20), mostWords).map((after) => ({ after })),
    ...most(texts, 1, mostTexts).map((text) => ({ text })),
  ];
  const schema = schemaIn(format);
  const graded = [...JSON.stringify(grader).matchAll(/sample\.output_json\.([\w.]+)/g)].map(
    ([, path]) => path ?? "",
  );
  const places = graded.length > 0 ? graded : textsOf(schema).slice(0, 1);
  return { all, places: [...new Set(places)], schema };
}

/** The words right before where one of the texts stands in a prompt. */
function wordsBefore({ pieces }: Prompt, texts: readonly string[]): string[] {
  const found: string[] = [];
  let before = "";
  for (const piece of pieces) {
    if (isSpace(piece)) continue;
    if (before !== "" && texts.includes(piece)) found.push(before);
    before = piece.toLowerCase();
  }
  return found;
}

/** What is answered to a prompt, by each try; null where the prompt has no place for one. */
export function textsFor({ pieces }: Prompt, { all, places, schema }: Tries): (string | null)[] {
  const said = pieces.filter((piece) => !isSpace(piece));
  const words = said.map((piece) => piece.toLowerCase());
  const after = (word: string) => {
    const at = words.indexOf(word);
    return at < 0 ? null : (said[at + 1] ?? null);
  };
  return all.map((one) => {
    const text = "text" in one ? one.text : after(one.after);
    if (text === null || places.length === 0) return text;
    const answer = blankOf(schema);
    for (const place of places) put(answer, place.split("."), text, schema);
    return JSON.stringify(answer);
  });
}

/** The schema of a `response_format`; empty where there is none. */
function schemaIn(format: Json | null): Json {
  const told =
    format?.type === "json_schema" && isObject(format.json_schema) ? format.json_schema.schema : {};
  return isObject(told) ? told : {};
}

const partsOf = ({ properties }: Json): [string, Json][] =>
  Object.entries(isObject(properties) ? properties : {}).map(([name, one]) => [
    name,
    isObject(one) ? one : {},
  ]);

/** Names of the parts that are texts. */
const textsOf = (schema: Json): string[] =>
  partsOf(schema).flatMap(([name, { type }]) => (type === "string" ? [name] : []));

/** An object that fits a schema and says nothing. */
const blankOf = (schema: Json): Json =>
  Object.fromEntries(partsOf(schema).map(([name, part]) => [name, blankValue(part)]));

function blankValue(part: Json): unknown {
  if (Array.isArray(part.enum)) return part.enum[0];
  if (part.type === "object") return blankOf(part);
  if (part.type === "array") return [];
  if (part.type === "boolean") return false;
  return part.type === "number" || part.type === "integer" ? 0 : "";
}

/** Puts a text where a path leads, as the number or the truth that the schema wants there. */
function put(object: Json, [name = "", ...rest]: string[], text: string, schema: Json): void {
  const part = partsOf(schema).find(([own]) => own === name)?.[1] ?? {};
  if (rest.length === 0) {
    const isNumber = part.type === "number" || part.type === "integer";
    object[name] =
      isNumber && Number.isFinite(Number(text))
        ? Number(text)
        : part.type === "boolean"
          ? text === "true"
          : text;
    return;
  }
  const within = isObject(object[name]) ? object[name] : {};
  object[name] = within;
  put(within, rest, text, part);
}
