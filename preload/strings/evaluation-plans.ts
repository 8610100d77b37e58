/** The words of what is told of an evaluation before it starts. */
export const evaluationPlans = {
  /** "base against tuned", and a draft of a dataset. */
  tunedName: "{tuned} against {base}",
  datasetName: "Evaluation of {name}",
  graderNames: {
    equals: "Same as the reference",
    json: "JSON like the reference",
    call: "Right tool call",
    similarity: "Similar to the reference",
  },
  /** What these rows can show. */
  power: {
    assumed: "{rows} rows see no less than {points} points when the two differ on {share} of them.",
    measured:
      "{rows} rows see no less than {points} points: in the pilot the two differed on {share} of them ({low} to {high}).",
    tooFew:
      "{rows} rows are too few: they see no less than {points} points, and two models that differ on {share} of them can't be that far apart.",
    alike:
      "In the pilot, the models never differed. With so few differences, {rows} rows see no less than {points} points.",
    alikeTooFew:
      "In the pilot, the models never differed, so {rows} rows are unlikely to show a difference. Use harder rows, a stricter grader, or many more rows.",
    none: "Without rows, nothing can be seen.",
  },
  answerFrom: {
    pilot: "Measured by the pilot",
    references: "Estimated from the length of the references",
    usual: "Assumed: {tokens} tokens per answer, because the rows have no references",
  },
  /** What keeps a draft from starting, or should be known before. */
  remarks: {
    grader_wrong: "“{name}” can't grade. {why}",
    part_missing: "“{name}” combines a grader that isn't here any more.",
    dataset_gone: "Choose a dataset: the one this evaluation used was deleted.",
    dataset_unready: "Wait until “{name}” has been imported.",
    dataset_empty: "“{name}” has no rows.",
    part_empty: "This part of “{name}” has no rows. Choose another part, or split the dataset.",
    rows_ask_nothing: "No row can be sent. {why}.",
    rows_not_asked: "About {rows} of the rows can't be sent and are left out. {why}.",
    all_without_reference: "“{name}” compares with the reference, but no row has one.",
    some_without_reference:
      "“{name}” compares with the reference, but about {rows} of the rows have none. They won't be graded by it.",
    all_without_calls: "“{name}” compares with the tool call in the row, but no row has one.",
    some_without_calls:
      "“{name}” compares with the tool call in the row, but about {rows} of the rows have none. They won't be graded by it.",
    pictures_not_there:
      "Some rows have images, which Foundry can't be sent in an evaluation. Run it here instead.",
    all_tool_turns_not_there:
      "Every row has tool calls or tool results in its conversation, which an evaluation on Foundry can't send. Run it here instead.",
    some_tool_turns_not_there:
      "About {rows} of the rows have tool calls or tool results in their conversation. An evaluation on Foundry can't send them, so they count as failed.",
    deployment_gone: "{name}: there's no deployment “{deployment}” any more. Choose another one.",
    deployment_unusable: "{name}: “{deployment}” can't chat.",
    batch_alone:
      "{name}: “{deployment}” only runs batches. Run the evaluation by the Batch API, or choose another deployment.",
    batch_other_api:
      "{name}: “{deployment}” answers by {api}, and Assay asks batches by chat completions only. Choose another deployment.",
    not_batch: "{name}: “{deployment}” isn't a batch deployment. It's asked row by row, at the full price.",
    batch_unsure:
      "{name}: with an API key, Assay can't see whether “{deployment}” is a batch deployment. It's asked in a batch, which Foundry refuses if it isn't one.",
    no_batch:
      "None of the models is on a batch deployment, so nothing can run as a batch. Run the evaluation on this computer, or choose batch deployments.",
    evaluator_not_here:
      "“{name}” is an evaluator of Foundry. It grades only where Foundry runs the evaluation.",
    evaluator_not_in_batch:
      "“{name}” is an evaluator of Foundry. It grades only where Foundry runs the evaluation, not in a batch.",
    evaluator_charge: "“{name}” grades by itself. What Foundry charges for that isn't included.",
    other_connection:
      "{name} belongs to another connection than the one that Foundry runs this evaluation on.",
    capacity_one: "{name}: “{deployment}” has the smallest capacity, 1. Expect to wait for its rate limit.",
    price_unknown: "The price of {deployments} isn't known. Enter it to see what this costs.",
    price_unknown_many: "The prices of {deployments} aren't known. Enter them to see what this costs.",
    repeats_at_zero: "{name} runs at temperature 0, so repeats mostly give the same answer and tell little.",
    judge_gone: "“{name}”: there's no deployment “{deployment}” any more. Choose another one.",
    judge_batch: "“{name}”: “{deployment}” only runs batches and can't be a judge.",
    own_judge:
      "“{name}” judges itself: its model is the same as that of {models}, or one is tuned from the other. Judges favor their own words.",
    judge_price_unknown:
      "The price of {deployments}, which grades, isn't known. Enter it to see what this costs.",
    judge_price_unknown_many:
      "The prices of {deployments}, which grade, aren't known. Enter them to see what this costs.",
    too_few_rows: "{rows} rows are too few to tell two models apart that differ on {share} of them.",
    no_twin: "“{name}” can't run on Foundry. {why}",
    twin_differs: "“{name}” may grade differently on Foundry. {why}",
  } as Record<string, string>,
};
