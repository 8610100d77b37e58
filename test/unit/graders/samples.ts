import type { Grader, SingleGrader } from "../../../preload/contract/graders.ts";

type Of<Type extends Grader["type"]> = Extract<Grader, { type: Type }>;

/** The answer is what the row says. */
export const exact: Of<"string_check"> = {
  type: "string_check",
  name: "Exact",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};

/** The answer is like what the row says. */
export const alike = (
  metric: Of<"text_similarity">["evaluation_metric"],
  threshold?: number,
): Of<"text_similarity"> => ({
  type: "text_similarity",
  name: "Alike",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  evaluation_metric: metric,
  ...(threshold !== undefined && { pass_threshold: threshold }),
});

/** A model says how good the answer is. */
export const judged: Of<"score_model"> = {
  type: "score_model",
  name: "Judged",
  model: "gpt-4.1",
  input: [
    { role: "developer", content: "Grade the answer." },
    { role: "user", content: "Wanted: {{item.answer}}. Said: {{sample.output_text}}." },
  ],
  range: [0, 10],
  pass_threshold: 7,
  sampling_params: { temperature: 0, max_completions_tokens: 50 },
};

/** Source that only the service runs. */
export const python: Of<"python"> = {
  type: "python",
  name: "Code",
  source: "def grade(sample, item):\n    return 1.0\n",
};

/** Several of them by a formula. */
export const several = (formula: string, parts: Record<string, SingleGrader>): Of<"multi"> => ({
  type: "multi",
  name: "All",
  graders: parts,
  calculate_output: formula,
});
