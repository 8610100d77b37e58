/** Words of `npm run evaluate`. Title: what happened. Cause: why. Remedy: what to do. */
export const evaluateCommand = {
  usage:
    "usage: npm run evaluate -- CONFIG-OR-REPORT --out FILE [--baseline FILE] [--summary FILE] [--allow-scripts]",
  onlyOnFoundry: "evaluators of Foundry grade only where Foundry runs the evaluation",
  problems: {
    evaluateUsage: {
      title: "Invalid arguments",
      cause: "{reason}.",
      remedy:
        "Name one config or sealed report, and with --out the file to write. --baseline names earlier results to compare with, --summary a Markdown file for a pull request.",
    },
    evaluationWrong: {
      title: "{file} isn't a valid config",
      cause: "{place}: {reason}.",
      remedy: "docs/evaluate.yaml is one to begin with.",
    },
    evaluationNotYaml: {
      title: "{file} is neither YAML nor JSON",
      cause: "{place} can't be read.",
      remedy: "Check the indentation and the quotes there. docs/evaluate.yaml is a config to begin with.",
    },
    nameMissing: {
      title: "Nothing is called “{name}”",
      cause: "{place} refers to it.",
      remedy: "Use one of {names}.",
    },
    evaluateScript: {
      title: "“{name}” is a script that isn't allowed yet",
      cause: "Scripts run only after a person has read them.",
      remedy: "Read it, then add {hash} to allowScripts in the config. --allow-scripts allows all of them.",
    },
    evaluateGrader: {
      title: "“{name}” can't grade",
      cause: "{reason}",
      remedy: "Correct this grader in the config.",
    },
    evaluateNoRows: {
      title: "No rows in {file}",
      cause: "An evaluation needs at least one.",
      remedy: "Check the file.",
    },
    noResults: {
      title: "{file} has no results",
      cause: "It's a config, or rows that were never run.",
      remedy: "Use a sealed report, or a table with answers and scores.",
    },
    nothingInCommon: {
      title: "Nothing in {file} can be compared",
      cause: "No model and grader there are the same as here.",
      remedy: "Give models and graders the same names in both.",
    },
    sealBroken: {
      title: "{file} was changed after it was sealed",
      cause: "These parts differ: {parts}.",
      remedy: "Use the original file. To read it anyway, open it in Assay.",
    },
    noVerdict: {
      title: "{file} has no verdict",
      cause: "Its thresholds can't be checked without one.",
      remedy: "Run the evaluation again and use that report.",
    },
  },
  begins: "{rows}, {models}, {requests}",
  counted: {
    rows: { one: "1 row", many: "{count} rows" },
    models: { one: "1 model", many: "{count} models" },
  },
  earlier: "{model} in {file}",
  interrupted: "Interrupted. What was done so far is written.",
  unasked: "{count} of {rows} rows couldn't be asked and are left out. The first of them: {why}.",
  interruptedEarly: "Interrupted. Nothing is written.",
  line: "Line {line} ({place})",
  thresholds: {
    unknown:
      "it isn't a threshold. Examples: “score >= 0.8”, “pass rate >= 90% with 95%”, “not worse than the baseline by more than 2 points”, “cost <= 5 USD”, “first token <= 800 ms”, “failed <= 0”",
    result: "{who}: {threshold} (measured: {value})",
    ofGrader: "{model}, {grader}",
    notMeasured: "nothing",
    otherCurrency: "{value}, another currency",
    noBaseline: "no comparison with the baseline",
    unknownGrader: "no grader is called “{name}”",
  },
} as const;
