import { randomUUID } from "node:crypto";
import type { DeploymentList } from "../../../preload/contract/deployments.ts";
import type { Input } from "../../../preload/contract/index.ts";
import type { TunedDeployment, TunedState, TunedWarning } from "../../../preload/contract/tuned-models.ts";
import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import type { DeployFacts, Price } from "../../../preload/contract/tuning-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels as words } from "../../../preload/strings/tuned-models.ts";
import { tunedNotices as notices } from "../../../preload/strings/tuned-notices.ts";
import type { Deployments } from "../../deployments/deployments.ts";
import { problem } from "../../foundry/error.ts";
import { keep } from "../../keep.ts";
import { logFault } from "../../log.ts";
import type { Models } from "../../models/models.ts";
import type { Clock } from "./clock.ts";
import type { DeploymentStore, StoredDeployment } from "./deployments-store.ts";
import { accountOf, nextTurn, warningsOf } from "./ledger.ts";
import type { Raising, RaisingParts } from "./raising.ts";
import type { Resources } from "./resources.ts";
import { isDeveloper } from "./skus.ts";
import type { Tasks } from "./tasks.ts";

/** Tells the person outside the window. `shown` is what a click leads to, as the section's address names it. */
export type Notify = (told: { title: string; text: string; shown: string }) => void;

/** What is known of a model, whether tuned or not, by its name. */
export interface ModelFacts {
  deploy: DeployFacts;
  /** Of an hour of hosting; null where nobody has set one. */
  hosting: Price | null;
  /** When deployments of it end: milliseconds since the epoch. */
  deploymentsEnd: number | null;
}

/** A job, and the step of the checkpoint where a model is one. */
export interface Made {
  job: TuningJob;
  step: number | null;
}

export interface DeploymentParts {
  store: DeploymentStore;
  raising: Raising;
  tasks: Tasks;
  resources: Pick<Resources, "connectionsTo" | "managed" | "hasManagement">;
  deployments: Pick<Deployments, "list" | "reading" | "follow" | "followAnswers">;
  models: Pick<Models, "list">;
  factsOf(model: string): ModelFacts;
  /** The job that made a tuned model or a checkpoint; null where nobody here knows it. */
  madeBy(model: string): Made | null;
  /**
   * What is needed to deploy a tuned model of a job from here. Throws `not_found`, and `deploy_in_portal` where that
   * cannot be done.
   */
  deployable(jobId: string, model: string): Made & { connectionId: string; format: string };
  probe: RaisingParts["probe"];
  connectionIds(): string[];
  /** The connections whose jobs have made models. */
  trainedAt(): string[];
  clock: Clock;
  /** Tells the person outside the window. */
  notify: Notify;
  changed(list: TunedDeployment[]): void;
}

/** The ledger of deployments of tuned models. */
export interface TunedDeployments {
  list(): TunedDeployment[];
  /** Throws `not_found`. */
  get(id: string): TunedDeployment;
  /** Reads the lists of every resource that has one. */
  refresh(): Promise<void>;
  /** Throws `not_found`, `deploy_in_portal`. */
  deploy(input: Input<"tunedModels.deploy">): TunedDeployment;
  /** Throws `not_found`. */
  probe(id: string): Promise<TunedDeployment>;
  /** Throws `not_found`, `deploy_in_portal`. */
  remove(id: string): TunedDeployment;
  /**
   * Looks into the lists of a resource for a while, until a deployment of the model is in them that somebody makes
   * elsewhere, and tells of it.
   */
  watch(connectionId: string, model: string): void;
  /** Jobs are known that were not before: what the lists have may be of theirs. */
  lookAgain(): void;
  /** What was under way when the app ended goes on. */
  recover(): void;
  /** What waited for a person, or slept, goes on. */
  wake(): void;
  /** Tells those who listen. */
  changed(): void;
  close(): void;
}

/** How often a list is looked into for what somebody makes elsewhere, and for how long: milliseconds. */
const watching = { pause: 60_000, longest: 3_600_000 };

/** Milliseconds between two times that a call is written down. */
const callPause = 60_000;

/** The longest that a timer is set to: what is due later is looked at again. */
const longestTimer = 12 * 3_600_000;

const underWay: readonly TunedState[] = ["creating", "starting", "deleting"];

