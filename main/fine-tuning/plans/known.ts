import type { DatasetMethod } from "../../../preload/contract/dataset-rules.ts";
import type { CheckedAs } from "../../../preload/contract/datasets.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import type { CardCode } from "../../../preload/contract/tuning-codes.ts";
import type {
  CardNote,
  DataFacts,
  Gauge,
  HyperparameterName,
  PlanValues,
  ResourceLimits,
  TrainingPlace,
  TunableModel,
  TuningCost,
} from "../../../preload/contract/tuning-plans.ts";

/** What is known of a plan's rows. */
export interface KnownData {
  state: "gone" | "waiting" | "ready";
  name: string;
  /** What the dataset is made for. */
  method: DatasetMethod | null;
  checked: CheckedAs | null;
  /** Findings about the dataset as a whole that block. */
  whole: number;
  /** Bytes of the part's rows. */
  bytes: number;
  facts: DataFacts | null;
  /** Where it was sent to last. */
  last: { place: string; host: string } | null;
}

/** All that a card is made of. */
export interface Known {
  plan: PlanValues;
  place: TrainingPlace | null;
  /** The endpoint that it goes to. */
  endpoint: string | null;
  /** Null where the models could not be read. */
  models: readonly TunableModel[] | null;
  model: TunableModel | null;
  region: string | null;
  /** Whether Azure Resource Manager can be asked; true where no connection is chosen yet. */
  canManage: boolean;
  training: KnownData | null;
  validation: KnownData | null;
  /** What is wrong with the grader, where one is used. */
  graderFaults: readonly GraderFault[];
  refusedAuto: readonly HyperparameterName[];
  limits: ResourceLimits | null;
  cost: TuningCost;
  now: number;
}

/** Something to tell about a part of a plan. */
export const noteOf = (
  code: CardCode,
  field: keyof PlanValues | null,
  parameters: Record<string, string | number> = {},
): CardNote => ({
  code,
  field,
  parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)])),
});

/** A day as it is told: YYYY-MM-DD. */
export const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Whether a gauge is full, or would be with more; false where it cannot be told. */
export const isFull = ({ used, most }: Gauge, more = 0): boolean =>
  used !== null && most !== null && (more > 0 ? used + more > most : used >= most);
