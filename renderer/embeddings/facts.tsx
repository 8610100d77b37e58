import type { ReactNode } from "react";
import type { BenchResult, Embedded } from "../../preload/contract/embeddings.ts";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { formatCost, formatTime } from "../figures/format.ts";
import { PriceButton } from "../prices/index.ts";
import { namesOf } from "./alike.ts";
import { rangeText } from "./numbers.ts";
import { useBench } from "./state.ts";

/** What was measured of each deployment, beside each other. */
export function Facts({ result: { sides } }: { result: BenchResult }) {
  const costs = useBench(({ costs }) => costs);
  const names = namesOf(sides);
  const rows: [label: string, of: (side: Embedded, place: number) => ReactNode][] = [
    [words.fact.model, ({ model }) => model || words.notGiven],
    [words.fact.length, ({ length }) => length.toLocaleString()],
    [words.fact.norms, ({ norms }) => rangeText(norms)],
    [words.fact.tokens, ({ tokens }) => tokens?.toLocaleString() ?? words.notGiven],
    [words.fact.took, ({ took }) => formatTime(took)],
    [
      words.fact.cost,
      ({ connectionId, deployment }, place) => {
        const cost = costs[place];
        return (
          <span className="row wrap">
            {cost ? formatCost(cost) : words.costUnknown}
            {!cost && <PriceButton connectionId={connectionId} deployment={deployment} />}
          </span>
        );
      },
    ],
  ];
  return (
    <section aria-label={words.facts}>
      <table className="embed-facts">
        <thead>
          <tr>
            <th scope="col">{words.fact.deployment}</th>
            {names.map((name) => (
              <th key={name} scope="col" dir="auto">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, of]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {sides.map((side, place) => (
                <td key={names[place]}>{of(side, place)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
