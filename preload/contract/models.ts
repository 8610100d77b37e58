import { z } from "zod";
import { modelNameLimit, notesLimit } from "../limits.ts";
import { type ChatParameters, chatParameters } from "./conversations.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { deploymentName, id, keptText, systemPrompt } from "./fields.ts";
import { method } from "./method.ts";

/** A deployment under a name of one's own, with what it is asked with. */
export interface RegisteredModel extends ModelSettings {
  id: string;
  /** Null where none of the connections here is the one it was made with. */
  connectionId: string | null;
  /** The connection it was made with, also where that is not here. */
  connection: { name: string; endpoint: string };
  deployment: string;
  /** What the service knew when it was read last. */
  known: KnownOfModel;
  /** What it was tuned from, and on which data; null for a model that was not registered as a tuned one. */
  ancestry: Ancestry | null;
  state: ModelState;
  /** What is wrong, where something is. */
  diagnosis: Diagnosis | null;
  /** The connection that has the same deployment, where its own no longer has. */
  foundAt: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
  updatedAt: number;
}

/** Where a tuned model comes from, as it was known when it was registered. */
export interface Ancestry {
  /** The tuned model or the checkpoint. */
  model: string;
  /** The model that was tuned first; null where that is not known. */
  base: string | null;
  /** The newest first: the job that made it, then those that made what it was tuned from. */
  jobs: AncestryJob[];
}

export interface AncestryJob {
  /** The service's id of it, and where it ran. */
  jobId: string;
  resource: string;
  name: string;
  /** The step of the checkpoint that was taken; null for the end. */
  step: number | null;
  /** What it was trained on; null where that is not known here. */
  data: { name: string; version: number } | null;
}

/** What a person sets for a model. */
export interface ModelSettings {
  name: string;
  /** What each conversation with it begins with. */
  systemPrompt: string;
  parameters: ChatParameters;
  notes: string;
  tags: string[];
  /** Ids of uploaded files. */
  datasets: string[];
}

/**
 * `ready`: its deployment is listed and can chat. `gone`: it is no longer listed. `failed`: it is listed, but does not
 * answer. `moved`: another connection has it, or another model stands behind it. `unreachable`: its connection is not
 * here, has no key, or did not answer. `unread`: nobody has asked yet, or nothing lists it.
 */
export type ModelState = "ready" | "gone" | "failed" | "moved" | "unreachable" | "unread";

/** Each null where it is not known. */
export interface KnownOfModel {
  model: string | null;
  version: string | null;
  publisher: string | null;
  /** Deployment type, e.g. GlobalStandard. */
  sku: string | null;
  /** The largest prompt and answer together, in tokens. */
  contextTokens: number | null;
  /** The largest answer, in tokens. */
  outputTokens: number | null;
  capabilities: string[] | null;
  /** When the model stops answering: milliseconds since the epoch. */
  retiresAt: number | null;
  price: ModelPrice | null;
  /** When the list that has it was read: milliseconds since the epoch. */
  readAt: number | null;
}

/** What a million tokens cost by Azure's public price list. */
export interface ModelPrice {
  currency: string;
  region: string;
  input: number;
  /** Null where what was cached has no price of its own. */
  cachedInput: number | null;
  output: number;
}

const place = { connectionId: id, deployment: deploymentName };
const name = keptText.trim().min(1).max(modelNameLimit);
const notes = keptText.max(notesLimit);
const tags = z.array(keptText.trim().min(1).max(40)).max(20);
/** The schemas of what a model's file has of `ModelSettings`. */
export const modelSettings = { name, systemPrompt, parameters: chatParameters, notes, tags };
const settings = {
  systemPrompt: systemPrompt.optional(),
  parameters: chatParameters.optional(),
  notes: notes.optional(),
  tags: tags.optional(),
  datasets: z.array(id).max(100).optional(),
};

export const models = {
  /** All of them, by name. */
  "models.list": method<RegisteredModel[]>()(z.void()),
  "models.create": method<RegisteredModel>()(z.strictObject({ name, ...place, ...settings })),
  /** Changes what is given. With a connection and a deployment it is pointed there; its conversations stay. */
  "models.change": method<RegisteredModel>()(
    z
      .strictObject({
        id,
        name: name.optional(),
        connectionId: place.connectionId.optional(),
        deployment: place.deployment.optional(),
        ...settings,
      })
      .refine((one) => (one.connectionId === undefined) === (one.deployment === undefined)),
  ),
  /** Takes a model away; until the app ends it can be restored. Its conversations stay. */
  "models.remove": method<void>()(z.strictObject({ id })),
  "models.restore": method<RegisteredModel>()(z.strictObject({ id })),
  /** Makes another one that is set the same. */
  "models.duplicate": method<RegisteredModel>()(z.strictObject({ id })),
  /** Asks the service again what stands behind a model, when it retires and what it costs. */
  "models.refresh": method<RegisteredModel>()(z.strictObject({ id })),
  /** Written to a file the person picks, without secrets. Null when they pick none. */
  "models.export": method<string | null>()(z.strictObject({ id })),
  /** From a file the person picks that was exported. Null when they pick none. */
  "models.import": method<RegisteredModel | null>()(z.void()),
};

export type ModelEvents = {
  "models.changed": RegisteredModel[];
};
