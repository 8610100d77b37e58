import { type Changes, createChanges } from "./changes.ts";
import { type SandboxDeployment, sandboxDeployments } from "./deployments.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createFiles, type Files } from "./files.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { createRateLimit, type RateLimit } from "./rate-limit.ts";
import { replayedDeployment, type Transcript } from "./replay.ts";
import { createTimes, type Times } from "./times.ts";
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
  files: Files;
  uploads: Uploads;
  jobs: Jobs;
}

/** The state of one simulated resource: its deployments, keys, limits and faults. */
export function createResource(parts: {
  apiKey: string;
  token: string;
  pace: Pace;
  transcripts: ReadonlyMap<string, Transcript>;
}): Resource {
  const limits = new Map<string, RateLimit>();
  const replayed = [...parts.transcripts.values()].filter(({ kind }) => kind === "deployment");
  const changes = createChanges();
  const files = createFiles();
  const began = [
    ...sandboxDeployments.filter(({ name }) => !parts.transcripts.has(name)),
    ...replayed.map(({ name }) => replayedDeployment(name)),
  ];
  return {
    ...parts,
    faults: createFaults(),
    changes,
    began,
    times: createTimes(),
    files,
    uploads: createUploads(),
    jobs: createJobs(files),
    get deployments() {
      return changes.of(began);
    },
    rateLimitOf: ({ name, limits: own }) => {
      const limit = limits.get(name) ?? createRateLimit(own);
      limits.set(name, limit);
      return limit;
    },
  };
}
