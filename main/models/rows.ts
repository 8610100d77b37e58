import { z } from "zod";
import { chatParameters } from "../../preload/contract/conversations.ts";
import type { Ancestry, KnownOfModel, RegisteredModel } from "../../preload/contract/models.ts";
import { parseJson } from "../foundry/json.ts";

/** A model as it is kept: what becomes of it now is known only with the lists. */
export type StoredModel = Omit<RegisteredModel, "state" | "diagnosis" | "foundAt">;

export type Row = Record<string, unknown>;

/** What a model's deployment is known for before anybody has asked. */
export const nothingKnown: KnownOfModel = {
  model: null,
  version: null,
  publisher: null,
  sku: null,
  contextTokens: null,
  outputTokens: null,
  capabilities: null,
  retiresAt: null,
  price: null,
  readAt: null,
};

const text = z.string().nullable().catch(null);
const number = z.number().nullable().catch(null);

/** The schema of `KnownOfModel`. What is not understood counts as not known. */
export const knownOfModel = z
  .object({
    model: text,
    version: text,
    publisher: text,
    sku: text,
    contextTokens: number,
    outputTokens: number,
    capabilities: z.array(z.string()).nullable().catch(null),
    retiresAt: number,
    price: z
      .object({
        currency: z.string(),
        region: z.string(),
        input: z.number(),
        cachedInput: z.number().nullable(),
        output: z.number(),
      })
      .nullable()
      .catch(null),
    readAt: number,
  })
  .catch(nothingKnown);

/** The schema of `Ancestry`. What is not understood counts as not known. */
export const ancestry: z.ZodType<Ancestry | null> = z
  .object({
    model: z.string(),
    base: text,
    jobs: z.array(
      z.object({
        jobId: z.string(),
        resource: z.string(),
        name: z.string(),
        step: number,
        data: z.object({ name: z.string(), version: z.number() }).nullable().catch(null),
      }),
    ),
  })
  .nullable()
  .catch(null);

const texts = z.array(z.string()).catch([]);
const parameters = chatParameters.catch({});
const within = (value: unknown) => (typeof value === "string" ? parseJson(value) : undefined);

/** The model in a row. JSON that is not what was written counts as nothing. */
export const modelOf = (row: Row): StoredModel => ({
  id: String(row.id),
  name: String(row.name),
  connectionId: typeof row.connection_id === "string" ? row.connection_id : null,
  connection: { name: String(row.connection_name), endpoint: String(row.endpoint) },
  deployment: String(row.deployment),
  systemPrompt: String(row.system_prompt),
  parameters: parameters.parse(within(row.parameters)),
  notes: String(row.notes),
  tags: texts.parse(within(row.tags)),
  datasets: texts.parse(within(row.datasets)),
  known: knownOfModel.parse(within(row.known)),
  ancestry: ancestry.parse(within(row.ancestry) ?? null),
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

/** The values of a model's row, in the order of `columns`. */
export const valuesOf = (model: StoredModel) => [
  model.id,
  model.name,
  model.connectionId,
  model.connection.name,
  model.connection.endpoint,
  model.deployment,
  model.systemPrompt,
  JSON.stringify(model.parameters),
  model.notes,
  JSON.stringify(model.tags),
  JSON.stringify(model.datasets),
  JSON.stringify(model.known),
  model.ancestry && JSON.stringify(model.ancestry),
  model.createdAt,
  model.updatedAt,
];

export const columns =
  "id, name, connection_id, connection_name, endpoint, deployment, system_prompt, parameters, notes, tags, datasets, known, ancestry, created_at, updated_at";
