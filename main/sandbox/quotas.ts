import type { SandboxDeployment } from "./deployments.ts";
import { type Tunable, tunables } from "./tunable.ts";

/** How much of a quota of the region is used, in thousands of tokens a minute. */
export interface QuotaState {
  name: string;
  used: number;
  limit: number;
}

/** What tuned models may have of each kind of capacity. */
const limits: Record<string, number> = {
  Standard: 250,
  DataZoneStandard: 300,
  GlobalStandard: 500,
  DeveloperTier: 250,
};

/** The name of the quota of what was tuned from a model, for a kind of capacity. */
export const quotaName = ({ name, format }: Pick<Tunable, "name" | "format">, sku: string): string =>
  `${format}.${sku}.${name.replace(/-\d{4}-\d\d-\d\d$/, "")}-finetune`;

/** The name of the quota that a deployment of a tuned model takes from; null for what is not limited here. */
export const quotaOf = ({ sku, model }: Pick<SandboxDeployment, "sku" | "model">): string | null =>
  model.base === undefined ? null : quotaName({ name: model.base, format: model.publisher }, sku.name);

/** The quotas of tuned models in the region. */
export const quotas = (): { name: string; limit: number }[] =>
  tunables().flatMap((model) =>
    model.deploys.map((sku) => ({ name: quotaName(model, sku), limit: limits[sku] ?? 0 })),
  );
