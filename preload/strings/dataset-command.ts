/** Words of `npm run dataset`. Title: what happened. Cause: why. Remedy: what to do. */
export const datasetCommand = {
  usage: `usage: npm run --silent dataset -- check FILE... [options]
       npm run --silent dataset -- convert FILE... [options]

FILE is JSONL, JSON, CSV, TSV, Parquet, or text, also gzipped, or a folder of such files; - is standard input.

  --method NAME         supervised, vision, preference, reinforcement, evaluation
                        (convert only: prompt_completion); recognized if left out
  --model NAME          the base model, such as gpt-4.1-mini, for its limits
  --shape NAME          messages, prompt_completion, alpaca, sharegpt, preference,
                        grader, columns, text; recognized if left out
  --field ROLE=COLUMN   which column is what, such as prompt=question; repeatable
  --template-user TEXT  a template such as "Translate: {{text}}"; also
                        --template-system, -assistant, -chosen, -rejected
  --system TEXT         system message for every row that has none
  --keep COLUMN         carries a column along; repeatable
  --allow-memory        reads Parquet files that need more than 256 MB at once

check:
  --against FILE        evaluation rows that should not be trained on; repeatable
  --all                 shows every finding, not only the first 5 of each rule
  --json                writes one JSON document instead of text

convert:
  --to FORMAT           jsonl, csv, parquet; by the ending of --out if left out
  --out FILE            the file to write; standard output if left out or -
  --gzip                compresses the output; so does an --out ending in .gz
  --fix                 fixes the faults that can be fixed
  --mask                replaces personal data and secrets with placeholders

Exit code of check: 0 fit, 1 findings that block, 2 failed. Of convert: 0 done,
1 written but not every row fit, 2 failed.`,
  problems: {
    datasetUsage: {
      title: "The command can't be run like this",
      cause: "{reason}.",
      remedy: "npm run --silent dataset -- --help lists the options.",
    },
    datasetMemory: {
      title: "{file} needs a lot of memory",
      cause: "Reading this Parquet file takes about {megabytes} MB at once.",
      remedy: "Add --allow-memory, or write the file again with smaller row groups.",
    },
    datasetOut: {
      title: "{file} could not be written",
      cause: "{reason}.",
      remedy: "Choose another file with --out.",
    },
  },
  reasons: {
    command: "The first word has to be check or convert",
    noFiles: "No file is named",
    stdinTwice: "Standard input can be read only once",
    value: "{option} can't be “{value}”; use one of {values}",
    field: "--field needs ROLE=COLUMN, not “{value}”",
    role: "--field has no role “{value}”; use one of {values}",
    mapping: "The shape, fields, or templates are too long or too many",
    parquetGzip: "A Parquet file is compressed already, so it can't be gzipped",
    terminal: "This format isn't text, so it can't be written to a terminal; name a file with --out",
    notAFile: "It exists and isn't a file",
    onlyCheck: "{option} is an option of check",
    onlyConvert: "{option} is an option of convert",
  },
  stdin: "standard input",
  manyFiles: "Only the first 1000 files of a folder are read.",
  interrupted: "Interrupted. Nothing was written.",
  interruptedCheck: "Interrupted. The check isn't complete.",
  progress: "{phase} … {percent}",
  progressLeft: "{phase} … {percent}, {time} left",
  file: "{name}: {format}, {encoding}.",
  fileBare: "{name}: {format}.",
  gzip: "{encoding}, gzip",
  asWritten: "Checked as written.",
  readAs: "Read as: {shape}.",
  readAsFields: "Read as: {shape} ({fields}).",
  field: "{role} = {column}",
  heading: "{method}: {rows}",
  headingModel: "{method}, {model}: {rows}",
  tokensExact: "{tokens}. {all}",
  tokensAbout: "{tokens} {error}",
  rule: "{severity}: {rule}, {findings} in {rows}",
  ruleWhole: "{severity}: {rule}, the dataset as a whole",
  findings: { one: "1 finding", many: "{count} findings" },
  fix: "Fix: {fix}",
  finding: "{place}: {title}",
  inRow: "row {row}",
  otherRow: "{row} ({file}:{line})",
  more: "{count} more; --all shows every finding",
  excerptMark: "{before}»{text}«{after}",
  rowsBlock: { one: "1 row has findings that block", many: "{count} rows have findings that block" },
  rowsWarn: { one: "1 row has only warnings", many: "{count} rows have only warnings" },
  wholeBlock: {
    one: "1 finding about the dataset as a whole blocks",
    many: "{count} findings about the dataset as a whole block",
  },
  fit: "Fit for {method}: nothing blocks.",
  fitWarned: "Fit for {method}: nothing blocks; {warned}.",
  notFit: "Not fit for {method}: {why}.",
  convertFirst:
    "The service doesn't take these files as they are; convert them before you upload them: {names}",
  methods: {
    supervised: "supervised fine-tuning",
    vision: "vision fine-tuning",
    preference: "preference training (DPO)",
    reinforcement: "reinforcement fine-tuning",
    evaluation: "evaluation",
  },
  written: { one: "1 row written to {file}.", many: "{count} rows written to {file}." },
  stdout: "standard output",
  leftOut: {
    one: "1 row can't be written in this form and was left out.",
    many: "{count} rows can't be written in this form and were left out.",
  },
  unfit: {
    one: "1 row doesn't fit: {why} ({file}:{line}).",
    many: "{count} rows don't fit: {why} (first: {file}:{line}).",
  },
  kept: "What doesn't fit was kept as it is.",
  fixed: { one: "Fixed 1 × {rule}.", many: "Fixed {count} × {rule}." },
  removed: {
    one: "1 row removed, since it couldn't be fixed ({file}:{line}).",
    many: "{count} rows removed, since they couldn't be fixed (first: {file}:{line}).",
  },
  left: { one: "1 finding still blocks.", many: "{count} findings still block." },
} as const;
