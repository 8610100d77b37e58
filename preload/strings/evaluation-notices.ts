/** What is told of evaluations outside the window. */
export const evaluationNotices = {
  done: "{name} is done",
  doneText: "{count} answers were graded.",
  stopped: "{name} has stopped early",
  stoppedText: "Open Assay to see why, and to go on with it.",
} as const;
