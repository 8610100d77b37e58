import type { Grader } from "../../../preload/contract/graders.ts";
import { datedRoute, v1Route } from "../endpoints/tuning-routes.ts";
import { readOne } from "../http/documents.ts";
import { errorIn } from "../http/error-in.ts";
import { sendOn } from "../http/on-routes.ts";
import type { Target } from "../http/send.ts";
import { asNumber, asObject, asText, type JsonObject } from "../json.ts";

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

/** The graders of a resource, or of a project where the endpoint is one; `alpha` in their path is the switch of the preview. */
export const createGraders: CreateGraders = (target) => {
  const routes = [v1Route(target.endpoint), datedRoute(target.endpoint)];
  const post = <Value>(
    what: "run" | "validate",
    body: object,
    understand: (document: JsonObject) => Value | null,
    signal?: AbortSignal,
  ) => {
    const call = {
      path: `/fine_tuning/alpha/graders/${what}`,
      method: "POST" as const,
      body,
      signal,
      patience,
    };
    return sendOn(target, routes, call, readOne(understand));
  };
  return {
    run: (grader, sample, item, signal) =>
      post("run", { grader, model_sample: sample, item }, gradeIn, signal),
    validate: async (grader, signal) => {
      // What was no refusal has been taken, whether the service says the grader again or not.
      await post("validate", { grader }, (document) => errorIn(document) === undefined || null, signal);
    },
  };
};

/** A grader in Python may take two minutes (Foundry, reinforcement fine-tuning). */
const patience = 150_000;

/** Null for what says nothing of a reward. */
function gradeIn(document: JsonObject): RemoteGrade | null {
  if (!("reward" in document) && !asObject(document.metadata)) return null;
  const flags = Object.entries(asObject(asObject(document.metadata)?.errors) ?? {});
  const details = flags.flatMap(([name, value]) =>
    /_(?:details|type)$/.test(name) && asText(value) !== "" ? asText(value) : [],
  );
  return {
    reward: asNumber(document.reward),
    subRewards: Object.fromEntries(
      Object.entries(asObject(document.sub_rewards) ?? {}).flatMap(([name, value]): [string, number][] => {
        const reward = asNumber(value);
        return reward === null ? [] : [[name, reward]];
      }),
    ),
    errors: flags.filter(([, value]) => value === true).map(([name]) => name),
    details: details.join(" ") || null,
  };
}
