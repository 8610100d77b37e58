import type { Grader } from "../../../preload/contract/graders.ts";
import type { Target } from "../http/send.ts";

/** What the service's `graders/run` gives for one answer. */
export interface RemoteGrade {
  reward: number | null;
  subRewards: Record<string, number>;
  /** The error flags that are set, by the service's names (openai-node, `fine_tuning/alpha/graders`). */
  errors: string[];
  /** Details that the service gives of them. */
  details: string | null;
}

/** The graders of a resource. Each throws a FoundryError. */
export interface RemoteGraders {
  run(
    grader: Grader,
    sample: string,
    item: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<RemoteGrade>;
  /** Whether the service takes the grader. Throws its refusal. */
  validate(grader: Grader, signal?: AbortSignal): Promise<void>;
}

export type CreateGraders = (target: Target) => RemoteGraders;
