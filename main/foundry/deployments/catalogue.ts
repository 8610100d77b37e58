import { z } from "zod";
import { resourceBase } from "../endpoints/parse.ts";
import { readJson, send, type Target } from "../http/send.ts";

/** A row of the models that a resource could deploy, and of those tuned from them (Azure OpenAI authoring reference, 2024-10-21). */
const row = z.object({
  id: z.string(),
  /** Seconds since the epoch. */
  deprecation: z.object({ inference: z.number().positive().optional() }),
});

const reply = z.object({ data: z.array(z.unknown()) });

/** The same with what it says of tuning; what it leaves out or writes oddly is as if it said nothing. */
const tunable = z.object({
  id: z.string().min(1).max(256),
  model: z.string().min(1).nullish().catch(null),
  status: z.string().nullish().catch(null),
  capabilities: z.object({ fine_tune: z.boolean().catch(false) }).catch({ fine_tune: false }),
  lifecycle_status: z.string().nullish().catch(null),
  deprecation: z.object({ fine_tune: z.number().positive().nullish().catch(null) }).catch({}),
});

/** A model of a resource's catalogue, as far as tuning goes. */
export interface CatalogueModel {
  id: string;
  /** What it was tuned from; null for a base model. */
  base: string | null;
  canTune: boolean;
  isRetired: boolean;
  /** Milliseconds since the epoch. */
  trainingEnds: number | null;
}

async function readCatalogue(target: Target, signal?: AbortSignal): Promise<unknown[]> {
  const url = new URL(`${resourceBase(target.endpoint)}/openai/models?api-version=2024-10-21`);
  return reply.catch({ data: [] }).parse(await send(target, { url, keyHeader: "api-key", signal }, readJson))
    .data;
}

/**
 * The models of a resource's catalogue, and those that were tuned there (Azure OpenAI authoring reference, 2024-10-21).
 * Throws the diagnosis where it cannot be read.
 */
export async function readCatalogueModels(target: Target, signal?: AbortSignal): Promise<CatalogueModel[]> {
  return (await readCatalogue(target, signal)).flatMap((one): CatalogueModel[] => {
    const { data } = tunable.safeParse(one);
    if (!data || (data.model && data.status && data.status !== "succeeded")) return [];
    const seconds = data.deprecation.fine_tune ?? null;
    return [
      {
        id: data.id,
        base: data.model ?? null,
        canTune: data.capabilities.fine_tune,
        isRetired: data.lifecycle_status?.toLowerCase() === "deprecated",
        trainingEnds: seconds && seconds * 1000,
      },
    ];
  });
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
