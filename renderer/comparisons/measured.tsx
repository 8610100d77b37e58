import { useShallow } from "zustand/react/shallow";
import { askedText } from "../../preload/strings/dialects.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { noSpeedWords } from "../../preload/strings/no-speed.ts";
import { formatCost, formatTime } from "../figures/format.ts";
import { type Meter, metersOf, noMeters } from "./readings.ts";
import { useCompare } from "./state.ts";

const words = strings.compare.readings;

interface Shown {
  name: string;
  meter: Meter;
  /** Null where there is none; then `missing` is shown, if that says more than that it is not known. */
  shown: string | null;
  missing?: string;
  why?: string | null;
}

/** What was measured of a column's run, beside the other columns'; the rest, and under which conditions, on a click. */
export function Measured({ columnId }: { columnId: string }) {
  const run = useCompare(
    useShallow(({ runs }) => {
      const { measured = null, conditions = null, cost = null, state = null, answers } = runs[columnId] ?? {};
      return { measured, conditions, cost, state, answers };
    }),
  );
  const {
    firstToken,
    speed,
    tokens: length,
    cost,
  } = useCompare(({ runs }) => metersOf(runs)[columnId]) ?? noMeters;
  const { measured, conditions } = run;
  const tokens = measured?.tokens ?? null;
  const noSpeed =
    run.state === "ended" && measured ? noSpeedWords({ ...measured, answers: run.answers }) : null;
  const isUnpriced = run.state === "ended" && tokens !== null && run.cost === null;
  const first: Shown[] = [
    { name: words.firstToken, meter: firstToken, shown: time(firstToken.value) },
    { name: words.speed, meter: speed, shown: rate(speed.value), why: noSpeed },
    { name: words.tokens, meter: length, shown: length.value === null ? null : count(length.value) },
    {
      name: words.cost,
      meter: cost,
      shown: run.cost ? formatCost(run.cost) : null,
      ...(isUnpriced && { missing: strings.prices.none, why: strings.prices.noneWhy }),
    },
  ];
  const otherwise = run.state === "ended" ? words.notKnown : words.notYet;
  const remaining = conditions?.remaining;
  const more: [string, string | null | undefined][] = [
    [words.speed, noSpeed],
    [words.total, run.state === "ended" ? time(measured?.total) : null],
    [
      words.gap,
      measured?.gapMedian == null
        ? null
        : fill(words.gapValue, {
            median: formatTime(measured.gapMedian),
            high: formatTime(measured.gap95 ?? 0),
          }),
    ],
    [words.speedThinking, rate(measured?.tokensPerSecondWithReasoning)],
    [words.prompt, tokens && count(tokens.prompt)],
    [words.cached, tokens && count(tokens.cached)],
    [words.reasoning, tokens && count(tokens.reasoning)],
    [
      words.remaining,
      remaining && (remaining.requests !== null || remaining.tokens !== null)
        ? fill(words.remainingValue, {
            requests: remaining.requests === null ? words.notSaid : count(remaining.requests),
            tokens: remaining.tokens === null ? words.notSaid : count(remaining.tokens),
          })
        : null,
    ],
    [
      words.conditions,
      conditions &&
        [
          conditions.model,
          conditions.sku,
          conditions.region,
          askedText(conditions.dialect, conditions.route),
          conditions.apiVersion,
          new Date(conditions.startedAt).toLocaleString(),
        ]
          .filter(Boolean)
          .join(", "),
    ],
  ];
  return (
    <details className="measured">
      <summary>
        <dl>
          {first.map(({ name, meter, shown, why, missing = otherwise }) => (
            <div key={name} className={meter.isBest ? "best" : undefined}>
              <dt>{name}</dt>
              <dd className="meter" aria-hidden="true">
                <meter min={0} max={1} value={meter.share ?? 0} />
              </dd>
              <dd
                className={shown === null ? "muted" : undefined}
                title={(meter.isBest ? words.best : why) ?? undefined}
              >
                {shown ?? missing}
                {meter.isBest && <span className="unseen">{words.bestSaid}</span>}
              </dd>
            </div>
          ))}
        </dl>
        {measured && measured.late > busy && (
          <p className="note small">{fill(words.busy, { time: formatTime(measured.late) })}</p>
        )}
      </summary>
      <dl>
        {more.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </details>
  );
}

/** Milliseconds of delay from which a run is told to be a busy one. */
const busy = 25;

const count = (value: number) => value.toLocaleString();
const time = (value: number | null | undefined) => (value == null ? null : formatTime(value));
const rate = (value: number | null | undefined) =>
  value == null ? null : fill(strings.compare.speedValue, { count: value.toFixed(value < 10 ? 1 : 0) });
