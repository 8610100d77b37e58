import type { ModelFamily } from "./family.ts";
import { familyRows } from "./family-rows.ts";

/** Takes everything: the service refuses what it does not. */
const unknownFamily: ModelFamily = {
  systemRole: "system",
  maxTokens: "max_tokens",
  refuses: [],
  reasoningEffort: null,
  thinking: null,
  images: null,
  contextTokens: null,
  outputTokens: null,
};

const families = new Map<string, ModelFamily>(
  familyRows.flatMap(({ models, ...row }) =>
    models.map((model) => [model.toLowerCase(), { ...unknownFamily, ...row }] as const),
  ),
);

/** What may follow a model's name: a version's date, and what fine-tuning appends. */
const version = /(?:-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4}))?(?:\.ft-.*)?$/;

/**
 * What the family of a model takes. The name is the model's, not the deployment's, and may carry a version's date or be
 * a fine-tuned model's; null, or a name no row has, gives the family that takes everything. Of several names, of which
 * nobody knows which one is right, nothing is held back that one of them takes.
 */
export function familyOf(model: string | readonly string[] | null): ModelFamily {
  const models = typeof model === "string" ? [model] : (model ?? []);
  const [first = unknownFamily, ...others] = models.map(familyOfOne);
  return others.reduce(either, first);
}

function familyOfOne(model: string): ModelFamily {
  const name = model.trim().toLowerCase();
  return families.get(name) ?? families.get(baseModel(name)) ?? unknownFamily;
}

/** A model's name in lower case without a version's date; of a tuned model, of the one that it was tuned from. */
export const baseModel = (model: string): string => model.trim().toLowerCase().replace(version, "");

/** What is known of a model that belongs to one of two families. */
function either(one: ModelFamily, other: ModelFamily): ModelFamily {
  if (one === other) return one;
  const [efforts, otherEfforts] = [one.reasoningEffort, other.reasoningEffort];
  const [ways, otherWays] = [one.thinking, other.thinking];
  const same = <Name extends keyof ModelFamily>(name: Name): ModelFamily[Name] =>
    one[name] === other[name] ? one[name] : unknownFamily[name];
  return {
    systemRole: same("systemRole"),
    maxTokens: same("maxTokens"),
    refuses: one.refuses.filter((name) => other.refuses.includes(name)),
    reasoningEffort: efforts && otherEfforts && [...new Set([...efforts, ...otherEfforts])],
    thinking: ways && otherWays && [...new Set([...ways, ...otherWays])],
    images: same("images"),
    contextTokens: same("contextTokens"),
    outputTokens: same("outputTokens"),
  };
}
