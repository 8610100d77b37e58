import { asNumber, asObject, asText, type JsonObject, parseJson } from "../json.ts";

/** How deep numbers may lie, and how many columns there may be. */
const limits = { deep: 6, columns: 200 };

/**
 * The numbers in data of any nesting, by the name that stands before each; by its whole path where two have the same
 * name. Lists are left out: a column has one value for a step. Data may be JSON in a text. Without any, it is empty.
 */
export function numbersIn(data: unknown): Record<string, number> {
  const found = new Map<string, number>();
  const gather = (object: JsonObject, path: string, depth: number) => {
    for (const [name, value] of Object.entries(object)) {
      const whole = path === "" ? name : `${path}.${name}`;
      const inside = asObject(value);
      const number = asNumber(value);
      if (inside && depth < limits.deep) gather(inside, whole, depth + 1);
      else if (number !== null && found.size < limits.columns)
        found.set(found.has(name) ? whole : name, number);
    }
  };
  gather(asObject(data) ?? asObject(parseJson(asText(data))) ?? {}, "", 0);
  return Object.fromEntries(found);
}

/** What messages call the columns that replies name otherwise. */
const spoken = new Map([
  ["training_loss", "train_loss"],
  ["validation_loss", "valid_loss"],
  ["full_validation_loss", "full_valid_loss"],
]);

/**
 * The numbers of a message such as `Step 10/90: training loss=0.5, validation loss=0.7`, for services that send events of
 * metrics without data. Null where it tells of no step.
 */
export function numbersOfMessage(message: string): Record<string, number> | null {
  const [head, step, of] =
    /^\s*step[ :#]*(\d{1,15})(?:\s*(?:\/|of)\s*(\d{1,15}))?\s*[:,-]/i.exec(message) ?? [];
  if (head === undefined) return null;
  const columns = message
    .slice(head.length)
    .split(/[,;]\s+/)
    .flatMap((part): [string, number][] => {
      const [, said = "", number] =
        /^([A-Za-z][\w ]{0,60}?)\s*[=:]\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*\.?$/i.exec(part.trim()) ?? [];
      const name = said.trim().toLowerCase().replace(/\s+/g, "_");
      const value = asNumber(number?.replace(/\.$/, ""));
      return value === null || name === "" ? [] : [[spoken.get(name) ?? name, value]];
    });
  if (columns.length === 0) return null;
  return {
    ...Object.fromEntries(columns),
    step: Number(step),
    ...(of !== undefined && { total_steps: Number(of) }),
  };
}
