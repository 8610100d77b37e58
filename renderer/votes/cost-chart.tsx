import type { Cost } from "../../preload/contract/conversations.ts";
import type { Standing } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { scaleOf } from "../charts/scale.ts";
import { Scatter } from "../charts/scatter.tsx";
import { formatCost } from "../figures/format.ts";
import { ratingScale } from "./scale.ts";

const words = strings.votes.board;

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
  return (
    <section>
      <h2>{words.chart}</h2>
      <Scatter
        points={points.map(({ key, name, rating, interval, cost }) => ({
          key,
          x: cost.amount,
          y: rating,
          interval,
          said: fill(words.chartPoint, { name, rating: rating.toFixed(0), cost: formatCost(cost) }),
        }))}
        across={costs}
        upwards={ratings}
        shown={{
          across: (tick) => (tick === 0 ? "0" : formatCost({ amount: tick, currency })),
          upwards: String,
        }}
        axis={words.chartAxisX}
      />
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
