/** The words of verdicts: which model is better, by how much, and how that was found. */
export const evaluationVerdicts = {
  words: {
    better: "Better",
    worse: "Worse",
    none: "No difference found",
    too_little: "Too little graded",
  },
  sentences: {
    better: "{model} is better: {means}, {effect}{facts}.",
    worse: "{model} is worse: {means}, {effect}{facts}.",
    none: "No difference found between {model} and {baseline}: {means}, {effect}{facts}.",
    means: "{own} against {other}",
    wins: "it wins {own} of the comparisons with {baseline}, ties counting half",
    more: "{difference} more",
    less: "{difference} less",
    same: "the same on average",
    /** Of several comparisons in a row: “(95% interval 4 to 18; p = 0.003, corrected for 3 comparisons)”. */
    facts: " ({facts})",
    interval: "95% interval {low} to {high}",
    p: "p = {p}",
    smallP: "p < {p}",
    corrected: "corrected for {count} comparisons",
    smallest: "A difference below {smallest} would probably have gone unnoticed.",
    unseeable: "With so few rows, even the largest possible difference could have gone unnoticed.",
    point: "{count} point",
    points: "{count} points",
  },
  /** Why nothing is said. */
  tooLittle: {
    few_rows:
      "Too little was graded to compare {model} with {baseline}: {rows} rows have a score for both, and it takes at least 10.",
    half_graded:
      "Too little was graded to compare {model} with {baseline}: fewer than half of the answered rows have a score for both.",
    uneven:
      "Too little was graded to compare {model} with {baseline}: {own} of {model}'s rows have no score, against {other} of {baseline}'s, which could make either look better.",
    few_groups:
      "Too few independent rows to compare {model} with {baseline}: the {rows} rows form {groups} groups that belong together, and it takes at least 10.",
  },
  /** The same as `few_rows` of a single row. */
  oneRow:
    "Too little was graded to compare {model} with {baseline}: 1 row has a score for both, and it takes at least 10.",
  /** How intervals and probabilities were made. */
  methods: {
    wilson: "Wilson interval",
    clustered_wilson: "Wilson interval, for groups of rows",
    bounded: "Agresti–Min interval",
    newcombe: "Newcombe interval (method 10)",
    t: "Student's t interval",
    studentized_bootstrap: "Studentized bootstrap",
    wider_of_both: "The wider of Student’s t and the studentized bootstrap",
    clustered_t: "Student's t between groups of rows",
    paired_t: "Paired t test",
    sign_flip: "Sign-flip permutation test",
    sign_flip_groups: "Sign-flip permutation test, for groups of rows",
    signed_rank: "Wilcoxon signed-rank test",
    mcnemar_exact: "McNemar's exact test",
    mcnemar_mid_p: "McNemar's test (mid-p)",
    sign_exact: "Exact sign test",
    sign_mid_p: "Sign test (mid-p)",
    holm: "Holm",
    benjamini_hochberg: "Benjamini–Hochberg",
  } as Record<string, string>,
} as const;
