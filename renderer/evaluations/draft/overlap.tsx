import { useState } from "react";
import type { EvaluationOverlap } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { useDatasets } from "../../datasets/index.ts";
import { Part } from "../../ui/card-part.tsx";
import { actOn } from "../state.ts";

const words = evaluationDrafts.before;

/** Whether models were trained on the rows. What was found holds for these rows and models only. */
export function Overlap({ evaluation }: { evaluation: Evaluation }) {
  const { id, settings } = evaluation;
  const about = useAbout(settings);
  const [found, setFound] = useState<{ overlap: EvaluationOverlap; about: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    const overlap = await actOn(id, () => window.assay["evaluationPlans.overlap"]({ id }));
    setBusy(false);
    if (overlap) setFound({ overlap, about });
  };
  const nameOf = (modelId: string) => settings.models.find((one) => one.id === modelId)?.name ?? "";
  const known = found?.about === about ? found.overlap.models : null;
  return (
    <Part title={words.overlap}>
      <p className="muted small">{words.overlapText}</p>
      <div role="status">
        {known && (
          <ul className="card-notes small">
            {known.flatMap((one) =>
              overlapTexts(one, nameOf(one.id)).map((text) => <li key={`${one.id} ${text}`}>{text}</li>),
            )}
          </ul>
        )}
      </div>
      {known === null && (
        <div>
          <button
            type="button"
            className="button"
            aria-disabled={isBusy}
            onClick={() => !isBusy && void check()}
          >
            {isBusy ? words.overlapChecking : words.overlapCheck}
          </button>
        </div>
      )}
    </Part>
  );
}

/** Another text for other rows or models. It changes as they are chosen, not when that has been kept. */
function useAbout({ data, models }: EvaluationSettings): string {
  const version = useDatasets(({ list }) => list?.find((one) => one.id === data?.datasetId)?.version);
  const asked = models.map(({ id, connectionId, deployment }) => [id, connectionId, deployment]);
  return JSON.stringify([data, version, asked]);
}

/** What is known of a model's training, in sentences. */
export function overlapTexts({ found, gaps }: EvaluationOverlap["models"][number], name: string): string[] {
  const gap = gaps > 0 ? [fill(words.overlapGaps, { name, gaps })] : [];
  if (found === null) return [fill(words.overlapUnknown, { name }), ...gap];
  const { same, near, datasets } = found;
  if (same === 0 && near === 0) return [fill(words.overlapNone, { name }), ...gap];
  const text = fill(words.overlapFound, {
    name,
    same: same.toLocaleString(),
    near: near.toLocaleString(),
    datasets: datasets.map((one) => fill(words.overlapDataset, { ...one })).join(", "),
  });
  return [text, ...gap];
}
