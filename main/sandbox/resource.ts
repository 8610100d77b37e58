import { type Batches, createBatches } from "./batches/batches.ts";
import { type Changes, createChanges } from "./changes.ts";
import { type CheckpointCopies, createCheckpointCopies } from "./checkpoint-copies.ts";
import { type Clock, createClock } from "./clock.ts";
import { createDeploymentStore, type DeploymentStore } from "./deployment-store.ts";
import { type SandboxDeployment, sandboxDeployments } from "./deployments.ts";
import { createEvals, type Evals } from "./evals/evals.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createFiles, type Files } from "./files.ts";
import { runGrader } from "./graders/run.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { createPromptCache, type PromptCache } from "./messages/cache.ts";
import { createRateLimit, type RateLimit } from "./rate-limit.ts";
import { replayedDeployment, type Transcript } from "./replay.ts";
import { createReplies, type Replies } from "./responses/replies.ts";
import { createSeals, type Seals } from "./seals.ts";
import { createTimes, type Times } from "./times.ts";
import { learner } from "./training/learner.ts";
import { createTunedModels, type TunedModels } from "./tuned-models.ts";
import { createUploads, type Uploads } from "./uploads.ts";

/** How fast answers come: at each deployment's own speed, at about six tokens a second, at once, or all alike. */
export type Pace = "usual" | "slow" | "instant" | SandboxDeployment["speed"];

/** The resource that the sandbox stands for, and what is wrong with it. */
export interface Resource {
  apiKey: string;
  token: string;
  pace: Pace;
  faults: Faults;
  changes: Changes;
  /** What was deployed when it began. */
  began: readonly SandboxDeployment[];
  /** What is deployed now. */
  readonly deployments: readonly SandboxDeployment[];
  transcripts: ReadonlyMap<string, Transcript>;
  rateLimitOf(deployment: SandboxDeployment): RateLimit;
  times: Times;
  clock: Clock;
  files: Files;
  uploads: Uploads;
  jobs: Jobs;
  batches: Batches;
  models: TunedModels;
  copies: CheckpointCopies;
  evals: Evals;
  store: DeploymentStore;
  seals: Seals;
  replies: Replies;
  promptCache: PromptCache;
}

/** The state of one simulated resource: its deployments, keys, limits and faults. */
export function createResource(parts: {
  apiKey: string;
  token: string;
  pace: Pace;
  /** How many times as fast as the real time its own runs. */
  speed: number;
  transcripts: ReadonlyMap<string, Transcript>;
}): Resource {
  const limits = new Map<string, RateLimit>();
  const replayed = [...parts.transcripts.values()].filter(({ kind }) => kind === "deployment");
  const changes = createChanges();
  const faults = createFaults();
  const clock = createClock(parts.speed);
  const files = createFiles(clock, faults);
  const models = createTunedModels();
  const began = [
    ...sandboxDeployments.filter(({ name }) => !parts.transcripts.has(name)),
    ...replayed.map(replayedDeployment),
  ];
  const store = createDeploymentStore(began, clock);
  const deployed = () => changes.of(store.all());
  const jobs = createJobs({
    ...{ clock, files, faults, models, trainer: learner },
    grade: async (grader, output, item) => {
      const { reward, errors } = runGrader(grader, { output, item }, deployed());
      return errors.length > 0 ? null : reward;
    },
  });
  return {
    apiKey: parts.apiKey,
    token: parts.token,
    pace: parts.pace,
    transcripts: parts.transcripts,
    ...{ faults, changes, began, clock, files, models, jobs, store },
    times: createTimes(),
    seals: createSeals(),
    replies: createReplies(clock),
    promptCache: createPromptCache(clock),
    uploads: createUploads(clock),
    copies: createCheckpointCopies(clock),
    evals: createEvals({ clock, faults, deployments: deployed }),
    batches: createBatches({ clock, files, faults, deployments: deployed }),
    get deployments() {
      return deployed();
    },
    rateLimitOf: ({ name, limits: own }) => {
      const key = `${name} ${own.requestsPerMinute}`;
      const limit = limits.get(key) ?? createRateLimit(own);
      limits.set(key, limit);
      return limit;
    },
  };
}