/** The ledger of tuned deployments, kept in the database and followed by one timer while something is under way. */
export function createTunedDeployments(parts: DeploymentParts): TunedDeployments {
  const { store, raising, tasks, resources, deployments, models, factsOf, madeBy, clock, notify } = parts;
  let alarm: NodeJS.Timeout | undefined;

  const told = (row: StoredDeployment, registered = models.list()): TunedDeployment => {
    const { deploy, hosting, deploymentsEnd } = factsOf(row.model);
    const own = registered.find(
      ({ connectionId, deployment }) => connectionId === row.connectionId && deployment === row.deployment,
    );
    const facts = {
      price: hosting,
      hasDeveloper: deploy.types.some(isDeveloper),
      retiresAt: deploymentsEnd,
      registeredAs: own?.id ?? null,
      isConnected: resources.connectionsTo(row.connectionId).length > 0,
    };
    return accountOf(row, facts, clock.now());
  };
  const list = () => {
    const registered = models.list();
    const isThere = ({ state }: TunedDeployment) => state !== "gone";
    return store
      .list()
      .map((row) => told(row, registered))
      .sort((one, other) => Number(isThere(other)) - Number(isThere(one)));
  };
  const changed = () => {
    parts.changed(list());
    setAlarm();
  };

  const found = (id: string): StoredDeployment => {
    const row = store.get(id);
    if (!row) throw problem("not_found");
    return row;
  };

  const goOn = (row: StoredDeployment) => {
    // What a trial has made, the trial looks after; and what others make, they look after.
    if (row.trialId !== null || (row.kind === "noticed" && row.state !== "deleting")) return;
    if (row.state === "deleting") tasks.begin(row.id, (signal) => raising.remove(row.id, signal));
    else if (row.state === "creating" || row.state === "starting")
      tasks.begin(row.id, async (signal) => {
        await raising.raise(row.id, signal);
        const { state, deployment, model } = found(row.id);
        if (state === "ready")
          notify({
            title: fill(notices.ready, { deployment }),
            text: fill(notices.readyText, { model }),
            shown: "deployments",
          });
        if (state === "failed")
          notify({
            title: fill(notices.failed, { deployment }),
            text: notices.failedText,
            shown: "deployments",
          });
      });
  };

  /** Tells of what the person should know in time, each thing once. */
  const warn = () => {
    for (const row of store.list()) {
      const now = warningsOf(row, factsOf(row.model).deploymentsEnd, clock.now());
      const news = now.filter((warning) => !row.warned.includes(warning));
      if (news.length === 0) continue;
      store.change(row.id, { warned: [...row.warned, ...news] });
      const text = news.map((warning: TunedWarning) => words.warnings[warning]).join(" ");
      notify({ title: fill(notices.warning, { deployment: row.deployment }), text, shown: "deployments" });
    }
  };

  /** One timer for all that changes by time alone; none where nothing is there. */
  function setAlarm(): void {
    clearTimeout(alarm);
    const now = clock.now();
    const turns = store.list().flatMap((row) => nextTurn(row, factsOf(row.model).deploymentsEnd, now) ?? []);
    if (turns.length === 0) return;
    alarm = setTimeout(turn, Math.min(Math.min(...turns) - now + 1000, longestTimer));
    alarm.unref();
  }
  function turn(): void {
    warn();
    const hasEnded = store
      .list()
      .some(
        (row) =>
          !underWay.includes(row.state) && (told(row).endsAt ?? Number.POSITIVE_INFINITY) <= clock.now(),
      );
    if (hasEnded) void refresh();
    changed();
  }

  async function refresh(): Promise<void> {
    const own = store.list().flatMap(({ state, connectionId }) => (state === "gone" ? [] : [connectionId]));
    const connected = parts.connectionIds();
    const ids = new Set([...own, ...parts.trainedAt()].filter((id) => connected.includes(id)));
    await Promise.all(
      [...ids].map((id) =>
        // What could not be read is told where the list is shown.
        deployments.list(id, true).catch(() => undefined),
      ),
    );
  }

  /** Takes what a list says of the deployments of its resource: new ones of tuned models, and those that are gone. */
  const notice = (connectionId: string, read: DeploymentList): boolean => {
    const same = resources.connectionsTo(connectionId);
    let hasChanged = false;
    const known = store.list().filter((row) => same.includes(row.connectionId) && row.state !== "gone");
    for (const one of read.deployments) {
      const row = known.find(({ deployment }) => deployment === one.name);
      const made = one.model === null ? null : madeBy(one.model);
      if (row || made === null || one.model === null) {
        if (row?.state === "failed" && stateListed(one.status) === "ready" && row.model === one.model) {
          // It was made after all, by a request that nobody saw answered.
          const revived = { state: "starting", isAccepted: true, goneAt: null, diagnosis: null } as const;
          const raised = store.change(row.id, { ...revived, begunAt: row.begunAt ?? clock.now() });
          if (raised) goOn(raised);
          hasChanged = true;
        }
        if (row?.kind !== "noticed") continue;
        const state = stateListed(one.status) ?? row.state;
        const [sku, capacity] = [one.sku ?? row.sku, one.capacity ?? row.capacity];
        if (row.state === state && row.sku === sku && row.capacity === capacity) continue;
        store.change(row.id, { state, sku, capacity });
        hasChanged = true;
        continue;
      }
      store.add({
        id: randomUUID(),
        connectionId,
        deployment: one.name,
        model: one.model,
        jobId: made.job.id,
        step: made.step,
        format: "",
        version: one.version ?? "",
        sku: one.sku,
        capacity: one.capacity,
        kind: "noticed",
        trialId: null,
        state: stateListed(one.status) ?? "ready",
        isAccepted: true,
        diagnosis: null,
        begunAt: null,
        calledAt: null,
        goneAt: null,
        warned: [],
        createdAt: clock.now(),
      });
      hasChanged = true;
    }
    if (!isWhole(read)) return hasChanged;
    const names = new Set(read.deployments.map(({ name }) => name));
    for (const row of known) {
      if (names.has(row.deployment) || underWay.includes(row.state) || row.createdAt >= read.readAt) continue;
      store.change(row.id, { state: "gone", goneAt: clock.now() });
      hasChanged = true;
    }
    return hasChanged;
  };

  /** When each list was read that was taken last. */
  const taken = new Map<string, number>();
  const take = () => {
    const ids = new Set(parts.connectionIds());
    let hasChanged = false;
    for (const id of ids) {
      const { list: read } = deployments.reading(id);
      if (!read || taken.get(id) === read.readAt) continue;
      taken.set(id, read.readAt);
      try {
        hasChanged = notice(id, read) || hasChanged;
      } catch (error) {
        logFault("What a list says of tuned models could not be kept", error);
      }
    }
    if (hasChanged) changed();
  };
  deployments.follow(take);

  deployments.followAnswers((connectionId, deployment) => {
    const row = resources
      .connectionsTo(connectionId)
      .map((id) => store.find(id, deployment))
      .find((one) => one !== undefined);
    if (!row || clock.now() - (row.calledAt ?? 0) < callPause) return;
    // It is told of again should it fall silent again.
    const warned = row.warned.filter((warning) => warning !== "idle_ends");
    store.change(row.id, { calledAt: clock.now(), warned });
    changed();
  });

  /** Begins a deployment: its row stands before anything is asked for. */
  const begin = (row: StoredDeployment): TunedDeployment => {
    keep(() => store.add(row));
    goOn(row);
    changed();
    return told(row);
  };

  return {
    list,
    get: (id) => told(found(id)),
    refresh,
    changed,
    deploy: ({ jobId, model, deployment, sku, capacity }) => {
      const { job, connectionId, format, step } = parts.deployable(jobId, model);
      const known = resources
        .connectionsTo(connectionId)
        .map((id) => store.find(id, deployment))
        .find((one) => one && one.state !== "failed");
      // The same again is the one that is there: a second click makes no second one.
      if (known && known.model === model) return told(known);
      if (known) throw problem("deployment_name_taken", { deployment, model: known.model });
      return begin({
        id: randomUUID(),
        connectionId,
        deployment,
        model,
        jobId: job.id,
        step,
        format,
        version: "1",
        sku,
        capacity,
        kind: "deployed",
        trialId: null,
        state: "creating",
        isAccepted: false,
        diagnosis: null,
        begunAt: null,
        calledAt: null,
        goneAt: null,
        warned: [],
        createdAt: clock.now(),
      });
    },
    probe: async (id) => {
      const row = found(id);
      if (row.state === "creating" || row.state === "starting") {
        goOn(row);
        return told(found(id));
      }
      const diagnosis = await parts.probe(row.connectionId, row.deployment, new AbortController().signal);
      if (store.get(id)?.state !== row.state) return told(found(id));
      store.change(id, {
        diagnosis,
        ...(diagnosis === null && { state: "ready" as const, calledAt: clock.now() }),
      });
      changed();
      return told(found(id));
    },
    remove: (id) => {
      const row = found(id);
      if (!resources.hasManagement(row.connectionId))
        throw problem("deploy_in_portal", { why: words.notHere.key_only });
      if (row.state === "gone") return told(row);
      keep(() => store.change(id, { state: "deleting", diagnosis: null }));
      tasks.replace(id, (signal) => raising.remove(id, signal));
      changed();
      return told(found(id));
    },
    watch: (connectionId, model) =>
      tasks.begin(`watch ${model}`, async (signal) => {
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
      }),
    lookAgain: () => {
      taken.clear();
      take();
    },
    recover: () => {
      for (const row of store.list()) if (underWay.includes(row.state)) goOn(row);
      warn();
      setAlarm();
    },
    wake: () => {
      for (const row of store.list()) if (underWay.includes(row.state)) goOn(row);
      turn();
    },
    close: () => {
      clearTimeout(alarm);
      tasks.endAll();
    },
  };
}

/** What a list's status means; null where it says none. */
function stateListed(status: string): TunedState | null {
  if (/^(succeeded|running)$/i.test(status)) return "ready";
  if (/^(failed|canceled|cancelled|notrunning)$/i.test(status)) return "failed";
  return /^(accepted|creating)$/i.test(status) ? "creating" : null;
}

/** Whether what a list does not have is gone: Azure itself has answered, or every other list. */
const isWhole = ({ routes }: DeploymentList): boolean =>
  routes.some(({ route, answered, diagnosis }) => route === "management" && answered && diagnosis === null) ||
  (routes.length > 0 && routes.every(({ answered, diagnosis }) => answered && diagnosis === null));
