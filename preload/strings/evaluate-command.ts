/** Words of `npm run evaluate`. Title: what happened. Cause: why. Remedy: what to do. */
export const evaluateCommand = {
  usage:
    "usage: npm run evaluate -- CONFIG-OR-REPORT --out FILE [--baseline FILE] [--summary FILE] [--allow-scripts]",
  onlyOnFoundry: {
    reason: "evaluators of Foundry grade only where Foundry runs the evaluation",
    remedy: "Run this one from the app.",
  },
  /** Why a line of YAML can't be read, by the parser's codes. */
  yaml: {
    DUPLICATE_KEY: "the same name is there twice",
    TAB_AS_INDENT: "it is indented by a tab; YAML takes spaces only",
    BAD_INDENT: "it is indented too little or too much",
    MISSING_CHAR: "a quotation mark, a bracket or a comma is missing",
    UNEXPECTED_TOKEN: "something there doesn't belong, such as a comma too many or a missing bracket",
    BAD_ALIAS: "it begins with * or &, which needs quotation marks",
    BLOCK_AS_IMPLICIT_KEY: "it has a second colon, which needs quotation marks around the value",
    MULTILINE_IMPLICIT_KEY: "a name goes over several lines; a colon or a quotation mark is missing",
  } as Record<string, string>,
  yamlUnknown: "it can't be read",
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
      remedy: "{remedy} docs/evaluate.md describes every field.",
    },
    evaluationNotYaml: {
      title: "{file} is neither YAML nor JSON",
      cause: "{place}: {reason}.",
      remedy: "Check that line and the one above. docs/evaluate.yaml is a config to begin with.",
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
    noRowsInCommon: {
      title: "Nothing in {file} can be compared",
      cause: "None of its rows asks the same as a row here.",
      remedy: "Use results on the same data, asked by the same prompt.",
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
  begins: "{rows}, {models}: {answers}",
  beginsJudged: "{rows}, {models}: {answers}, {grades}",
  progress: {
    answers: "{done} of {of} answers, {failed} failed",
    judged: "{done} of {of} grades by models, {failed} failed",
  },
  counted: {
    answers: { one: "1 answer", many: "{count} answers" },
    grades: { one: "1 grade by a model", many: "{count} grades by models" },
    rows: { one: "1 row", many: "{count} rows" },
    models: { one: "1 model", many: "{count} models" },
  },
  earlier: "{model} in {file}",
  interrupted: "Interrupted. What was done so far is written.",
  unasked: "{count} of {rows} rows couldn't be asked and are left out. The first of them: {why}.",
  interruptedEarly: "Interrupted. Nothing is written.",
  line: "Line {line} ({place})",
  lineOnly: "Line {line}",
  thresholds: {
    unknown:
      "it isn't a threshold (examples: “score >= 0.8”, “pass rate >= 90% with 95%”, “not worse than the baseline by more than 2 points”, “cost <= 5 USD”, “first token <= 800 ms”, “failed <= 0”)",
    result: "{who}: {threshold} (measured: {value})",
    ofGrader: "{model}, {grader}",
    notMeasured: "nothing",
    otherCurrency: "{value}, another currency",
    noBaseline: "no comparison with the baseline",
    unknownGrader: "no grader is called “{name}”",
  },
} as const;
