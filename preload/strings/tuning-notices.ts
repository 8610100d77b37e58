/** What a notification says of jobs, and what a job is said to be where it cannot do something. */
export const tuningNotices = {
  succeeded: { title: "Training finished", text: "{name} is ready to try and deploy." },
  failed: { title: "Training failed", text: "{name}: {reason}" },
  failedWithout: { title: "Training failed", text: "{name}. The service doesn't say why." },
  paused: { title: "Training is paused", text: "{name} is waiting for you to resume or cancel it." },
  several: "Updates on {count} training jobs",
  finished: { one: "1 finished", many: "{count} finished" },
  broken: { one: "1 failed", many: "{count} failed" },
  waiting: { one: "1 is paused", many: "{count} are paused" },
  states: {
    waiting: "waiting to start",
    running: "running, and hasn't finished its first step",
    paused: "paused",
    ending: "changing state",
    succeeded: "finished",
    failed: "already over because it failed",
    cancelled: "canceled",
    unknown: "in a state that Assay doesn't know",
  },
  notConnected: "in a resource that is no longer connected",
  metricFiles: "CSV",
  metrics: "{name} metrics",
} as const;

/** What is said of what waits and is tried again by itself. */
export const triedAgain = { text: "Assay tries again by itself.", details: "Details" } as const;
