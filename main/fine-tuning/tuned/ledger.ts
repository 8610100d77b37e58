import type { TunedDeployment, TunedWarning } from "../../../preload/contract/tuned-models.ts";
import type { HostingCost, Price } from "../../../preload/contract/tuning-plans.ts";
import { hostingOf } from "../hosting.ts";
import type { StoredDeployment } from "./deployments-store.ts";
import { isDeveloper } from "./skus.ts";

const hour = 3_600_000;
const day = 24 * hour;

/**
 * How long a deployment of a tuned model lasts: a Developer one a day whatever its use; any other is deleted that was not
 * called on fifteen days in a row (Foundry, test a fine-tuned model; fine-tuning, 2026).
 */
const lasts = { developer: day, idle: 15 * day };

/** How long before its end something is told. */
const ahead = { developer: 2 * hour, idle: 3 * day, retires: [30 * day, 90 * day] as const };

/** What is known of a deployment besides its row. */
export interface LedgerFacts {
  /** Of an hour of hosting. */
  price: Price | null;
  hasDeveloper: boolean;
  /** When deployments of the model end. */
  retiresAt: number | null;
  registeredAs: string | null;
  isConnected: boolean;
}

const free: HostingCost = { price: null, perDay: 0, perMonth: 0, hasDeveloper: true };

/** A deployment with what it costs, how long it lasts and what it is warned of. */
export function accountOf(row: StoredDeployment, facts: LedgerFacts, now: number): TunedDeployment {
  const { id, deployment, model, jobId, step, sku, capacity, kind, state, diagnosis, calledAt, createdAt } =
    row;
  const end = endOf(row, facts.retiresAt);
  return {
    id,
    connectionId: facts.isConnected ? row.connectionId : null,
    deployment,
    model,
    jobId,
    step,
    sku,
    capacity,
    kind,
    state,
    diagnosis,
    hosting: isDeveloper(sku) ? free : hostingOf(facts.price, facts.hasDeveloper),
    spent: spentOn(row, facts.price, now),
    ...end,
    calledAt,
    retiresAt: facts.retiresAt,
    warnings: warningsOf(row, facts.retiresAt, now),
    registeredAs: facts.registeredAs,
    createdAt,
  };
}

/** Whether there is, or may be, something in Azure. */
const isThere = ({ state }: StoredDeployment): boolean => state !== "gone" && state !== "failed";

type End = Pick<TunedDeployment, "endsAt" | "endsBy">;

function endOf(row: StoredDeployment, retiresAt: number | null): End {
  if (!isThere(row)) return { endsAt: null, endsBy: null };
  const own = endByUse(row);
  if (retiresAt !== null && (own.endsAt === null || retiresAt < own.endsAt))
    return { endsAt: retiresAt, endsBy: "retirement" };
  return own;
}

function endByUse({ sku, begunAt, createdAt, calledAt }: StoredDeployment): End & { endsAt: number } {
  const begun = begunAt ?? createdAt;
  if (isDeveloper(sku)) return { endsAt: begun + lasts.developer, endsBy: "developer" };
  return { endsAt: Math.max(begun, calledAt ?? 0) + lasts.idle, endsBy: "idle" };
}

function spentOn(
  { sku, state, isAccepted, begunAt, calledAt, goneAt, kind }: StoredDeployment,
  price: Price | null,
  now: number,
) {
  const isNever = kind !== "noticed" && !isAccepted && (state === "failed" || state === "gone");
  // One that failed before it ever answered was never there to be paid for.
  const isStillborn = state === "failed" && calledAt === null;
  if (isDeveloper(sku) || isNever || isStillborn) return 0;
  if (price === null || begunAt === null || state === "failed") return null;
  return (Math.max(0, (goneAt ?? now) - begunAt) / hour) * price.amount;
}

/** What a deployment is warned of now. */
export function warningsOf(row: StoredDeployment, retiresAt: number | null, now: number): TunedWarning[] {
  if (!isThere(row)) return [];
  const { endsAt, endsBy } = endByUse(row);
  const warnings: TunedWarning[] = [];
  if (endsBy === "developer" && endsAt - now <= ahead.developer) warnings.push("developer_ends");
  if (endsBy === "idle" && endsAt - now <= ahead.idle) warnings.push("idle_ends");
  const left = retiresAt === null ? Number.POSITIVE_INFINITY : retiresAt - now;
  if (left <= ahead.retires[0]) warnings.push("retires_30");
  else if (left <= ahead.retires[1]) warnings.push("retires_90");
  if (row.diagnosis?.code === "deployment_not_ready") warnings.push("stays_unready");
  return warnings;
}

/** When something of a deployment changes by time alone the next time: a warning begins, or it ends. Null for never. */
export function nextTurn(row: StoredDeployment, retiresAt: number | null, now: number): number | null {
  if (!isThere(row)) return null;
  const { endsAt, endsBy } = endByUse(row);
  const turns = [endsAt, endsAt - (endsBy === "developer" ? ahead.developer : ahead.idle)];
  if (retiresAt !== null) turns.push(retiresAt, ...ahead.retires.map((before) => retiresAt - before));
  const coming = turns.filter((turn) => turn > now);
  return coming.length === 0 ? null : Math.min(...coming);
}
