import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";

/** A deployment of a connection. */
export interface Deployed {
  connectionId: string;
  deployment: string;
}

/** In the place of the dataset's id: a file knows only its rows. */
export const noDataset = "dataset";

/** Settings whose deployments are others: of models, judges, embeddings, and of where they run. */
export function withDeployments(
  settings: EvaluationSettings,
  other: (deployed: Deployed) => Deployed,
): EvaluationSettings {
  const { models, graders, place } = settings;
  return {
    ...settings,
    models: models.map((model) => ({ ...model, ...other(picked(model)) })),
    graders: graders.map((grader) => graderWith(grader, other)),
    place:
      place.kind === "foundry"
        ? { ...place, connectionId: other({ connectionId: place.connectionId, deployment: "" }).connectionId }
        : place,
  };
}

const picked = ({ connectionId, deployment }: Deployed): Deployed => ({ connectionId, deployment });

function graderWith(grader: EvaluationGrader, other: (deployed: Deployed) => Deployed): EvaluationGrader {
  if (grader.kind === "judge") return { ...grader, judge: other(grader.judge) };
  if (grader.kind === "foundry" || grader.kind === "evaluator")
    return { ...grader, judge: grader.judge && other(grader.judge) };
  if (grader.kind === "similarity")
    return { ...grader, embeddings: grader.embeddings && other(grader.embeddings) };
  return grader;
}

/**
 * Settings as they go into a file: each connection under a name of the file's own, in the order they come, the dataset
 * and registered models without their ids. `deployed` are all deployments in it, as they are here and as the file names them.
 */
export function settingsForFile(settings: EvaluationSettings): {
  settings: EvaluationSettings;
  deployed: { here: Deployed; file: Deployed }[];
} {
  const names = new Map<string, string>();
  const deployed = new Map<string, { here: Deployed; file: Deployed }>();
  const renamed = withDeployments(settings, (here) => {
    const connectionId = names.get(here.connectionId) ?? `c${names.size + 1}`;
    names.set(here.connectionId, connectionId);
    const file = { connectionId, deployment: here.deployment };
    if (file.deployment !== "") deployed.set(JSON.stringify(file), { here, file });
    return file;
  });
  return {
    settings: {
      ...renamed,
      data: renamed.data && { ...renamed.data, datasetId: noDataset },
      models: renamed.models.map((model) => ({ ...model, modelId: null })),
    },
    deployed: [...deployed.values()],
  };
}
