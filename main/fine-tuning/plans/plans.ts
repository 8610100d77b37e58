import { join } from "node:path";
import type { Connection } from "../../../preload/contract/connections.ts";
import type {
  DeployFacts,
  PlanData,
  Price,
  TrainingUnit,
  TuningPlan,
  TuningRequest,
} from "../../../preload/contract/tuning-plans.ts";
import type { Part } from "../../../preload/parts.ts";
import { methodFor } from "../../../preload/tuning-methods.ts";
import type { Life, MethodsOf } from "../../feature.ts";
import { type CreateManaged, createManaged } from "../../foundry/deployments/managed.ts";
import { problem } from "../../foundry/error.ts";
import { type CreateFiles, createFiles } from "../../foundry/files/files.ts";
import { pause } from "../../foundry/http/pause.ts";
import { type CreateJobs, createJobs, type RemoteJob } from "../../foundry/jobs/jobs.ts";
import type { Handlers } from "../../ipc.ts";
import { keyedQueue } from "../../keyed-queue.ts";
import type { FineTuningParts } from "../parts.ts";
import { createCards } from "./card.ts";
import { type LearnedSettings, openLearnedSettings } from "./learned.ts";
import { placesOf, trainingAt, wrongKind } from "./places.ts";
import { type KeptPlan, openPlanList, valuesOf } from "./plan-list.ts";
import { createRequestAt, requestText } from "./request-text.ts";
import { createResources } from "./resource.ts";
import { createSending } from "./sending.ts";
import { openServiceFiles } from "./service-files.ts";
import { partsFrom } from "./service-limits.ts";
import { createStarting } from "./starting.ts";
import { openStarts, type Start } from "./starts.ts";
import { baseOf, listedAs, listedAt } from "./tunable-list.ts";
import { timeOf, tunableModels } from "./tunable-models.ts";
import { openUploads } from "./uploads.ts";

/** Jobs that are being prepared. */
export interface Plans {
  handlers: Pick<Handlers, MethodsOf<"tuningPlans">>;
  life: Pick<Required<Life>, "recover" | "purge" | "isBusy" | "interrupt">;
  /** Throws `not_found`. */
  get(id: string): TuningPlan;
  has(id: string): boolean;
  /** Whether a connection leads to where jobs may be, whatever its key or sign-in is good for just now. */
  canTrain(connection: Pick<Connection, "endpoint" | "sandbox">): boolean;
  /** What was typed, for the model, what it was tuned from, or its name without a version. */
  priceOf(model: string, unit: TrainingUnit): Price | null;
  /** What is known of a model, whether tuned or not, by its name. */
  factsOf(model: string): { deploy: DeployFacts; hosting: Price | null; deploymentsEnd: number | null };
  /** How a job was started, by its id at the service; null for a job from elsewhere. */
  startOf(remoteId: string): Start | null;
  /** What a job was asked for with, by its id at the service; null where that was not here. */
  requestOf(remoteId: string): TuningRequest | null;
  /** Calls the listener when the service has taken a job. Its id here is in its start. */
  followStarts(listener: (start: Start, job: RemoteJob) => void): void;
  /** Keeps what the service chose for a job. Throws `storage_failed`. */
  learn: LearnedSettings["learn"];
}

