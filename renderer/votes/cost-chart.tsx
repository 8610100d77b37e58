import type { Cost } from "../../preload/contract/conversations.ts";
import type { Standing } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { scaleOf } from "../charts/scale.ts";
import { formatCost } from "../figures/format.ts";
import { ratingScale } from "./scale.ts";

const words = strings.votes.board;
const [width, height] = [640, 260];
const [left, top, right, bottom] = [48, 12, 608, 212];

/** What each contestant's answers cost against how it was rated: up and to the left is better. The list beside it says the same. */
export function CostChart({ contestants }: { contestants: readonly Standing[] }) {
  const points = inOneCurrency(contestants);
  if (points.length < 2) {
    return (
      <section>
        <h2>{words.chart}</h2>
        <p className="small muted">{words.chartNone}</p>
      </section>
    );
  }
  const currency = points[0]?.cost.currency ?? "";
  const costs = scaleOf(points.map(({ cost }) => cost.amount));
  const ratings = ratingScale(
    points.flatMap(({ rating, interval }) => [rating, ...(interval ? [interval.low, interval.high] : [])]),
  );
  const x = (cost: number) => left + ((right - left) * costs.at(cost)) / 100;
  const y = (rating: number) => bottom - ((bottom - top) * ratings.at(rating)) / 100;
  return (
    <section>
      <h2>{words.chart}</h2>
      <div className="cost-chart">
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {ratings.ticks.map((tick) => (
            <g key={`rating ${tick}`}>
              <line className="tick" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
              <text x={left - 8} y={y(tick) + 4} textAnchor="end">
                {tick}
              </text>
            </g>
          ))}
          {costs.ticks.map((tick) => (
            <g key={`cost ${tick}`}>
              <line className="tick" x1={x(tick)} x2={x(tick)} y1={top} y2={bottom} />
              <text x={x(tick)} y={bottom + 18} textAnchor="middle">
                {tick === 0 ? "0" : formatCost({ amount: tick, currency })}
              </text>
            </g>
          ))}
          <text x={(left + right) / 2} y={height - 8} textAnchor="middle">
            {words.chartAxisX}
          </text>
          {points.map(({ key, rating, interval, cost }, index) => (
            <g key={key}>
              {interval && (
                <line
                  className="span"
                  x1={x(cost.amount)}
                  x2={x(cost.amount)}
                  y1={y(interval.low)}
                  y2={y(interval.high)}
                />
              )}
              <circle
                className={interval ? "point" : "point thin"}
                cx={x(cost.amount)}
                cy={y(rating)}
                r={4.5}
              />
              <text className="name" x={x(cost.amount) + 8} y={y(rating) - 6}>
                {index + 1}
              </text>
            </g>
          ))}
        </svg>
        <ol className="small">
          {points.map(({ key, name, rating, cost }, index) => (
            <li key={key}>
              <span className="chip">{index + 1}</span>
              <span>
                {fill(words.chartPoint, { name, rating: rating.toFixed(0), cost: formatCost(cost) })}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** Those whose cost is known, in the currency that most have. */
function inOneCurrency(contestants: readonly Standing[]): (Standing & { cost: Cost })[] {
  const known = contestants.flatMap((one) => (one.cost ? [{ ...one, cost: one.cost }] : []));
  const times = (currency: string) => known.filter(({ cost }) => cost.currency === currency).length;
  const [most] = known.map(({ cost }) => cost.currency).sort((one, other) => times(other) - times(one));
  return known.filter(({ cost }) => cost.currency === most);
}
