import "./scatter.css";
import type { Scale } from "./scale.ts";

const [width, height] = [640, 260];
const [left, top, right, bottom] = [56, 20, 608, 212];

/** A point, with its interval upwards where there is one. */
export interface ScatterPoint {
  key: string;
  x: number;
  y: number;
  interval: { low: number; high: number } | null;
  /** Brass. */
  isBest?: boolean;
  /** What it says, in words. */
  said: string;
}

/** One value against another, each point with a number; the list beside it says the same. */
export function Scatter(props: {
  points: readonly ScatterPoint[];
  across: Scale;
  upwards: Scale;
  /** The values at the ticks of either axis. */
  shown: { across: (value: number) => string; upwards: (value: number) => string };
  axis: string;
}) {
  const { points, across, upwards, shown, axis } = props;
  const x = (value: number) => left + ((right - left) * across.at(value)) / 100;
  const y = (value: number) => bottom - ((bottom - top) * upwards.at(value)) / 100;
  return (
    <div className="scatter">
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {upwards.ticks.map((tick) => (
          <g key={`upwards ${tick}`}>
            <line className="tick" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 4} textAnchor="end">
              {shown.upwards(tick)}
            </text>
          </g>
        ))}
        {across.ticks.map((tick) => (
          <g key={`across ${tick}`}>
            <line className="tick" x1={x(tick)} x2={x(tick)} y1={top} y2={bottom} />
            <text x={x(tick)} y={bottom + 18} textAnchor="middle">
              {shown.across(tick)}
            </text>
          </g>
        ))}
        <text x={(left + right) / 2} y={height - 8} textAnchor="middle">
          {axis}
        </text>
        {points.map((point, index) => (
          <g key={point.key}>
            {point.interval && (
              <line
                className="span"
                x1={x(point.x)}
                x2={x(point.x)}
                y1={y(point.interval.low)}
                y2={y(point.interval.high)}
              />
            )}
            <circle
              className={point.isBest ? "point best" : point.interval ? "point" : "point thin"}
              cx={x(point.x)}
              cy={y(point.y)}
              r={4.5}
            />
            <text className="name" x={x(point.x) + 8} y={y(point.y) - 6}>
              {index + 1}
            </text>
          </g>
        ))}
      </svg>
      <ol className="small">
        {points.map(({ key, said }, index) => (
          <li key={key}>
            <span className="chip">{index + 1}</span>
            <span>{said}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
