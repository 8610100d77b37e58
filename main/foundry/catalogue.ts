import { z } from "zod";
import { resourceBase } from "./endpoint.ts";
import { readJson, send, type Target } from "./http.ts";

/** A row of the models that a resource could deploy, and of those tuned from them (Azure OpenAI authoring reference, 2024-10-21). */
const row = z.object({
  id: z.string(),
  /** Seconds since the epoch. */
  deprecation: z.object({ inference: z.number().positive().optional() }),
});

const reply = z.object({ data: z.array(z.unknown()) });

/**
 * When each model of a resource's catalogue stops answering, in milliseconds since the epoch, by the catalogue's id in
 * small letters. Throws the diagnosis where it cannot be read.
 */
export async function readRetirements(target: Target, signal?: AbortSignal): Promise<Map<string, number>> {
  const url = new URL(`${resourceBase(target.endpoint)}/openai/models?api-version=2024-10-21`);
  const { data } = reply
    .catch({ data: [] })
    .parse(await send(target, { url, keyHeader: "api-key", signal }, readJson));
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
