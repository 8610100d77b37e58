import "./interval.css";
import type { Scale } from "./scale.ts";

const height = 24;

/**
 * A value with its interval as a dot on a line, in a row of class `interval`. A hollow dot on a dashed line stands for too
 * little to say. What it says has to stand beside it.
 */
export function Interval(props: {
  scale: Scale;
  middle: number;
  low: number;
  high: number;
  isThin?: boolean;
}) {
  const { scale, middle, low, high, isThin = false } = props;
  const { at, ticks } = scale;
  const half = height / 2;
  return (
    <svg aria-hidden="true" preserveAspectRatio="none" viewBox={`0 0 100 ${height}`}>
      {ticks.map((tick) => (
        <line key={tick} className="tick" x1={at(tick)} x2={at(tick)} y1={0} y2={height} />
      ))}
      <line className={isThin ? "span thin" : "span"} x1={at(low)} x2={at(high)} y1={half} y2={half} />
      {/* A line of no length with round ends is a dot that keeps its shape however the chart is stretched. */}
      <line className="dot" x1={at(middle)} x2={at(middle)} y1={half} y2={half} />
      {isThin && <line className="hollow" x1={at(middle)} x2={at(middle)} y1={half} y2={half} />}
    </svg>
  );
}

/** The axis below such rows. */
export function IntervalAxis({ scale, shown }: { scale: Scale; shown: (value: number) => string }) {
  return (
    <div className="interval axis muted" aria-hidden="true">
      <span />
      <span className="ticks">
        {scale.ticks.map((tick) => (
          <small key={tick} ref={(label) => label?.style.setProperty("left", `${scale.at(tick)}%`)}>
            {shown(tick)}
          </small>
        ))}
      </span>
      <span />
    </div>
  );
}
