/** The words of the section Evaluations. */
export const evaluations = {
  title: "Evaluations",
  untitled: "New evaluation",
  again: "{name} (again)",
  pilotName: "Pilot of {name}",
  noRowsYet: "It has no rows yet.",
  /** What keeps a draft from starting, or should be known before. */
  remarks: {
    no_data: "Choose a dataset.",
    no_models: "Choose at least one model.",
    no_graders: "Add at least one grader.",
    baseline_missing: "Choose the baseline again: the model it was isn't part of this evaluation any more.",
    lead_missing: "Choose the main grader again: the one it was isn't here any more.",
    script_not_allowed: "Read the script of “{name}” and allow it to run.",
  } as Record<string, string>,
  /** Why a row isn't asked. */
  rowProblems: {
    asks_nothing: "It has no question that can be sent",
    no_fields: "It isn't an object with fields",
    place_unknown: "There is no {place} in a prompt",
    place_indexed: "{place} names an item of a list, which a prompt can't",
    field_missing: "It has no field {place}",
    answer_not_json: "{place} is part of an answer, which isn't there yet",
  } as Record<string, string>,
};
