import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { correctedSentence } from "../../../preload/strings/corrected-sentence.ts";
import { modelName } from "../results/aim.tsx";
import { askCorrections } from "./corrections.tsx";
import { useAsked } from "./use-asked.ts";

/** What models would reach by the person's standards, in a sentence for beside a verdict by this judge. */
export function Corrected(props: { evaluation: Evaluation; graderId: string; stamp: string }) {
  const { evaluation, graderId, stamp } = props;
  const corrections = useAsked({ evaluationId: evaluation.id, graderId }, askCorrections, stamp);
  const sentence = correctedSentence(corrections ?? [], (id) => modelName(evaluation, id));
  if (sentence === null) return null;
  return (
    <p className="muted small selectable" dir="auto">
      {sentence}
    </p>
  );
}
