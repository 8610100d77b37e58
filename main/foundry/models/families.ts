import type { ModelFamily } from "./family.ts";
import { familyRows } from "./family-rows.ts";

/** Takes everything: the service refuses what it does not. */
const unknownFamily: ModelFamily = {
  systemRole: "system",
  maxTokens: "max_tokens",
  refuses: [],
  reasoningEffort: null,
  images: null,
  offersChat: null,
  contextTokens: null,
  outputTokens: null,
};

const families = new Map<string, ModelFamily>(
  familyRows.flatMap(({ models, ...row }) =>
    models.map((model) => [model.toLowerCase(), { ...unknownFamily, ...row }] as const),
  ),
);

/** What may follow a model's name: a version's date, and what fine-tuning appends. */
const version = /(?:-(?:\d{4}-\d{2}-\d{2}|\d{4}))?(?:\.ft-.*)?$/;

/**
 * What the family of a model takes. The name is the model's, not the deployment's, and may carry a version's date or be
 * a fine-tuned model's; null, or a name no row has, gives the family that takes everything.
 */
export function familyOf(model: string | null): ModelFamily {
  const name = model?.trim().toLowerCase() ?? "";
  return families.get(name) ?? families.get(name.replace(version, "")) ?? unknownFamily;
}
