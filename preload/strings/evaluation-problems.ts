import type { RemedyCode } from "../contract/diagnosis.ts";
import type { EvaluationProblem, EvaluationRemedy } from "../contract/evaluation-problems.ts";

/** What can be wrong with an evaluation: what happened, and why; `unnamed` where a name is missing. */
export const evaluationProblems: Record<
  EvaluationProblem,
  { title: string; cause: string; unnamed?: string }
> = {
  evaluation_not_ready: {
    title: "This evaluation can't start yet",
    cause: "{why} Nothing was sent.",
  },
  evaluation_started: {
    title: "This evaluation has already started",
    cause: "Its results belong to the settings it started with, so they can't change any more.",
  },
  evaluation_busy: {
    title: "This evaluation is still running",
    cause: "Its results are still being written.",
  },
  evaluation_leaks: {
    title: "This evaluation would measure with rows that were trained on",
    cause:
      "{count} rows are the same as rows that {model} or a model before it was trained on, or nearly the same (in {dataset}). A model always does well on what it has seen. Nothing was sent.",
  },
  evaluation_stopped: {
    title: "Work on this evaluation stopped before it was done",
    cause: "The process ended, often because it ran out of memory. Every answer that had arrived is saved.",
  },
  evaluation_failed: {
    title: "Work on this evaluation failed",
    cause: "{why}. Every answer that had arrived is saved.",
  },
  evaluation_damaged: {
    title: "This evaluation's file can't be read",
    cause: "It's missing or damaged, or a newer version of Assay wrote it. It wasn't changed.",
  },
  evaluation_failed_elsewhere: {
    title: "This answer failed where it was run",
    cause: "The imported file says: {reason}",
    unnamed: "The imported file doesn't say why.",
  },
  evaluation_graders_differ: {
    title: "Foundry grades some answers differently",
    cause:
      "The first {answers} answers were graded here as well. On {rows} of these rows, {graders} gave another score than on Foundry. The rest hasn't been sent.",
  },
};

/** What to do about it: one sentence each. */
export const evaluationRemedies: Record<EvaluationRemedy, { text: string; action: "go_on" | null }> = {
  complete_evaluation: { text: "Fix what the page lists above the Start button.", action: null },
  duplicate_evaluation: { text: "Run it again as a new evaluation, and change that one.", action: null },
  choose_held_out: {
    text: "Choose a part of the dataset that no model was trained on, or remove these rows from it.",
    action: null,
  },
  look_at_differing_grades: {
    text: "Look at the rows below, and decide which of the two scores you trust.",
    action: null,
  },
  go_on_anyway: { text: "If Foundry's scores are fine, go on anyway.", action: "go_on" },
  run_evaluation_again: { text: "Run the evaluation again.", action: null },
};

/** Which remedies, most likely first, and whether the same may succeed later. */
export const evaluationAdvice: Record<EvaluationProblem, { remedies: RemedyCode[]; retryable: boolean }> = {
  evaluation_not_ready: { remedies: ["complete_evaluation"], retryable: false },
  evaluation_started: { remedies: ["duplicate_evaluation"], retryable: false },
  evaluation_busy: { remedies: ["wait_for_work"], retryable: true },
  evaluation_leaks: { remedies: ["choose_held_out"], retryable: false },
  evaluation_stopped: { remedies: ["work_again", "free_disk"], retryable: true },
  evaluation_failed: { remedies: ["work_again", "free_disk", "report"], retryable: true },
  evaluation_damaged: { remedies: ["run_evaluation_again", "report"], retryable: false },
  evaluation_failed_elsewhere: { remedies: [], retryable: false },
  evaluation_graders_differ: {
    remedies: ["look_at_differing_grades", "go_on_anyway", "run_here"],
    retryable: false,
  },
};

/** What the help says besides. */
export const evaluationAdditions: Record<
  EvaluationProblem,
  { cause?: string; more: string; related?: string[] }
> = {
  evaluation_not_ready: {
    cause: "Something that it needs is missing, such as a dataset, a model, or a working grader.",
    more: "Everything that keeps an evaluation from starting is listed on its page, each with a link to the place where it's fixed.",
  },
  evaluation_started: {
    more: "A result is only worth something if what was asked can't change afterwards.",
  },
  evaluation_busy: {
    more: "Pause the evaluation first. It goes on later with what hasn't been asked yet.",
  },
  evaluation_leaks: {
    cause:
      "Some of the rows are the same as rows that one of the models was trained on, or nearly the same. A model always does well on what it has seen.",
    more: "Every model that it was tuned from counts, too. Data that isn't on this computer can't be compared, and the page says so.",
  },
  evaluation_stopped: {
    more: "Each answer is written down when it arrives, so nothing is asked or paid for twice.",
  },
  evaluation_failed: {
    cause: "Reading or writing its file failed. Every answer that had arrived is saved.",
    more: "Most often the disk is full, or another program holds the file.",
  },
  evaluation_failed_elsewhere: {
    cause:
      "The results were imported, and this answer failed when they were made. The file says why, if it does.",
    more: "To ask it again, use “Run again” with your own deployments.",
  },
  evaluation_graders_differ: {
    cause:
      "The first twenty answers of an evaluation on Foundry are graded on this computer, too. At least one grader gave another score there than here.",
    more: "Graders with the same name can work differently: Microsoft doesn't say which similarity its fuzzy match is, and its pages disagree about what “like” means. Going on keeps Foundry's scores.",
  },
  evaluation_damaged: {
    more: "Each evaluation is a file in the profile folder, under evaluations.",
  },
};
