/** What is told of tuned models outside the window. */
export const tunedNotices = {
  ready: "{deployment} is ready",
  readyText: "{model} answers now.",
  noticed: "{deployment} is in the list",
  noticedText: "{model} was deployed. Assay keeps an eye on it from now on.",
  failed: "{deployment} couldn't be deployed",
  failedText: "Open Assay to see why.",
  warning: "{deployment} needs a look",
  trialDone: "The trial of {name} is done",
  trialDoneText: "{count} candidates answered the same rows.",
  trialStopped: "The trial of {name} has ended early",
  trialStoppedText: "Open Assay to see why, and to resume it.",
  left: {
    one: "1 deployment of a trial was left in Azure",
    many: "{count} deployments of a trial were left in Azure",
  },
  leftText: "Assay is deleting what the trial of {name} had deployed when the app ended.",
  copied: "A checkpoint was copied",
  copiedText: "{model} is in {region} now.",
  copyFailed: "A checkpoint couldn't be copied",
  copyFailedText: "Open Assay to see why.",
} as const;
