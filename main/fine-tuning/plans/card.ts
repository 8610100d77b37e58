import type { Connection } from "../../../preload/contract/connections.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import type {
  DataFacts,
  Learned,
  PlanData,
  PlanValues,
  Price,
  ResourceLimits,
  TrainingUnit,
  TunableModel,
  TuningCard,
  TuningCost,
} from "../../../preload/contract/tuning-plans.ts";
import type { Connections } from "../../connections/connections.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import { checkGrader, rowFields } from "../../graders/graders.ts";
import { canManage } from "../can-manage.ts";
import { hostingOf } from "../hosting.ts";
import { notesOf } from "./card-notes.ts";
import { type Problem, problemsOf } from "./card-problems.ts";
import type { Known, KnownData } from "./known.ts";
import type { LearnedSettings } from "./learned.ts";
import { placeOf } from "./places.ts";
import { diagnosisFrom, type Resources } from "./resource.ts";
import { serviceLimits } from "./service-limits.ts";
import type { Starts } from "./starts.ts";
import { findModel, listedModel, tunableModels } from "./tunable-models.ts";
import { quotasFor } from "./tuned-quotas.ts";

/** What is known of a plan before it is started. */
export interface Cards {
  of(plan: PlanValues, refresh: boolean): Promise<TuningCard>;
  /** What keeps it from being started, without asking anybody. */
  hardProblems(plan: PlanValues): Promise<Problem[]>;
}

/** What cards are made of. */
export interface CardParts {
  connections: Pick<Connections, "list">;
  datasets: Pick<Datasets, "get" | "open" | "partFacts" | "draw">;
  resources: Resources;
  learned: LearnedSettings;
  starts: Pick<Starts, "lastOf">;
  priceOf(model: string, unit: TrainingUnit): Price | null;
  now(): number;
}

/** What was asked of the resource. */
interface Asked {
  models: TunableModel[] | null;
  region: string | null;
  limits: ResourceLimits | null;
  limitsDiagnosis: Diagnosis | null;
}

const nothingAsked: Asked = { models: null, region: null, limits: null, limitsDiagnosis: null };

