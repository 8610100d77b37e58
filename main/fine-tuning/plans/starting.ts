import { randomUUID } from "node:crypto";
import type { PlanData, PlanValues, TuningRequest } from "../../../preload/contract/tuning-plans.ts";
import { noteText } from "../../../preload/strings/card-note.ts";
import type { Connections } from "../../connections/connections.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import { problem } from "../../foundry/error.ts";
import type { Cards } from "./card.ts";
import { type KeptPlan, type PlanList, valuesOf } from "./plan-list.ts";
import { filesToCome, jobBody, type ReadyPlan } from "./request.ts";
import { type RequestAt, requestText } from "./request-text.ts";
import { fileName } from "./send-file.ts";
import type { SendingPlans } from "./sending.ts";
import type { SentData, Start, Starts } from "./starts.ts";

/** From a plan to what is sent of it. */
export interface Starting {
  /** Sends a plan. Throws `plan_incomplete`, and `plan_busy` where it is being sent. */
  start(id: string): Promise<void>;
  /** What would be sent. Throws `plan_incomplete`. */
  request(id: string): Promise<TuningRequest>;
}

/** `requestAt` gives a request as it is to be read. */
export function createStarting(parts: {
  plans: PlanList;
  starts: Starts;
  sending: Pick<SendingPlans, "of" | "run" | "runInstead">;
  cards: Pick<Cards, "hardProblems">;
  datasets: Pick<Datasets, "get" | "use" | "unuse">;
  connections: Pick<Connections, "get">;
  requestAt: RequestAt;
}): Starting {
  const { plans, starts, sending, cards, datasets, connections } = parts;

  /** The plan with all that a job needs. Throws `plan_incomplete`. */
  const ready = async (kept: KeptPlan): Promise<ReadyPlan> => {
    const plan = valuesOf(kept);
    const missing = await cards.hardProblems(plan);
    const what = missing.map(noteText).join(" ");
    if (missing.length > 0) throw problem("plan_incomplete", { what });
    return plan as ReadyPlan;
  };

  /** Seals what will be sent, under the id that the job has here from now on. */
  const begin = async (planId: string, plan: ReadyPlan): Promise<Start> => {
    const jobId = randomUUID();
    const name = plan.name || plan.model;
    const seal = async ({ datasetId, part }: PlanData): Promise<SentData> => {
      const version = await datasets.use(datasetId, { kind: "job", usedBy: jobId, name });
      return { datasetId, part, version, name: datasets.get(datasetId).name };
    };
    const training = await seal(plan.training);
    const validation = plan.validation && (await seal(plan.validation));
    const { connectionId } = plan;
    const { endpoint: place } = connections.get(connectionId);
    const { host } = new URL(place);
    return starts.begin({
      ...{ jobId, planId, connectionId, place, host, name, training, validation },
      values: plan,
    });
  };

  return {
    start: async (id) => {
      if (sending.of(id) !== null) throw problem("plan_busy");
      const plan = await ready(plans.find(id));
      // One whose job may have been created already is looked for before anything is sent again.
      const open = starts.open(id);
      if (open && open.askedAt === null) {
        starts.forget(open.jobId);
        datasets.unuse("job", open.jobId);
      }
      plans.setProblem(id, null);
      const next = () => begin(id, plan);
      if (!open || open.askedAt === null) sending.run(await next(), false);
      else if (isSame(open.values, plan)) sending.run(open, true);
      else sending.runInstead(open, next);
    },
    request: async (id) => {
      const plan = await ready(plans.find(id));
      const { connectionId, training, validation } = plan;
      const nameOf = (data: PlanData) => fileName({ ...data, ...datasets.get(data.datasetId) });
      const body = jobBody(
        plan,
        { training: filesToCome.training, validation: validation && filesToCome.validation },
        null,
      );
      const files = [
        { name: nameOf(training), placeholder: filesToCome.training },
        ...(validation ? [{ name: nameOf(validation), placeholder: filesToCome.validation }] : []),
      ];
      return requestText(await parts.requestAt(connectionId, body, files));
    },
  };
}

/** Whether two plans would be sent alike. Both are read by the same schema, so that their fields are in the same order. */
const isSame = (one: PlanValues, other: PlanValues) => JSON.stringify(one) === JSON.stringify(other);
