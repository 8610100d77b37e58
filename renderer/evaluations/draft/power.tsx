import { useId, useState } from "react";
import type { EvaluationWeight } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationData } from "../../../preload/contract/evaluation-settings.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { Part } from "../../ui/card-part.tsx";
import { changeDraft } from "../state.ts";
import { powerText, stepText } from "./texts.ts";

const words = evaluationDrafts.before;

/** The smallest difference that can be seen, and how it and the cost move with the number of rows. */
export function Power({ weight, data }: { weight: EvaluationWeight; data: EvaluationData | null }) {
  const { power, rows, cost } = weight;
  const { steps } = power;
  return (
    <Part title={words.power}>
      <p>{powerText(power, rows)}</p>
      {data && steps.length > 1 && (
        <Slider
          key={`${rows} ${steps.length}`}
          {...{ steps, rows, data }}
          currency={cost?.currency ?? null}
        />
      )}
    </Part>
  );
}

function Slider(props: {
  steps: EvaluationWeight["power"]["steps"];
  rows: number;
  data: EvaluationData;
  currency: string | null;
}) {
  const { steps, rows, data, currency } = props;
  const set = Math.max(
    0,
    steps.findLastIndex((step) => step.rows <= rows),
  );
  const [at, setAt] = useState(set);
  const id = useId();
  const step = steps[at];
  if (!step) return null;
  const isLast = at === steps.length - 1;
  const text = stepText(step, currency);
  return (
    <div className="power-slider">
      <label htmlFor={id} className="small">
        {words.howMany}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={steps.length - 1}
        step={1}
        value={at}
        aria-valuetext={text}
        onChange={({ target }) => setAt(Number(target.value))}
      />
      <div className="row wrap">
        <span className="grow small power-step">{text}</span>
        {at !== set && (
          <button
            type="button"
            className="button"
            onClick={() => changeDraft({ data: { ...data, rows: isLast ? null : step.rows } })}
          >
            {fill(words.useRows, { rows: step.rows.toLocaleString() })}
          </button>
        )}
      </div>
    </div>
  );
}
