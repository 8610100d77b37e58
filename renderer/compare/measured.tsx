import type { Run } from "../../preload/contract/comparisons.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { formatCost, formatTime } from "../chat/readings.tsx";

const words = strings.compare.readings;

/** What was measured of a run; the rest, and under which conditions, on a click. */
export function Measured({ run }: { run: Run | null }) {
  const measured = run?.measured ?? null;
  const tokens = measured?.tokens ?? null;
  const first: [string, string | null][] = [
    [words.firstToken, time(measured?.firstToken)],
    [words.speed, speed(measured?.tokensPerSecond)],
    [
      words.tokens,
      tokens &&
        fill(words.tokensValue, { prompt: count(tokens.prompt), completion: count(tokens.completion) }),
    ],
    [words.cost, run?.cost ? formatCost(run.cost) : null],
  ];
  const missing = run?.state === "ended" ? words.notKnown : words.notYet;
  const { conditions } = run ?? {};
  const remaining = conditions?.remaining;
  const more: [string, string | null | undefined][] = [
    [words.total, run?.state === "ended" ? time(measured?.total) : null],
    [
      words.gap,
      measured?.gapMedian == null
        ? null
        : fill(words.gapValue, {
            median: formatTime(measured.gapMedian),
            high: formatTime(measured.gap95 ?? 0),
          }),
    ],
    [words.speedThinking, speed(measured?.tokensPerSecondWithReasoning)],
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
          conditions.route && strings.deployments.chatRoutes[conditions.route],
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
          {first.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={value === null ? "muted" : undefined}>{value ?? missing}</dd>
            </div>
          ))}
        </dl>
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

const count = (value: number) => value.toLocaleString();
const time = (value: number | null | undefined) => (value == null ? null : formatTime(value));
const speed = (value: number | null | undefined) =>
  value == null ? null : fill(strings.compare.speedValue, { count: value.toFixed(value < 10 ? 1 : 0) });
