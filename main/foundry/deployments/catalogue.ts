import { z } from "zod";
import type { BaseModel } from "../../../preload/contract/drafts.ts";
import { resourceBase } from "../endpoints/parse.ts";
import { readJson, send, type Target } from "../http/send.ts";

/** A row of the models that a resource could deploy, and of those tuned from them (Azure OpenAI authoring reference, 2024-10-21). */
const row = z.object({
  id: z.string(),
  /** Seconds since the epoch. */
  deprecation: z.object({ inference: z.number().positive().optional() }),
});

const reply = z.object({ data: z.array(z.unknown()) });

/** A base model that can be tuned. One that was tuned itself names the model it is of. */
const tunable = z.object({
  id: z.string().min(1).max(256),
  model: z.string().nullish(),
  status: z.literal("succeeded").optional(),
  capabilities: z.object({ fine_tune: z.literal(true) }),
  lifecycle_status: z.string().optional(),
  /** Seconds since the epoch. */
  deprecation: z.object({ fine_tune: z.number().positive().optional() }).catch({}),
});

async function readCatalogue(target: Target, signal?: AbortSignal): Promise<unknown[]> {
  const url = new URL(`${resourceBase(target.endpoint)}/openai/models?api-version=2024-10-21`);
  return reply.catch({ data: [] }).parse(await send(target, { url, keyHeader: "api-key", signal }, readJson))
    .data;
}

/**
 * The base models that a resource's catalogue says can be tuned still, by name (Azure OpenAI authoring reference,
 * 2024-10-21). Throws the diagnosis where it cannot be read.
 */
export async function readBaseModels(target: Target, signal?: AbortSignal): Promise<BaseModel[]> {
  const now = Date.now();
  const found = (await readCatalogue(target, signal)).flatMap((one): BaseModel[] => {
    const { data } = tunable.safeParse(one);
    if (!data || data.model || data.lifecycle_status === "deprecated") return [];
    const until = data.deprecation.fine_tune;
    const tunableUntil = until === undefined ? null : until * 1000;
    return tunableUntil !== null && tunableUntil < now ? [] : [{ id: data.id, tunableUntil }];
  });
  return found.sort((a, b) => a.id.localeCompare(b.id, undefined, { numeric: true }));
}

/**
 * When each model of a resource's catalogue stops answering, in milliseconds since the epoch, by the catalogue's id in
 * small letters. Throws the diagnosis where it cannot be read.
 */
export async function readRetirements(target: Target, signal?: AbortSignal): Promise<Map<string, number>> {
  const data = await readCatalogue(target, signal);
  return new Map(
    data.flatMap((one): [string, number][] => {
      const read = row.safeParse(one);
      const seconds = read.data?.deprecation.inference;
      return read.success && seconds ? [[read.data.id.toLowerCase(), seconds * 1000]] : [];
    }),
  );
}

/** When a model stops answering, by its name and version; null where the catalogue does not say. Its ids have both, a tuned model's its name alone. */
export function retirementOf(
  retirements: ReadonlyMap<string, number>,
  model: string,
  version: string | null,
): number | null {
  const name = model.toLowerCase();
  const whole = version === null ? name : `${name}-${version.toLowerCase()}`;
  return retirements.get(whole) ?? retirements.get(name) ?? null;
}
