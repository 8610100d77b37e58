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

/** What a row says a model is for: each server has a field of its own (see the tests for whose is whose). */
function wordsOf(row: unknown): string[] {
  const { type, mode, task, pipeline_tag, capabilities, architecture, details } = asObject(row) ?? {};
  const able = Array.isArray(capabilities)
    ? capabilities
    : Object.entries(asObject(capabilities) ?? {}).flatMap(([word, held]) => (held === true ? [word] : []));
  const { output_modalities: gives } = asObject(architecture) ?? {};
  const { family } = asObject(details) ?? {};
  const all = [type, mode, task, pipeline_tag, ...able, ...(Array.isArray(gives) ? gives : []), family];
  return all.filter((word) => typeof word === "string");
}

const chatWords = /chat|completion|generat|^(llm|vlm|text|language|tools|vision)$/i;
const otherWords =
  /embed|rerank|similarity|feature-extraction|bert|speech|audio|transcri|image|video|moderation|classif/i;

/** Whether words say that a model answers chat; null where they say neither that nor anything else. */
function answersChat(words: readonly string[]): boolean | null {
  const isOther = (word: string) => otherWords.test(word) || /(image|video|speech)-?generation/i.test(word);
  if (words.some((word) => chatWords.test(word) && !isOther(word))) return true;
  return words.some(isOther) ? false : null;
}
