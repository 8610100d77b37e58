/** The words about how far judges can be relied on. */
export const judgeCertificates = {
  title: "Judges",
  all: "See all measured judges",
  open: "Show measured judges",
  intro:
    "A judge is a model that grades answers. Measure it before you rely on its grades: the result holds for every evaluation that uses the same model, prompt, rubric, and scale.",
  reading: "Loading…",
  none: "No judge has been measured yet",
  noneText: "Open an evaluation that a judge has graded, go to its Judges tab, and measure the judge there.",
  back: "All evaluations",
  removed: "Deleted the measurement of “{name}”.",
  undo: "Undo",
  remove: "Delete",
  /** How far a judge can be relied on. */
  trust: {
    trust: "Trustworthy for this",
    care: "Use with care",
    distrust: "Don't rely on it",
  },
  /** What stands beside a judge's name. */
  badge: {
    none: "Not measured",
    stale: "No longer holds",
    running: "Being measured",
    own: "Grades its own model: {models}",
    ownHint:
      "Judges favor their own words. Versions of a model, and models tuned from it, count as the same.",
  },
  changed: "It was measured on {date}, but since then something has changed: {what}.",
  changes: {
    model: "the model",
    version: "the model's version",
    messages: "the prompt",
    rubric: "the rubric",
    scale: "the scale",
    parameters: "temperature or max tokens",
    reply: "Assay's instructions on how to reply",
  },
  measure: "Measure judge",
  measureAgain: "Measure again",
  continue: "Continue measuring",
  stop: "Stop",
  measuring: "Measuring: {done} of {of} asked again",
  /** What measuring takes. */
  cost: {
    requests: {
      one: "It asks the judge once more about answers it has already graded: 1 request, {cost}.",
      many: "It asks the judge again about {answers} answers it has already graded: {count} requests, {cost}.",
    },
    free: "free",
    about: "about {amount}",
    unknown: "price unknown",
    nothing: "No requests needed: everything has been asked.",
    rest: "{asked} of {answers} have been asked already.",
  },
  grade: "Grade some yourself",
  labels: { one: "You've given 1 blind grade.", many: "You've given {count} blind grades." },
  labelsSeen: {
    one: "1 more doesn't count, because the model's name or the judge's verdict was visible when you gave it.",
    many: "{count} more don't count, because the model's name or the judge's verdict was visible when you gave them.",
  },
  /** After the sentence on blind grades. */
  fromVotes: {
    one: "1 of them is a vote of yours from a comparison, about the same two answers.",
    many: "{count} of them are votes of yours from comparisons, about the same two answers.",
  },
  waits: "You can measure it once the evaluation has stopped.",
  newer: "Some of your grades are newer than this measurement. Measure again to include them.",
  /** A measurement. */
  holds: "Measured on {date} in “{evaluation}”, on {rows} rows",
  modelLine: "{deployment}, model {model}",
  modelVersion: "{model} {version}",
  modelUnknown: "unknown",
  hash: "Fingerprint {hash}",
  findings: {
    at_random:
      "Answers as if at random: asked the same thing twice, it repeated itself in {share} of cases ({low} to {high}), hardly more than chance.",
    inconsistent:
      "Changes its mind: asked the same thing twice, it repeated itself in only {share} of cases ({low} to {high}).",
    wavers: "Asked the same thing twice, it repeated itself in {share} of cases ({low} to {high}).",
    consistent: "Repeats itself: the same verdict in {share} of cases ({low} to {high}) when asked twice.",
    consistency_unknown: "Too few answers were asked twice to say whether it repeats itself.",
    prefers_first:
      "Prefers the answer shown first in {share} of pairs ({low} to {high}), whichever it is. Swapping the two changed the verdict in {flips} of pairs.",
    prefers_second:
      "Prefers the answer shown second in {share} of pairs ({low} to {high}), whichever it is. Swapping the two changed the verdict in {flips} of pairs.",
    flips: "Swapping the two answers changed its verdict in {share} of pairs ({low} to {high}).",
    no_position:
      "Doesn't mind the order: swapping the two answers changed its verdict in {share} of pairs ({low} to {high}).",
    position_unknown:
      "Whether it prefers the answer shown first isn't known: no pairs were asked in both orders.",
    longer_better: "Gives longer answers higher scores: ρ {value} ({from} to {to}).",
    shorter_better: "Gives shorter answers higher scores: ρ {value} ({from} to {to}).",
    longer_better_too:
      "Gives longer answers higher scores: ρ {value} ({from} to {to}). So do you: ρ {person}.",
    shorter_better_too:
      "Gives shorter answers higher scores: ρ {value} ({from} to {to}). So do you: ρ {person}.",
    no_length: "Length has little to do with its scores: ρ {value} ({from} to {to}).",
    one_verdict:
      "Gives the same verdict ({label}) to {share} of answers, so these rows say little about whether it can tell them apart.",
    not_compared: "Nobody has checked it yet. Grade some answers yourself to see whether it agrees with you.",
    one_label:
      "You or the judge gave the same grade throughout, so agreement beyond chance can't be measured yet. You agree on {raw} of {labels} answers.",
    constant_judge:
      "Gives every answer the same grade, whatever you gave it: it agrees with you on {raw} of {labels} answers, no more than chance.",
    few_labels: "{labels} grades of yours give κ ± {reach}. {more} more would give ± 0.15.",
    disagrees:
      "Doesn't agree with you beyond chance: κ {value} ({from} to {to}). It agrees with you on {raw} of answers; always giving the same grade would reach {constant}.",
    agrees_partly:
      "Agrees with you in part: κ {value} ({from} to {to}). It agrees with you on {raw} of answers; always giving the same grade would reach {constant}.",
    agrees:
      "Agrees with you: κ {value} ({from} to {to}) on {labels} grades. It agrees with you on {raw} of answers; always giving the same grade would reach {constant}.",
    misses_label: "Misses what you called “{label}”: it found {count} of {of} ({low} to {high}).",
    ceiling:
      "You agree with yourself in {share} of cases ({low} to {high}, {count} of {of}) when you grade the same twice. Expect no more of a judge.",
    own_judge: "Grades its own model: {models}. Judges favor their own words.",
  } as Record<string, string>,
  /** What stands for a label that isn't known. */
  passing: { pass: "passed", fail: "failed" },
  /** What steps of a scale are called that are neither numbers nor labels. */
  verdicts: {
    own: "better than the baseline",
    tie: "tie",
    baseline: "worse than the baseline",
  } as Record<string, string>,
  weighs: { trust: "Good", care: "Take care", distrust: "Bad" },
  details: {
    title: "All numbers",
    consistency: "Same verdict when asked twice",
    consistencyKappa: "Beyond chance (κ)",
    bias: "First wins, beyond half",
    flips: "Verdict changes with the order",
    kappa: "Agreement with you (κ)",
    kappaWeighted: "Agreement with you (κ, quadratic)",
    ac1: "Agreement with you (AC1)",
    raw: "Agreement with you (raw)",
    constant: "Raw, if it always said the same",
    ceiling: "You with yourself",
    ceilingUnknown: "Unknown: you haven't graded the same answers twice",
    fromVotes: "Your votes from comparisons",
    length: "Length and verdict (Spearman's ρ)",
    lengthPair: "Difference in length and verdict (Spearman's ρ)",
    lengthPerson: "Length and your own verdict (ρ)",
    share: "{value} ({low} to {high}), {count} of {of}",
    estimate: "{value} ({low} to {high})",
    withoutInterval: "{value} (no interval: you or the judge gave the same grade throughout)",
    unknown: "Unknown",
  },
  /** How the verdict is reached, as it is reckoned. */
  rules: {
    title: "How this is decided",
    all: [
      "“Trustworthy for this” needs at least 50 blind grades of yours, κ of 0.6 or more with an interval above 0.4, and nothing in the list that is bad or needs care.",
      "“Don't rely on it” takes one of these: it repeats itself hardly more than chance or in clearly less than 80% of cases; the answer shown first (or second) clearly wins more than 60%; swapping clearly changes more than 30% of verdicts; its scores clearly follow length (ρ above 0.5, or above 0.3 where yours clearly don't); κ with your grades is clearly below 0.4, or it does no better than one constant grade.",
      "Everything else is “Use with care”. “Clearly” means that the whole 95% interval lies beyond the limit.",
    ],
  },
  good: "What this says",
  /** What became of each label that the person gave. */
  recalls: {
    title: "Verdict by verdict",
    hint: "A row for what you said: how much of it the judge found, and what it said instead.",
    person: "You",
    found: "Found by the judge",
    judge: "Judge: {label}",
    never: "You never gave it",
  },
  /** Rates by the person's standards. */
  corrections: {
    title: "Scores by your standards",
    label: "Scores by your standards, by model",
    model: "Model",
    raw: "Judge",
    corrected: "Corrected",
    how: "How",
    rogan_gladen: "Rate corrected for the judge's known mistakes (Rogan–Gladen)",
    prediction_powered: "Your grades on some rows, the judge's on the rest (PPI)",
    notYet: "Not yet: grade more of this model's answers",
    /** Beside a verdict. */
    sentence: "Corrected by the judge's certificate: {models}.",
    ofModel: "{model} {value} (95% interval {low} to {high})",
    ofModelBare: "{model} {value}",
    between: "; ",
  },
  disagreements: {
    title: "Where you and the judge differ",
    none: "You and the judge agree on every answer that you both graded.",
    row: "Row {row}",
    text: "You: {person}. Judge: {judge}.",
    more: "Read these first: often the rubric is unclear, not the judge wrong.",
  },
  /** Grading some answers oneself. */
  marking: {
    title: "Grade some yourself",
    progress: "{done} of {of}",
    hint: "Names and the judge's verdict are hidden. Rows are drawn at random, so please don't skip the hard ones. Some come twice, to see how often you agree with yourself.",
    keysScale: "Keys: {from} to {to}",
    keysPair: "Keys: ← left, → right, ↓ tie",
    question: "Question",
    reference: "Reference",
    answer: "Answer",
    left: "Left answer",
    right: "Right answer",
    tie: "Tie",
    leftBetter: "Left is better",
    rightBetter: "Right is better",
    grade: "Your grade",
    skip: "Skip",
    done: "All done. There's nothing left to grade here.",
    close: "Done",
    loading: "Loading answers…",
    failed: "The answers couldn't be read.",
    saved: "Saved.",
  },
};
