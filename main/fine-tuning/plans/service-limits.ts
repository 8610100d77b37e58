const megabyte = 1024 * 1024;

/** What a resource takes (Foundry, quotas and limits). */
export const serviceLimits = {
  /** The date of the page. */
  listedAt: "2026-02-17",
  fileBytes: 512 * megabyte,
  files: 100,
  bytes: 1024 * megabyte,
  jobs: 100,
  running: 3,
  runningAsDeveloper: 5,
  queued: 20,
  deployments: 10,
  /** Tokens of the training file, times epochs. */
  tokens: 2_000_000_000,
  /** Fewer examples are refused. */
  rows: 10,
};

/** Files from this size on go by parts: in one request the job fails later (azure-skills, large-file-uploads, 2026-08-21). */
export const partsFrom = 100 * megabyte;

/** Bytes in the unit in which the limits are told. */
export const inMegabytes = (bytes: number): string => (bytes / megabyte).toFixed(bytes < megabyte ? 2 : 0);
