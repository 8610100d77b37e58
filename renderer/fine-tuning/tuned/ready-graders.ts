import type { Grader } from "../../../preload/contract/graders.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";

const names = tunedModels.trial.graders;

/** What answers are usually held against, and where it is in a row. */
const answer = "{{sample.output_text}}";
const reference = "{{item.reference}}";

/** Graders to begin with, by a name in `strings.tunedModels.trial.graders`: each holds the answer against the row's own. */
export const readyGraders: Record<"same" | "contains" | "similar" | "overlap", Grader> = {
  same: { type: "string_check", name: names.same, input: answer, reference, operation: "eq" },
  contains: { type: "string_check", name: names.contains, input: answer, reference, operation: "ilike" },
  similar: {
    type: "text_similarity",
    name: names.similar,
    input: answer,
    reference,
    evaluation_metric: "fuzzy_match",
    pass_threshold: 0.8,
  },
  overlap: {
    type: "text_similarity",
    name: names.overlap,
    input: answer,
    reference,
    evaluation_metric: "rouge_l",
    pass_threshold: 0.5,
  },
};
