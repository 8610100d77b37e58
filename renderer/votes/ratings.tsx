import type { Scoreboard, Standing } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { formatCost, formatTime } from "../figures/format.ts";
import { ratingScale } from "./scale.ts";

const words = strings.votes.board;
const height = 24;

/** Every contestant with its rating and where that lies, drawn and in numbers, the strongest first. */
export function Ratings({ board }: { board: Scoreboard }) {
  const { contestants, votes, blind } = board;
  const scale = ratingScale(
    contestants.flatMap(({ rating, interval }) => [
      rating,
      ...(interval ? [interval.low, interval.high] : []),
    ]),
  );
  const { columns } = words;
  return (
    <section>
      <div className="row">
        <h2>{words.ratings}</h2>
        <span className="small muted">
          {votes === 1 ? words.summaryOne : fill(words.summary, { votes, blind })}
        </span>
      </div>
      <table className="ratings">
        <thead>
          <tr>
            <th scope="col">{columns.contestant}</th>
            <th scope="col" className="number">
              {columns.rating}
            </th>
            <th scope="col">
              {columns.interval}
              <Axis scale={scale} />
            </th>
            <th scope="col" className="number">
              {columns.votes}
            </th>
            <th scope="col" className="number">
              {columns.wins}
            </th>
            <th scope="col" className="number">
              {columns.losses}
            </th>
            <th scope="col" className="number">
              {columns.ties}
            </th>
            <th scope="col" className="number">
              {columns.bothBad}
            </th>
            <th scope="col" className="number">
              {columns.firstToken}
            </th>
            <th scope="col" className="number">
              {columns.cost}
            </th>
          </tr>
        </thead>
        <tbody>
          {contestants.map((one) => (
            <Row key={one.key} one={one} scale={scale} isBest={one.key === board.best} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row(props: { one: Standing; scale: ReturnType<typeof ratingScale>; isBest: boolean }) {
  const { one, scale, isBest } = props;
  const { interval, firstToken, cost } = one;
  const none = strings.compare.readings.notKnown;
  return (
    <tr className={isBest ? "best" : undefined}>
      <th scope="row" dir="auto">
        {one.name}
      </th>
      <td className="number rating">{one.rating.toFixed(0)}</td>
      <td>
        <div className="rating-interval">
          <svg aria-hidden="true" preserveAspectRatio="none" viewBox={`0 0 100 ${height}`}>
            {scale.ticks.map((tick) => (
              <line key={tick} className="tick" x1={scale.at(tick)} x2={scale.at(tick)} y1={0} y2={height} />
            ))}
            <line
              className={interval ? "span" : "span thin"}
              x1={interval ? scale.at(interval.low) : 0}
              x2={interval ? scale.at(interval.high) : 100}
              y1={height / 2}
              y2={height / 2}
            />
            {/* A line of no length with round ends is a dot that keeps its shape however the chart is stretched. */}
            {["dot", ...(interval ? [] : ["hollow"])].map((kind) => (
              <line
                key={kind}
                className={kind}
                x1={scale.at(one.rating)}
                x2={scale.at(one.rating)}
                y1={height / 2}
                y2={height / 2}
              />
            ))}
          </svg>
          <span className={interval ? "small" : "small muted"}>
            {interval
              ? fill(words.range, { low: interval.low.toFixed(0), high: interval.high.toFixed(0) })
              : words.few}
          </span>
        </div>
      </td>
      <td className="number">{one.votes}</td>
      <td className="number">{one.wins}</td>
      <td className="number">{one.losses}</td>
      <td className="number">{one.ties}</td>
      <td className="number">{one.bothBad}</td>
      <td className="number">{firstToken === null ? none : formatTime(firstToken)}</td>
      <td className="number">{cost === null ? none : formatCost(cost)}</td>
    </tr>
  );
}

function Axis({ scale }: { scale: ReturnType<typeof ratingScale> }) {
  return (
    <svg className="rating-axis" aria-hidden="true">
      {scale.ticks.map((tick, index) => (
        <text
          key={tick}
          x={`${scale.at(tick)}%`}
          y={11}
          textAnchor={index === 0 ? "start" : index === scale.ticks.length - 1 ? "end" : "middle"}
        >
          {tick}
        </text>
      ))}
    </svg>
  );
}
