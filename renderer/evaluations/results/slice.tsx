import type { EvaluationSlice } from "../../../preload/contract/evaluation-verdicts.ts";
import { evaluationResults } from "../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { counted } from "../../figures/counted.ts";
import { betweenText, digitsFor, effectText, pFigure, valueText } from "./numbers.ts";
import { Ungraded } from "./ungraded.tsx";
import { VerdictBadge } from "./verdict/difference.tsx";

const words = evaluationResults.slices;
const { notGiven } = evaluationResults;

/** A slice of the rows as a row of a table. `onShow` shows its rows; null where they can't be filtered by it. */
export function Slice(props: { slice: EvaluationSlice; hasBaseline: boolean; onShow: (() => void) | null }) {
  const { slice, hasBaseline, onShow } = props;
  const { rows, score, difference } = slice;
  const name = sliceName(slice);
  const effect = difference?.effect;
  const { mean } = score;
  const digits = digitsFor(difference ? [difference] : []);
  const shown = (value: number) => valueText(value, score.unit, digits);
  return (
    <tr>
      <th scope="row" dir="auto" title={name}>
        {name}
      </th>
      <td className="number">{rows.toLocaleString()}</td>
      <td className="number">
        {mean ? shown(mean.value) : notGiven}
        {mean && <span className="score-between muted small">{betweenText(mean, shown)}</span>}
      </td>
      {hasBaseline && (
        <>
          <td>
            {difference && <VerdictBadge word={difference.word} />}
            {effect && (
              <span className="score-between muted small">{effectText(effect, score.unit, digits)}</span>
            )}
          </td>
          <td className="number">{pFigure(difference?.adjusted ?? null)}</td>
        </>
      )}
      <td>
        <Ungraded score={score} />
      </td>
      <td>
        {onShow && (
          <button
            type="button"
            className="button quiet"
            aria-label={fill(words.showOf, { name })}
            onClick={onShow}
          >
            {words.show}
          </button>
        )}
      </td>
    </tr>
  );
}

function sliceName({ name, length }: EvaluationSlice): string {
  if (length) {
    const [shortest, longest] = length;
    return shortest === longest
      ? counted(words.oneLength, shortest)
      : fill(words.lengths, { shortest: shortest.toLocaleString(), longest: longest.toLocaleString() });
  }
  return name === "" ? words.unnamed : name;
}
