/** The words of Foundry's evaluators as graders. */
export const evaluators = {
  /** What one says of an answer. */
  score: "Score {score}",
  threshold: "threshold {threshold}",
  label: "label “{label}”",
  between: ", ",
  form: {
    evaluator: "Evaluator",
    pick: "Choose an evaluator",
    name: "Name at the service",
    nameHint: "Such as builtin.coherence.",
    reading: "Loading the project's evaluators…",
    noProject: "This connection isn't to a Foundry project, and only projects have evaluators.",
    notRead: "The project's evaluators couldn't be loaded. You can still type a name.",
    again: "Load again",
    gone: "{name} (not in this project)",
    elsewhere: "It grades only where Foundry runs the evaluation.",
    runThere: "Run on Foundry",
    noConnection: "Connect a Foundry project to use it.",
    judge: "Graded by",
    judgeHint: "A deployment of the connection that the evaluation runs on.",
    mapping: "Fields it reads",
    required: "{name} (required)",
    threshold: "Passing score",
    thresholdMore: "Passes from this score on. Leave empty for its own: {own}.",
    thresholdLess: "Passes up to this score. Leave empty for its own: {own}.",
    thresholdUnknown: "Leave empty for its own.",
    lessBetter:
      "Lower scores are better, so answers count as passed or failed. The score itself is in the reason.",
    query: "What the row asks",
  },
} as const;
