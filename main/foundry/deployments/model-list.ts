import { z } from "zod";
import { asObject } from "../json.ts";

/** One model of a server's list. */
export interface ListedModel {
  /** The name it takes in requests. */
  name: string;
  /** Who says to own it; null where nothing is said. */
  owner: string | null;
  /** Whether it answers chat, by what the server says; null where it says nothing of that. */
  isChat: boolean | null;
}

/** A longer name could not be asked. */
const name = z.string().min(1).max(256);
const text = z.string().optional().catch(undefined);

/**
 * A row: a name, or an object that has it as `id` (OpenAI's API), `key` (LM Studio's own), `name` or `model` (Ollama's
 * own). Servers differ in what else a row has; what it does is read by `wordsOf`.
 */
const row = z.union([
  name.transform((id) => ({ id, owned_by: undefined })),
  z.looseObject({ id: name, owned_by: text }),
  z.looseObject({ key: name, owned_by: text }).transform((one) => ({ ...one, id: one.key })),
  z.looseObject({ name, owned_by: text }).transform((one) => ({ ...one, id: one.name })),
  z.looseObject({ model: name, owned_by: text }).transform((one) => ({ ...one, id: one.model })),
]);

/** The lists there are: OpenAI's `data`, Ollama's and LM Studio's `models`, and nothing around the rows (Together AI). Ollama's is null where it has no model. */
const list = z.union([
  z.array(z.unknown()),
  z.object({ data: z.array(z.unknown()).nullable() }).transform(({ data }) => data ?? []),
  z.object({ models: z.array(z.unknown()).nullable() }).transform(({ models }) => models ?? []),
]);

/** The models in a server's reply; null for what is no list of them. */
export function modelsIn(reply: unknown): ListedModel[] | null {
  const { data: rows } = list.safeParse(reply);
  const models = rows?.flatMap((one) => {
    const read = row.safeParse(one);
    return read.success
      ? [{ name: read.data.id, owner: read.data.owned_by ?? null, isChat: answersChat(wordsOf(one)) }]
      : [];
  });
  return models === undefined || (models.length === 0 && rows?.length !== 0) ? null : models;
}

/** Fields in which a row says what a model is for: each server has its own (see the tests for whose is whose). */
const purposes = [
  "type",
  "model_type",
  "mode",
  "task",
  "tasks",
  "pipeline_tag",
  "capabilities",
  "modalities",
  "endpoints",
  "supported_endpoint_types",
  "supportedGenerationMethods",
];

/** What a row says a model is for. */
function wordsOf(row: unknown): string[] {
  const fields = asObject(row) ?? {};
  return [
    ...purposes.map((name) => fields[name]),
    asObject(fields.architecture)?.output_modalities,
    asObject(fields.details)?.family,
  ].flatMap(wordsIn);
}

/** The words of a field: a text, a list of them, or flags, of which one that denies chat counts as well. */
function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.filter((word) => typeof word === "string");
  return Object.entries(asObject(value) ?? {}).flatMap(([word, held]) =>
    held === true ? [word] : held === false && /chat/i.test(word) ? [`no ${word}`] : [],
  );
}

const chatWords = /chat|completion|generat|^(llm|vlm|text|language|tools|vision)$/i;
const otherWords =
  /^no |embed|rerank|similarity|feature-extraction|bert|speech|audio|transcri|image|video|moderation|classif/i;

/** Whether words say that a model answers chat; null where they say neither that nor anything else. */
function answersChat(words: readonly string[]): boolean | null {
  const isOther = (word: string) => otherWords.test(word) || /(image|video|speech)-?generation/i.test(word);
  if (words.some((word) => chatWords.test(word) && !isOther(word))) return true;
  return words.some(isOther) ? false : null;
}
