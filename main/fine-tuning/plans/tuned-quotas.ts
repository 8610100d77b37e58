import type { TunedQuota } from "../../../preload/contract/tuning-plans.ts";
import type { Usage } from "../../foundry/deployments/managed.ts";
import { baseOf } from "./tunable-list.ts";

/**
 * The quotas of a region that deployments of tuned models take from, in what Azure says of all. They are named like
 * `OpenAI.Standard.gpt-4o-finetune` (Azure Developer CLI, ai models).
 */
export const tunedQuotas = (usages: readonly Usage[]): TunedQuota[] =>
  usages.flatMap(({ name, used, limit }) => {
    const [, sku, model] = /^[^.]+\.([^.]+)\.(.+)-finetune$/i.exec(name) ?? [];
    return sku === undefined || model === undefined ? [] : [{ sku, model, used, limit }];
  });

/** Those for what comes of a model, tuned or not. */
export function quotasFor(quotas: readonly TunedQuota[], model: string): TunedQuota[] {
  const base = baseOf(model).toLowerCase();
  return quotas.filter((quota) => {
    const name = quota.model.toLowerCase();
    return base === name || (base.startsWith(`${name}-`) && /^\d[\d.-]*$/.test(base.slice(name.length + 1)));
  });
}