/** What plans ask of the world; what is not given is the real one. */
export interface PlanPorts {
  createFiles?: CreateFiles;
  createJobs?: CreateJobs;
  createManaged?: CreateManaged;
  partsFrom?: number;
  now?(): number;
  wait?(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Opens the plans: kept here, told what they come to, and sent. */
export function openPlans(parts: FineTuningParts & PlanPorts): Plans {
  const { database, emit, connections, datasets } = parts;
  const clients = {
    createFiles: parts.createFiles ?? createFiles,
    createJobs: parts.createJobs ?? createJobs,
    createManaged: parts.createManaged ?? createManaged,
  };
  const now = parts.now ?? Date.now;
  const wait = parts.wait ?? pause;
  const plans = openPlanList(database);
  const starts = openStarts(database);
  const uploads = openUploads(database);
  const learned = openLearnedSettings(database);
  const resources = createResources({ ...parts, ...clients, now });
  const priceOf = (model: string, unit: TrainingUnit): Price | null => {
    const price = datasets.prices.of(baseOf(model), unit);
    return price && { ...price, from: "typed" };
  };
  const cards = createCards({ connections, datasets, resources, learned, starts, priceOf, now });
  /** What begins to send a plan, and what ends that, each after the other. */
  const inTurn = keyedQueue();
  const listeners: ((start: Start, job: RemoteJob) => void)[] = [];

  const whole = (plan: KeptPlan): TuningPlan => {
    const running = sending.of(plan.id);
    return { ...plan, sending: running?.sending ?? null, problem: running ? running.problem : plan.problem };
  };
  const list = () => plans.all().map(whole);
  const get = (id: string) => whole(plans.find(id));
  const changed = () => emit("tuningPlans.changed", list());
  const told = (id: string): TuningPlan => {
    changed();
    return get(id);
  };
  const requestAt = createRequestAt({ connections, createJobs: clients.createJobs });
  const sending = createSending({
    ...{ datasets, connections, plans, starts, uploads, learned, requestAt, changed, now, wait },
    createFiles: clients.createFiles,
    createJobs: clients.createJobs,
    partsFrom: parts.partsFrom ?? partsFrom,
    folder: join(parts.profile, "tuning"),
    started: (start, job) => {
      resources.forgetLimits(start.connectionId);
      datasets.unuse("draft", start.planId);
      for (const listener of listeners) listener(start, job);
    },
  });
  const starting = createStarting({ plans, starts, sending, cards, datasets, connections, requestAt });

  const dataOf = async ({ datasetId }: Pick<PlanData, "datasetId">) => {
    const { method, state } = datasets.get(datasetId);
    const parts = state === "ready" ? (await datasets.open({ id: datasetId })).parts : null;
    const part = (name: Part): PlanData | null => (parts?.[name] ? { datasetId, part: name } : null);
    return {
      method: methodFor(method),
      training: part("train") ?? { datasetId, part: null },
      validation: part("validation"),
    };
  };

  /** The connection that can train, where there is one. */
  const onlyPlace = (): string | null => {
    const [only, ...others] = placesOf(connections.list()).filter(({ why }) => why === null);
    return only && others.length === 0 ? only.connectionId : null;
  };

  const placeFor = (connectionId: string) => trainingAt(connections.list(), connectionId);
  const serviceFiles = openServiceFiles({
    files: async (connectionId) => clients.createFiles(await connections.target(placeFor(connectionId).id)),
    datasetOf: (connectionId, fileId) => uploads.datasetOf(connections.get(connectionId).endpoint, fileId),
    jobs: async (connectionId) => clients.createJobs(await connections.target(connectionId)),
    changed: resources.forgetLimits,
  });

  return {
    get,
    has: (id) => list().some((plan) => plan.id === id),
    priceOf,
    canTrain: (connection) => wrongKind(connection) === null,
    factsOf: (model) => {
      const listed = listedAs(model);
      const deploy = listed?.deploy ?? { way: "unknown", types: [], format: null, listedAt };
      return { deploy, hosting: priceOf(model, "hosting"), deploymentsEnd: timeOf(listed?.deploymentsEnd) };
    },
    startOf: starts.of,
    requestOf: (remoteId) => {
      const request = starts.of(remoteId)?.request ?? null;
      return request && requestText(request);
    },
    followStarts: (listener) => void listeners.push(listener),
    learn: learned.learn,
    life: {
      /** What was being sent when the app ended was asked for, so it goes on. */
      recover: () => {
        for (const open of starts.allOpen()) {
          const plan = plans.all().find(({ id }) => id === open.planId);
          if (plan && plan.problem === null) sending.run(open, true);
        }
        sending.sweep();
      },
      purge: () => {
        const gone = plans.purge();
        for (const { jobId, planId } of starts.allOpen()) if (gone.includes(planId)) starts.forget(jobId);
        datasets.dropUses("job", (jobId) => starts.find(jobId) !== null);
      },
      isBusy: sending.isBusy,
      interrupt: sending.interrupt,
    },
    handlers: {
      "tuningPlans.list": list,
      "tuningPlans.begin": async (values) => {
        const { training } = values;
        const isNew = training != null && training.part === null && values.validation === undefined;
        const { method = null, ...data } = isNew ? await dataOf(training) : {};
        const connectionId = values.connectionId ?? onlyPlace();
        return told(plans.add({ ...values, ...data, method: values.method ?? method, connectionId }).id);
      },
      "tuningPlans.dataOf": dataOf,
      "tuningPlans.keep": ({ id, ...values }) => {
        if (sending.of(id) !== null) throw problem("plan_busy");
        const before = plans.find(id);
        plans.keep(id, values);
        if (before.training?.datasetId !== values.training?.datasetId) datasets.unuse("draft", id);
        return told(id);
      },
      "tuningPlans.remove": ({ id }) =>
        inTurn(id, async () => {
          plans.find(id);
          await sending.stop(id);
          plans.setRemoved(id, now());
          datasets.unuse("draft", id);
          changed();
        }),
      "tuningPlans.restore": ({ id }) => {
        plans.setRemoved(id, null);
        return told(id);
      },
      "tuningPlans.places": () => placesOf(connections.list()),
      "tuningPlans.models": async ({ connectionId, method }) =>
        tunableModels(await resources.models(placeFor(connectionId).id, false), method, now()),
      "tuningPlans.card": ({ id, refresh }) => cards.of(valuesOf(plans.find(id)), refresh),
      "tuningPlans.request": ({ id }) => starting.request(id),
      "tuningPlans.setPrice": ({ model, unit, price }) => {
        datasets.prices.set(baseOf(model), unit, price);
        changed();
      },
      "tuningPlans.start": ({ id }) =>
        inTurn(id, async () => {
          await starting.start(id);
          return get(id);
        }),
      "tuningPlans.stop": ({ id }) =>
        inTurn(id, async () => {
          plans.find(id);
          await sending.stop(id);
          return told(id);
        }),
      "tuningPlans.limits": ({ connectionId, refresh }) =>
        resources.limits(placeFor(connectionId).id, refresh),
      "tuningPlans.files": ({ connectionId }) => serviceFiles.list(connectionId),
      "tuningPlans.deleteFiles": ({ connectionId, ids }) => serviceFiles.remove(connectionId, ids),
    },
  };
}
