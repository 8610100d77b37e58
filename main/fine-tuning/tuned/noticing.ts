import type { Deployment, DeploymentList } from "../../../preload/contract/deployments.ts";
import type { TunedState } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedNotices as notices } from "../../../preload/strings/tuned-notices.ts";
import type { Deployments } from "../../deployments/deployments.ts";
import { logFault } from "../../log.ts";
import type { Clock } from "./clock.ts";
import { type DeploymentStore, freshRow, type StoredDeployment } from "./deployments-store.ts";
import type { Made, Notify } from "./facts.ts";
import type { Resources } from "./resources.ts";

interface NoticingParts {
  store: DeploymentStore;
  resources: Pick<Resources, "connectionsTo">;
  deployments: Pick<Deployments, "reading" | "follow">;
  /** The job that made a tuned model or a checkpoint; null where nobody here knows it. */
  madeBy(model: string): Made | null;
  connectionIds(): string[];
  clock: Clock;
  /** Goes on with a deployment from wherever it is. */
  goOn(row: StoredDeployment): void;
  changed(): void;
}

/** What the lists of resources say of tuned models, whoever deployed them. */
export interface Noticing {
  /** Takes every list anew: what they have may be of jobs that were not known before. */
  lookAgain(): void;
}

/** Whether something is being done to a deployment. */
export const isUnderWay = ({ state }: StoredDeployment): boolean =>
  state === "creating" || state === "starting" || state === "deleting";

/** Whether it is followed here: what a trial has made, the trial looks after, and what others make, they do. */
export const isWatched = ({ trialId, kind, state }: StoredDeployment): boolean =>
  trialId === null && (kind !== "noticed" || state === "deleting");

/** Takes what every list says, once each time that it was read. */
export function createNoticing(parts: NoticingParts): Noticing {
  const { store, resources, deployments, connectionIds, clock } = parts;
  /** When each list was read that was taken last. */
  const taken = new Map<string, number>();

  /** Gives whether anything has changed. */
  const notice = (connectionId: string, read: DeploymentList): boolean => {
    const same = resources.connectionsTo(connectionId);
    const known = store.list().filter((row) => same.includes(row.connectionId) && row.state !== "gone");
    const seen = read.deployments.map((one) =>
      noticeOne(parts, connectionId, known.find(({ deployment }) => deployment === one.name) ?? null, one),
    );
    const missing = isWhole(read) ? known.filter((row) => isMissing(row, read)) : [];
    for (const { id } of missing) store.change(id, { state: "gone", goneAt: clock.now() });
    return missing.length > 0 || seen.includes(true);
  };

  const take = () => {
    let hasChanged = false;
    for (const id of new Set(connectionIds())) {
      const { list: read } = deployments.reading(id);
      if (!read || taken.get(id) === read.readAt) continue;
      taken.set(id, read.readAt);
      try {
        hasChanged = notice(id, read) || hasChanged;
      } catch (error) {
        logFault("What a list says of tuned models could not be kept", error);
      }
    }
    if (hasChanged) parts.changed();
  };
  deployments.follow(take);
  return {
    lookAgain: () => {
      taken.clear();
      take();
    },
  };
}

/** Takes what a list says of one deployment; gives whether that is news. */
function noticeOne(
  { store, madeBy, clock, goOn }: NoticingParts,
  connectionId: string,
  row: StoredDeployment | null,
  one: Deployment,
): boolean {
  const { name, model, status, sku, capacity, version } = one;
  const state = stateListed(status);
  if (row === null) {
    const made = model === null ? null : madeBy(model);
    if (made === null || model === null || /^deleting$/i.test(status)) return false;
    store.add(
      freshRow({
        ...{ connectionId, deployment: name, model, jobId: made.job.id, step: made.step },
        ...{ format: "", version: version ?? "", sku, capacity, kind: "noticed" },
        ...{ state: state ?? "ready", isAccepted: true, createdAt: clock.now() },
      }),
    );
    return true;
  }
  if (row.state === "failed" && state === "ready" && row.model === model) {
    // It was made after all, by a request that nobody saw answered.
    const revived = { state: "starting", isAccepted: true, goneAt: null, diagnosis: null } as const;
    const raised = store.change(row.id, { ...revived, begunAt: row.begunAt ?? clock.now() });
    if (raised) goOn(raised);
    return true;
  }
  // What is followed here is known better than by a list.
  if (row.kind !== "noticed" || row.state === "deleting") return false;
  const now = { state: state ?? row.state, sku: sku ?? row.sku, capacity: capacity ?? row.capacity };
  if (row.state === now.state && row.sku === now.sku && row.capacity === now.capacity) return false;
  store.change(row.id, now);
  return true;
}

/** Whether a deployment is gone by a list that has all there are; one that is being made may not be in it yet. */
const isMissing = (row: StoredDeployment, read: DeploymentList): boolean =>
  row.createdAt < read.readAt &&
  !(isUnderWay(row) && (isWatched(row) || row.trialId !== null)) &&
  !read.deployments.some(({ name }) => name === row.deployment);

/** What a list's status means; null where it says none. */
function stateListed(status: string): TunedState | null {
  if (/^(succeeded|running)$/i.test(status)) return "ready";
  if (/^(failed|canceled|cancelled|disabled|notrunning)$/i.test(status)) return "failed";
  return /^(accepted|creating)$/i.test(status) ? "creating" : null;
}

/** Whether what a list does not have is gone: Azure itself has answered, or every other list. */
const isWhole = ({ routes }: DeploymentList): boolean =>
  routes.some(({ route, answered, diagnosis }) => route === "management" && answered && diagnosis === null) ||
  (routes.length > 0 && routes.every(({ answered, diagnosis }) => answered && diagnosis === null));

/** How often a list is looked into for what somebody makes elsewhere, and for how long: milliseconds. */
const watching = { pause: 60_000, longest: 3_600_000 };

/** Reads a list again and again until a deployment of the model is in it that somebody has made elsewhere, and tells of it. */
export async function watchFor(
  parts: { store: DeploymentStore; deployments: Pick<Deployments, "list">; clock: Clock; notify: Notify },
  connectionId: string,
  model: string,
  signal: AbortSignal,
): Promise<void> {
  const { store, deployments, clock, notify } = parts;
  const isThere = () =>
    store.list().find((row) => row.model === model && row.kind === "noticed" && row.state !== "gone");
  if (isThere()) return;
  const until = clock.now() + watching.longest;
  while (clock.now() < until) {
    await deployments.list(connectionId, true).catch(() => undefined);
    signal.throwIfAborted();
    const row = isThere();
    if (row) {
      notify({
        title: fill(notices.noticed, { deployment: row.deployment }),
        text: fill(notices.noticedText, { model }),
        shown: "deployments",
      });
      return;
    }
    await clock.wait(watching.pause, signal);
  }
}
