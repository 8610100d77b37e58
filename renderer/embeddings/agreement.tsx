import type { BenchResult, Agreement as Found } from "../../preload/contract/embeddings.ts";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { LongTable } from "../ui/long-table.tsx";
import { namesOf } from "./alike.ts";
import { rankText, similarityText } from "./numbers.ts";
import { look } from "./state.ts";

/** Pairs below which a correlation says little. */
const few = 15;

/** How far two deployments agree, and on which pairs they do not. */
export function Agreement({ result, agreement }: { result: BenchResult; agreement: Found }) {
  const { texts } = result;
  const { pairs, spearman, sameNearest } = agreement;
  return (
    <section className="embed-part" aria-label={words.agreement}>
      <h2>{words.agreement}</h2>
      <p className="embed-said">
        {spearman === null
          ? words.noSpearman
          : fill(words.spearman, { pairs: pairs.toLocaleString(), value: similarityText(spearman) })}{" "}
        {fill(words.sameNearest, { same: sameNearest, count: texts.length })} {pairs < few && words.fewPairs}
      </p>
      <p className="small muted embed-said">{words.scales}</p>
      <Disagreements result={result} agreement={agreement} />
    </section>
  );
}

function Disagreements({ result, agreement }: { result: BenchResult; agreement: Found }) {
  const { texts, sides } = result;
  const { pairs, disagreements } = agreement;
  const names = namesOf(sides);
  if (disagreements.length === 0) return <p className="muted">{words.noDisagreements}</p>;
  return (
    <>
      <h3>{words.disagreements}</h3>
      <p className="small muted embed-said">
        {fill(words.disagreementsHint, { pairs: pairs.toLocaleString() })}
      </p>
      <LongTable
        label={words.disagreements}
        className="embed-list"
        count={disagreements.length}
        head={
          <>
            <th scope="col">{words.pairColumns.texts}</th>
            {names.map((name) => (
              <th key={name} scope="col" className="number" dir="auto">
                {name}
              </th>
            ))}
            <th scope="col" className="number">
              {words.pairColumns.apart}
            </th>
          </>
        }
        row={(index) => {
          const pair = disagreements[index];
          if (!pair) return null;
          const { a, b, ranks } = pair;
          return (
            <>
              <td>
                <button
                  type="button"
                  className="embed-text"
                  title={fill(words.showPair, { a: a + 1, b: b + 1 })}
                  onClick={() => look({ row: a, column: b })}
                >
                  <span dir="auto">{texts[a]}</span>
                  <span dir="auto">{texts[b]}</span>
                </button>
              </td>
              {sides.map(({ similarities }, side) => (
                <td key={names[side]} className="number">
                  {similarityText(similarities[a * texts.length + b] ?? Number.NaN)}
                  <small className="muted">
                    {fill(words.pairColumns.rank, { rank: rankText(ranks[side === 0 ? 0 : 1]) })}
                  </small>
                </td>
              ))}
              <td className="number">{rankText(Math.abs(ranks[0] - ranks[1]))}</td>
            </>
          );
        }}
      />
    </>
  );
}
