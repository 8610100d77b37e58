import { useMemo } from "react";
import type { BenchResult } from "../../preload/contract/embeddings.ts";
import { beginningOf } from "../../preload/cut.ts";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { LongTable } from "../ui/long-table.tsx";
import { namesOf, nearestTo } from "./alike.ts";
import { similarityText } from "./numbers.ts";
import { look, useBench } from "./state.ts";

/** Characters of a text in the list that one is chosen from. */
const shown = 80;

/** The texts nearest to one, by each deployment, with their places by the other. */
export function Nearest({ result }: { result: BenchResult }) {
  const { texts, sides } = result;
  const { row, column } = useBench(({ active }) => active);
  const names = namesOf(sides);
  const lists = useMemo(
    () => sides.map(({ similarities }) => nearestTo(similarities, row, texts.length)),
    [sides, row, texts.length],
  );
  return (
    <section className="embed-part" aria-label={words.nearest}>
      <div className="row wrap">
        <h2>{words.nearest}</h2>
        <select
          className="picker embed-chosen"
          aria-label={words.nearestOf}
          value={row}
          onChange={({ target }) => look({ row: Number(target.value), column })}
        >
          {texts.map((text, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same text may be there twice.
            <option key={place} value={place} dir="auto">
              {`${place + 1}  ${beginningOf(text, shown)}`}
            </option>
          ))}
        </select>
      </div>
      <div className="embed-beside">
        {sides.map(({ similarities }, side) => (
          <NeighborTable
            key={names[side]}
            name={names[side] ?? ""}
            other={sides.length > 1 ? { name: names[1 - side] ?? "", list: lists[1 - side] ?? [] } : null}
            list={lists[side] ?? []}
            texts={texts}
            similarityTo={(place) => similarities[row * texts.length + place] ?? Number.NaN}
            onJump={(place) => look({ row: place, column: row })}
          />
        ))}
      </div>
    </section>
  );
}

function NeighborTable(props: {
  name: string;
  other: { name: string; list: readonly number[] } | null;
  list: readonly number[];
  texts: readonly string[];
  similarityTo: (place: number) => number;
  onJump: (place: number) => void;
}) {
  const { name, other, list, texts, similarityTo, onJump } = props;
  const label = fill(words.nearestBy, { name });
  return (
    <div className="embed-part">
      <h3 dir="auto">{label}</h3>
      <LongTable
        label={label}
        className="embed-list"
        count={list.length}
        head={
          <>
            <th scope="col" className="number">
              {words.columns.rank}
            </th>
            <th scope="col">{words.columns.text}</th>
            <th scope="col" className="number">
              {words.columns.similarity}
            </th>
            {other && (
              <th scope="col" className="number">
                {fill(words.columns.rankBy, { name: other.name })}
              </th>
            )}
          </>
        }
        row={(index) => {
          const place = list[index] ?? 0;
          return (
            <>
              <td className="number">{index + 1}</td>
              <td>
                <button
                  type="button"
                  className="embed-text"
                  title={fill(words.jump, { number: place + 1 })}
                  dir="auto"
                  onClick={() => onJump(place)}
                >
                  {texts[place]}
                </button>
              </td>
              <td className="number">{similarityText(similarityTo(place))}</td>
              {other && <td className="number">{other.list.indexOf(place) + 1 || "–"}</td>}
            </>
          );
        }}
      />
    </div>
  );
}
