import { useState } from "react";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationMark } from "../../../../preload/contract/evaluation-results.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { ask } from "../../state.ts";
import { rangeOf } from "../numbers.ts";

const words = evaluationResults.row.mark;

/** The person's own grade of an answer by a grader: passed or not, or a score on the grader's scale. */
export function Mark(props: {
  evaluationId: string;
  row: number;
  place: { modelId: string; repeat: number };
  /** What the model is called. */
  name: string;
  grader: EvaluationGrader;
  mark: EvaluationMark | null;
  onChanged: () => void;
}) {
  const { evaluationId, row, place, name, grader, mark, onChanged } = props;
  const [low, high] = rangeOf(grader);
  const score = mark?.score ?? null;
  const label = fill(words.of, { model: name, grader: grader.name });
  const labels = grader.kind === "judge" && grader.verdict.form === "label" ? grader.verdict : null;
  const set = async (score: number | null, label: string | null = null) => {
    const done = await ask(
      window.assay["evaluationResults.mark"]({
        id: evaluationId,
        row,
        answer: place,
        graderId: grader.id,
        score,
        label,
        isBlind: false,
      }),
      "mark",
    );
    if (done !== null) onChanged();
  };
  return (
    <fieldset className="row wrap evaluation-mark" aria-label={label} title={words.hint}>
      <span className="muted small">{words.title}</span>
      {labels ? (
        labels.labels.map((one) => {
          const isOn = mark?.label === one;
          const given = Number(labels.passing.includes(one));
          return (
            <Pressed
              key={one}
              label={one}
              isOn={isOn}
              onPress={() => void (isOn ? set(null) : set(given, one))}
            />
          );
        })
      ) : low === 0 && high === 1 ? (
        <>
          <Pressed label={words.pass} isOn={score === 1} onPress={() => void set(score === 1 ? null : 1)} />
          <Pressed label={words.fail} isOn={score === 0} onPress={() => void set(score === 0 ? null : 0)} />
        </>
      ) : (
        <Score
          key={score}
          label={label}
          range={[low, high]}
          mark={score}
          onSet={(given) => void set(given)}
        />
      )}
      {mark !== null && (
        <button type="button" className="button quiet small" onClick={() => void set(null)}>
          {words.clear}
        </button>
      )}
    </fieldset>
  );
}

function Pressed({ label, isOn, onPress }: { label: string; isOn: boolean; onPress: () => void }) {
  return (
    <button type="button" className="button small" aria-pressed={isOn} onClick={onPress}>
      <span dir="auto">{label}</span>
    </button>
  );
}

function Score(props: {
  label: string;
  range: [low: number, high: number];
  mark: number | null;
  onSet: (score: number) => void;
}) {
  const { label, range, mark, onSet } = props;
  const [typed, setTyped] = useState(mark === null ? "" : String(mark));
  const keep = () => {
    const score = Number(typed);
    if (typed.trim() === "" || !(score >= range[0] && score <= range[1]))
      setTyped(mark === null ? "" : String(mark));
    else if (score !== mark) onSet(score);
  };
  return (
    <span className="input">
      <input
        type="number"
        aria-label={label}
        min={range[0]}
        max={range[1]}
        step="any"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={keep}
        onKeyDown={({ key, currentTarget }) => key === "Enter" && currentTarget.blur()}
      />
    </span>
  );
}
