/** Words about what was measured and compared: prompt sets, differences, conditions of a run, exports. */
export const measured = {
  promptProblems: {
    csvBroken:
      "Line {line}: a quotation mark is not closed, or stands in a field that is not in quotes, so the table was read up to here.",
    fieldsDiffer: "Line {line}: it has another number of fields than the header.",
    jsonBroken: "Line {line}: this is not JSON.",
    notAnObject: "Line {line}: this is JSON, but not an object with names and values.",
    notAText: "Line {line}: {name} is not text. A list or an object is inserted as JSON, null as nothing.",
    nameMissing: "Line {line}: a column has no name.",
    nameRefused: "Line {line}: “{name}” cannot be the name of a column.",
    nameTwice: "Line {line}: two columns are named {name}.",
    variableMissing: "Line {line}: {name} is missing, which the template wants.",
    empty: "Line {line}: the prompt is empty.",
    tooLong: "Line {line}: the prompt is longer than a megabyte.",
    tooMany: "Line {line}: a set holds 10,000 prompts; the ones from here on were left out.",
    textTooLong: "This is longer than 50 million characters.",
  },
  promptVariables: {
    missing: "The template wants {names}, which no column gives.",
    unused: "Not used by the template: {names}.",
  },
  difference: {
    none: "No difference can be told from these runs.",
    few: "There are too few runs to tell a difference.",
    lower: "{b} is {shift} lower than {a}, between {low} and {high} with 95% confidence.",
    higher: "{b} is {shift} higher than {a}, between {low} and {high} with 95% confidence.",
  },
  /** Why an answer has no tokens a second. */
  noSpeed: {
    too_few_pieces:
      "How fast it was written cannot be told: it is too short, or a filter or a proxy let it out in a few lumps.",
    tokens_not_counted:
      "How fast it was written cannot be told: the service did not say how many tokens it has.",
    several_answers:
      "How fast it was written cannot be told: the service counted the tokens of several answers together.",
    no_text: "Nothing came that could be timed: no text, or all of it at once from the background.",
  },
  noSpeeds:
    "{name}: {missing} of {answers} answers have no speed, because they came in too few pieces, or without a count of tokens.",
  thresholds: {
    maxMedianFirstToken: "{alias}: median time to first token {value} ms, at most {limit} ms",
    maxMedianTotal: "{alias}: median time in total {value} ms, at most {limit} ms",
    minMedianTokensPerSecond: "{alias}: median of {value} tokens per second, at least {limit}",
    maxFailures: "{alias}: {value} failed, at most {limit}",
    unmeasured: "unknown",
    passed: "passed",
    missed: "missed",
    because: {
      unanswered: "missed, since nothing was answered",
      firstToken: "missed, since {missing} of {answers} answers have no text, or came from the background",
      tokensPerSecond:
        "missed, since {missing} of {answers} answers have no speed: they came in too few pieces, or without a count of tokens",
    },
  },
  exports: {
    notes: {
      csv: "A text that begins with =, +, - or @ and is no number gets an apostrophe in front, so that no spreadsheet runs it.",
      promptfoo:
        "Double braces and file:// in a prompt get a space inside, so that promptfoo takes them for text. The endpoint and the key are set in promptfoo.",
      bundle:
        "Prompts, answers and times, with deployments by alias. No key is in it, and no endpoint unless you add it.",
    },
    created: "Run on {time} with Assay {version}",
    conditions: "{repeats} runs of each after {warmUps} to warm up; order: {order}",
    order: { random: "random", given: "as given" },
    results: "Results",
    prompts: "Prompts and answers",
    system: "System prompt",
    run: "{column}, run {repeat}",
    ended: "ended: {end}",
    cut: "{column}: {count} not complete ({end})",
    columns: {
      column: "Column",
      deployment: "Deployment",
      model: "Model",
      conditions: "Conditions",
      parameters: "Parameters",
      runs: "Runs",
      failures: "Failed",
      firstToken: "First token, median (ms)",
      interval: "95% interval",
      tokensPerSecond: "Tokens per second, median",
      total: "Total, median (ms)",
      cost: "Cost",
    },
  },
} as const;
