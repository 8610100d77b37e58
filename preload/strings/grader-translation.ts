/** Words for why a grader runs in one place only, and for what differs where it runs in both. */
export const graderTranslation = {
  reasons: {
    no_twin: "Foundry has no grader like this one.",
    options: "Foundry can't ignore blanks, or ignore case with “equals”.",
    operation: "Foundry checks for “equals” and “contains” only.",
    negated: "Foundry has no opposite of “contains”.",
    needs_threshold: "Foundry needs a passing score. Set one.",
    pair: "Foundry's judges can't compare two answers.",
    composed: "Foundry can't combine graders in an evaluation.",
    no_model: "Choose the model that grades.",
    judge_elsewhere: "The model that grades must be on the connection that the evaluation runs on.",
    no_judge: "Choose a deployment that grades.",
    no_project: "Only a Foundry project has evaluators. Choose a connection to a project.",
    evaluator_missing: "The project has no evaluator named {name}.",
    unmapped: "It needs these fields: {fields}.",
    no_reference: "The data has no field with the reference.",
    place: "Foundry can't fill in {place}.",
    role: "Its messages include an answer of the model.",
    unknown: "This kind of grader isn't known here.",
  },
  notes: {
    like_ambiguous:
      "Foundry calls this check “like” or “ilike”, and Microsoft's pages disagree about what that means. Compare its scores on the first rows.",
    fuzzy_unsure: "Microsoft doesn't say which function fuzzy_match is. Here it's RapidFuzz's ratio.",
    own_prompt: "Foundry asks its judge in its own way, so scores can differ.",
    sampling_dropped: "Foundry uses its own sampling for this grader.",
    own_embeddings: "Foundry uses its own embeddings, so scores can differ.",
    own_sandbox: "The code runs only at the service.",
    only_there: "It runs only on Foundry.",
  },
} as const;
