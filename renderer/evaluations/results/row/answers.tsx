import { useEffect, useState } from "react";
import type {
  EvaluationAnswer,
  EvaluationMark,
  EvaluationRow,
} from "../../../../preload/contract/evaluation-results.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { modelName } from "../aim.tsx";
import { Choice } from "../choice.tsx";
import { Answer } from "./answer.tsx";
import { sawNames } from "./named.ts";
import type { Against, RowPaneProps } from "./props.ts";

const words = evaluationResults.row;

const reference = "*";

/** All answers to a row by model and repeat, side by side. */
export function Answers(props: RowPaneProps & { full: EvaluationRow }) {
  const { evaluation, full, graderId, isReadOnly, onChanged } = props;
  const { models, graders, repeats } = evaluation.settings;
  const [chosen, setChosen] = useState("");
  const row = full.row;
  useEffect(() => sawNames(evaluation.id, row), [evaluation.id, row]);
  const places = new Map(models.map(({ id }, place) => [id, place]));
  const ordered = full.answers.toSorted(
    (one, other) =>
      (places.get(one.modelId) ?? 0) - (places.get(other.modelId) ?? 0) || one.repeat - other.repeat,
  );
  const against: Against =
    chosen === ""
      ? { kind: "nothing" }
      : chosen === reference
        ? { kind: "reference" }
        : { kind: "model", modelId: chosen, name: modelName(evaluation, chosen) };
  return (
    <section className="evaluation-answers" aria-label={words.answers}>
      <div className="row wrap">
        <h3 className="grow">{words.answers}</h3>
        {ordered.length > 0 && (
          <Choice
            label={words.compareTo}
            value={chosen}
            choices={[
              ["", words.compareNone],
              ...(full.reference === null ? [] : [[reference, words.compareReference] as const]),
              ...models.map(({ id, name }) => [id, name] as const),
            ]}
            onChange={setChosen}
          />
        )}
      </div>
      {ordered.length === 0 && <p className="muted small">{words.noAnswers}</p>}
      <div className="evaluation-sides">
        {ordered.map((answer) => (
          <Answer
            key={`${answer.modelId} ${answer.repeat}`}
            evaluationId={evaluation.id}
            row={row}
            answer={answer}
            name={modelName(evaluation, answer.modelId)}
            isBaseline={answer.modelId === evaluation.settings.baseline}
            graders={graders}
            graderId={graderId}
            hasRepeats={repeats > 1}
            against={isOther(answer, against) ? against : { kind: "nothing" }}
            mark={markOf(full, answer, graderId)}
            isReadOnly={isReadOnly}
            onChanged={onChanged}
          />
        ))}
      </div>
    </section>
  );
}

/** Whether an answer is another than the one it would be held against, which is the first of its model. */
const isOther = ({ modelId, repeat }: EvaluationAnswer, against: Against) =>
  against.kind !== "model" || against.modelId !== modelId || repeat !== 0;

const markOf = (row: EvaluationRow, answer: EvaluationAnswer, graderId: string): EvaluationMark | null =>
  row.marks.find(
    (mark) => mark.modelId === answer.modelId && mark.repeat === answer.repeat && mark.graderId === graderId,
  ) ?? null;
