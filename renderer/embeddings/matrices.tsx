import { useMemo, useRef, useState } from "react";
import type { BenchResult } from "../../preload/contract/embeddings.ts";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Radios } from "../ui/radios.tsx";
import { differenceOf, namesOf, rangeOf } from "./alike.ts";
import { type Looks, Matrix } from "./matrix.tsx";
import { differenceText, similarityText } from "./numbers.ts";
import { look, useBench } from "./state.ts";

type View = keyof typeof words.views;
const views = (Object.keys(words.views) as View[]).map((value) => ({ value, label: words.views[value] }));

/** The similarities by each deployment beside each other, or how far they lie apart, and the pair that is looked at. */
export function Matrices({ result }: { result: BenchResult }) {
  const { texts, sides } = result;
  const active = useBench(({ active }) => active);
  const [view, setView] = useState<View>("similarities");
  const together = useRef(new Set<HTMLElement>());
  const shown = useMemo(
    () => (view === "difference" ? differenceIn(result) : similaritiesIn(result)),
    [view, result],
  );
  return (
    <section className="embed-part" aria-label={words.similarities}>
      <div className="row wrap">
        <h2 className="grow">{words.similarities}</h2>
        {sides.length > 1 && <Radios legend={words.view} value={view} choices={views} onChange={setView} />}
      </div>
      <div className="embed-beside">
        {shown.map(({ label, legend, values, looks }) => (
          <div key={label} className="embed-part">
            <h3 dir="auto">{label}</h3>
            <Matrix
              label={label}
              texts={texts}
              values={values}
              looks={looks}
              active={active}
              onActive={look}
              together={together}
            />
            <p className="muted small">{legend}</p>
          </div>
        ))}
      </div>
      <PairText result={result} />
    </section>
  );
}

interface Shown {
  label: string;
  legend: string;
  values: Float32Array;
  looks: Looks;
}

function similaritiesIn({ sides, texts }: BenchResult): Shown[] {
  return sides.map(({ similarities }, place) => {
    const range = rangeOf(similarities, texts.length);
    return {
      label: fill(words.matrixOf, { name: namesOf(sides)[place] ?? "" }),
      legend: fill(words.legend, { low: similarityText(range.low), high: similarityText(range.high) }),
      values: similarities,
      looks: { textOf: similarityText, measure: (value) => value, range },
    };
  });
}

function differenceIn({ sides, texts }: BenchResult): Shown[] {
  const [one, other] = sides;
  if (!one || !other) return [];
  const values = differenceOf(one.similarities, other.similarities);
  const { low, high } = rangeOf(values, texts.length);
  const most = Math.max(Math.abs(low), Math.abs(high));
  const [name = "", otherName = ""] = namesOf(sides);
  return [
    {
      label: fill(words.differenceOf, { name, other: otherName }),
      legend: fill(words.legendDifference, { high: similarityText(most) }),
      values,
      looks: { textOf: differenceText, measure: Math.abs, range: { low: 0, high: most } },
    },
  ];
}

/** The two texts of the pair in full, and how similar each deployment finds them. */
function PairText({ result: { texts, sides } }: { result: BenchResult }) {
  const { row, column } = useBench(({ active }) => active);
  const names = namesOf(sides);
  return (
    <dl className="facts embed-pair" aria-label={words.pair}>
      {[...new Set([row, column])].map((place) => (
        <div key={place} className="fact">
          <dt>{fill(words.textNumber, { number: place + 1 })}</dt>
          <dd dir="auto">{texts[place]}</dd>
        </div>
      ))}
      {sides.map(({ similarities }, side) => (
        <div key={names[side]} className="fact">
          <dt className="clip">{names[side]}</dt>
          <dd>
            {row === column
              ? words.itself
              : similarityText(similarities[row * texts.length + column] ?? Number.NaN)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
