import type { Input } from "../../../preload/contract/index.ts";
import type { TunedDeployment } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels as words } from "../../../preload/strings/tuned-models.ts";
import { tunedNotices as notices } from "../../../preload/strings/tuned-notices.ts";
import type { Deployments } from "../../deployments/deployments.ts";
import { problem } from "../../foundry/error.ts";
import { keep } from "../../keep.ts";
import type { Models } from "../../models/models.ts";
import type { Tasks } from "../../tasks.ts";
import { createAlarm } from "./alarm.ts";
import type { Clock } from "./clock.ts";
import { type DeploymentStore, freshRow, type StoredDeployment } from "./deployments-store.ts";
import type { Made, ModelFacts, Notify } from "./facts.ts";
import { accountOf } from "./ledger.ts";
import { createNoticing, isWatched, watchFor } from "./noticing.ts";
import type { Raising } from "./raising.ts";
import type { Resources } from "./resources.ts";
import { isDeveloper } from "./skus.ts";
import type { RaisingParts } from "./steps.ts";

export interface DeploymentParts {
  store: DeploymentStore;
  raising: Raising;
  tasks: Tasks;
  resources: Pick<Resources, "connectionsTo" | "hasManagement">;
  managed: RaisingParts["managed"];
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

/** Milliseconds between two times that a call is written down. */
const callPause = 60_000;

/** Milliseconds for which a deployment may have been there before it was noticed. */
const unseen = 7 * 24 * 3_600_000;

/** The ledger of tuned deployments, kept in the database and followed by one timer while something is under way. */
export function createTunedDeployments(parts: DeploymentParts): TunedDeployments {
  const { store, raising, tasks, resources, deployments, models, factsOf, clock, notify } = parts;

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
    alarm.set();
  };

  const found = (id: string): StoredDeployment => {
    const row = store.get(id);
    if (!row) throw problem("not_found");
    return row;
  };

  const goOn = (row: StoredDeployment) => {
    if (!isWatched(row)) return;
    if (row.state === "deleting") tasks.begin(row.id, (signal) => removed(row.id, signal));
    else if (row.state === "creating" || row.state === "starting")
      tasks.begin(row.id, async (signal) => {
        await raising.raise(row.id, signal);
        tellHowItWent(found(row.id));
        readAgain(row);
      });
  };
  const removed = async (id: string, signal: AbortSignal) => {
    await raising.remove(id, signal);
    readAgain(found(id));
  };
  /** What could not be read is told where the list is shown. */
  const readList = (id: string) => deployments.list(id, true).catch(() => undefined);
  /** Reads the lists that a deployment is in: they have it as it was before, and models and pickers go by them. */
  const readAgain = ({ connectionId }: StoredDeployment) => {
    for (const id of resources.connectionsTo(connectionId)) void readList(id);
  };
  const goOnWithAll = () => {
    for (const row of store.list()) goOn(row);
  };

  const tellHowItWent = ({ state, deployment, model }: StoredDeployment) => {
    const shown = "deployments";
    if (state === "ready")
      notify({ title: fill(notices.ready, { deployment }), text: fill(notices.readyText, { model }), shown });
    if (state === "failed")
      notify({ title: fill(notices.failed, { deployment }), text: notices.failedText, shown });
  };

  async function refresh(): Promise<void> {
    const own = store.list().flatMap(({ state, connectionId }) => (state === "gone" ? [] : [connectionId]));
    const connected = parts.connectionIds();
    const ids = new Set([...own, ...parts.trainedAt()].filter((id) => connected.includes(id)));
    await Promise.all([...ids].map(readList));
  }

  const noticing = createNoticing({ ...parts, goOn, changed });
  const alarm = createAlarm({ ...parts, told, refresh, changed });

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

  /** Why one has failed that others have made; null where Azure cannot be asked, or does not say. */
  const whyFailed = async ({ connectionId, deployment, createdAt }: StoredDeployment) => {
    const azure = await parts.managed(connectionId).catch(() => null);
    const asked = { operation: null, since: createdAt - unseen };
    return (await azure?.whyFailed(deployment, asked).catch(() => null)) ?? null;
  };

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
      const named = resources.connectionsTo(connectionId).flatMap((id) => store.find(id, deployment) ?? []);
      const known = named.find(({ state }) => state !== "failed");
      // The same again is the one that is there: a second click makes no second one.
      if (known && known.model === model) return told(known);
      if (known) throw problem("deployment_name_taken", { deployment, model: known.model });
      // What has failed makes way for the next try.
      for (const { id } of named) store.change(id, { state: "gone", goneAt: clock.now() });
      return begin(
        freshRow({
          ...{ connectionId, deployment, model, jobId: job.id, step, format, version: "1", sku, capacity },
          kind: "deployed",
          createdAt: clock.now(),
        }),
      );
    },
    probe: async (id) => {
      const row = found(id);
      if (row.state === "creating" || row.state === "starting") {
        goOn(row);
        return told(found(id));
      }
      const said = await parts.probe(row.connectionId, row.deployment, new AbortController().signal);
      const diagnosis = said && row.state === "failed" ? ((await whyFailed(row)) ?? said) : said;
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
      tasks.replace(id, (signal) => removed(id, signal));
      changed();
      return told(found(id));
    },
    watch: (connectionId, model) =>
      tasks.begin(`watch ${model}`, (signal) => watchFor(parts, connectionId, model, signal)),
    lookAgain: noticing.lookAgain,
    recover: () => {
      goOnWithAll();
      alarm.warn();
      alarm.set();
    },
    wake: () => {
      goOnWithAll();
      alarm.ring();
    },
    close: () => {
      alarm.close();
      tasks.endAll();
    },
  };
}