/** Makes cards. Nothing that cannot be read keeps one from being made. */
export function createCards(parts: CardParts): Cards {
  const { connections, datasets, resources, learned, starts, priceOf, now } = parts;

  const dataOf = async ({ datasetId, part }: PlanData): Promise<KnownData> => {
    const last = starts.lastOf(datasetId);
    const nothing = { method: null, checked: null, whole: 0, bytes: 0, facts: null, last };
    let name = "";
    try {
      const dataset = datasets.get(datasetId);
      name = dataset.name;
      if (dataset.state !== "ready") return { ...nothing, state: "waiting", name };
      const [{ checked }, { rows, share, blocks, tokens }] = await Promise.all([
        datasets.open({ id: datasetId }),
        datasets.partFacts({ id: datasetId, version: null, part }),
      ]);
      const { version, method, size, findings } = dataset;
      const facts: DataFacts = {
        name,
        version,
        rows,
        tokens,
        blocks: checked === null || checked.isOld ? null : blocks,
      };
      const bytes = Math.round(size * share);
      return { state: "ready", name, method, checked, whole: findings?.whole ?? 0, bytes, facts, last };
    } catch (error) {
      const isGone = diagnosisFrom(error).code === "not_found";
      return { ...nothing, state: isGone ? "gone" : "waiting", name };
    }
  };

  const ask = async (plan: PlanValues, connection: Connection, refresh: boolean): Promise<Asked> => {
    const { id } = connection;
    const [models, region, limits] = await Promise.allSettled([
      resources.models(id, refresh),
      resources.region(id, refresh),
      resources.limits(id, refresh),
    ]);
    const isRead = limits.status === "fulfilled";
    return {
      models: models.status === "fulfilled" ? tunableModels(models.value, plan.method, now()) : null,
      region: region.status === "fulfilled" ? region.value : null,
      limits: isRead ? limitsFor(plan, limits.value) : null,
      limitsDiagnosis: isRead ? null : diagnosisFrom(limits.reason),
    };
  };

  const costOf = (plan: PlanValues, training: KnownData | null, chosen: Chosen | null): TuningCost => {
    const tokens = training?.facts?.tokens ?? null;
    const isByHour = plan.method === "reinforcement";
    const price = plan.model === null ? null : priceOf(plan.model, isByHour ? "hour" : "tokens");
    const set = plan.hyperparameters.n_epochs;
    const before = chosen?.hyperparameters.n_epochs?.value;
    const epochs =
      typeof set === "number"
        ? { count: set, from: "plan" as const }
        : typeof before === "number"
          ? { count: before, from: "learned" as const }
          : null;
    const hours = isByHour ? (chosen?.hours ?? null) : null;
    const amount = isByHour ? hours : tokens && epochs && (tokens.tokens * epochs.count) / 1e6;
    const total = price !== null && amount !== null ? price.amount * amount : null;
    return { unit: isByHour ? "hours" : "tokens", tokens, epochs, hours, price, total };
  };

  const faultsOf = async ({ method, grader, training }: PlanValues): Promise<GraderFault[]> => {
    if (method !== "reinforcement" || grader === null) return [];
    // Where its rows cannot be read, that is told of the data.
    const fields = training && (await rowFields(datasets, training.datasetId).catch(() => null));
    return checkGrader(JSON.stringify(grader), fields).faults;
  };

  const gather = async (plan: PlanValues, asking: boolean, refresh: boolean) => {
    const connection = connections.list().find(({ id }) => id === plan.connectionId) ?? null;
    const place = connection && placeOf(connection);
    const canAsk = asking && connection !== null && place?.why === null;
    const [asked, training, validation, graderFaults] = await Promise.all([
      canAsk ? ask(plan, connection, refresh) : nothingAsked,
      plan.training && dataOf(plan.training),
      plan.validation && dataOf(plan.validation),
      faultsOf(plan),
    ]);
    const { model: name, method } = plan;
    const model =
      name === null
        ? null
        : asked.models === null
          ? listedModel(name, method, now())
          : (findModel(asked.models, name) ?? null);
    const rows = training?.facts?.rows ?? 0;
    const chosen = name !== null && method !== null ? learned.of(name, method, rows) : null;
    const known: Known = {
      ...{ plan, place, model, training, validation },
      endpoint: connection?.endpoint ?? null,
      models: asked.models,
      region: asked.region,
      canManage: connection === null || canManage(connection),
      graderFaults,
      refusedAuto: chosen?.refusedAuto ?? [],
      limits: asked.limits,
      cost: costOf(plan, training, chosen),
      now: now(),
    };
    return { known, asked, chosen };
  };

  return {
    hardProblems: async (plan) => {
      const { known } = await gather(plan, false, false);
      return problemsOf(known).filter(({ isHard }) => isHard);
    },
    of: async (plan, refresh) => {
      const { known, asked, chosen } = await gather(plan, true, refresh);
      const problems = problemsOf(known);
      return {
        model: known.model,
        place: known.place,
        region: known.region,
        canDeploy: known.canManage,
        problems: problems.map(({ isHard: _isHard, ...note }) => note),
        canStart: problems.every(({ isHard }) => !isHard),
        notes: notesOf(known),
        data: { training: known.training?.facts ?? null, validation: known.validation?.facts ?? null },
        cost: known.cost,
        hosting:
          plan.model === null
            ? null
            : hostingOf(
                priceOf(plan.model, "hosting"),
                known.model?.deploy.types.includes("DeveloperTier") ?? false,
              ),
        learned: chosen && learnedOf(chosen),
        limits: asked.limits,
        limitsDiagnosis: asked.limitsDiagnosis,
      };
    },
  };
}

type Chosen = NonNullable<ReturnType<LearnedSettings["of"]>>;

const learnedOf = ({ hours: _hours, ...learned }: Chosen): Learned => learned;

/** What of a resource's limits holds for a plan: more Developer jobs run at the same time, and each model has quotas of its own. */
function limitsFor({ trainingType, model }: PlanValues, limits: ResourceLimits): ResourceLimits {
  const { running, quotas } = limits;
  const most = trainingType === "developer" ? serviceLimits.runningAsDeveloper : running.most;
  return {
    ...limits,
    running: { ...running, most },
    quotas:
      typeof quotas === "string" ? quotas : { ...quotas, rows: model ? quotasFor(quotas.rows, model) : [] },
  };
}
