import type { Series } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { parameterList } from "../../preload/strings/request-notes.ts";
import { Notes } from "../answers/notes.tsx";
import { notesOf } from "./column-notes.ts";
import { useSeries } from "./state.ts";

const words = strings.series.conditions;

/** Under which conditions a series was run, and what stood in each column. */
export function Conditions({ series }: { series: Series }) {
  const { createdAt, app, conditions, layout } = series;
  const rows = useSeries(({ rows }) => rows);
  const { order, seed, atOnce, warmUps, repeats } = conditions;
  const facts: [string, string | number][] = [
    [words.begun, new Date(createdAt).toLocaleString()],
    [
      words.app,
      [app.version, app.platform, app.electron && `Electron ${app.electron}`].filter(Boolean).join(", "),
    ],
    [words.order, strings.series.orders[order]],
    [words.seed, seed],
    [words.atOnce, atOnce],
    [words.warmUps, warmUps],
    [words.repeats, repeats],
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="scroll series-conditions" aria-label={words.title} tabIndex={0}>
      <Facts facts={facts} />
      {layout.map((column, index) => (
        <div key={column.id}>
          <h2>
            <span className="chip">{index + 1}</span> <bdi>{column.alias}</bdi>
          </h2>
          <Facts
            facts={[
              [words.model, [column.model, column.modelVersion].filter(Boolean).join(", ") || words.unknown],
              [words.kind, words.kinds[column.kind]],
              [words.sku, column.sku ?? words.unknown],
              [words.apiVersion, column.apiVersion ?? words.unknown],
              [
                words.parameters,
                parameterList(column.parameters, notesOf(column.id, rows)).join(", ") || words.none,
              ],
              [words.system, column.systemPrompt || words.none],
            ]}
          />
          <Notes notes={notesOf(column.id, rows)} />
        </div>
      ))}
    </section>
  );
}

function Facts({ facts }: { facts: [string, string | number][] }) {
  return (
    <dl className="facts selectable">
      {facts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
