import type { AnswerDetails, Measurement, MessageEnd } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.chat;

/** What was measured, and how the answer ended when that was not simply its end. More of it on a click. */
export function Readings(props: {
  end: MessageEnd;
  measurement: Measurement | null;
  details: AnswerDetails | null;
  deployment: string | null;
}) {
  const { end, measurement, details, deployment } = props;
  const ended = words.ends[end];
  const isTrouble = end === "failed" || end === "connection_lost" || end === "content_filter";
  const tokens = measurement?.tokens;
  const more: [string, string | null | undefined][] = [
    [words.facts.prompt, tokens?.prompt.toLocaleString()],
    [words.facts.cached, tokens?.cached.toLocaleString()],
    [words.facts.completion, tokens?.completion.toLocaleString()],
    [words.facts.reasoning, tokens?.reasoning.toLocaleString()],
    [words.facts.total, measurement && formatTime(measurement.total)],
    [words.facts.route, details?.route && strings.deployments.chatRoutes[details.route]],
    [words.facts.region, details?.region],
    [words.facts.requestId, details?.requestId],
  ];
  return (
    <details className="readings">
      <summary>
        {deployment && <span className="clip">{deployment}</span>}
        {ended && <span className={isTrouble ? "chip danger" : "chip"}>{ended}</span>}
        {measurement?.firstToken != null && (
          <span>
            {words.firstToken} <b>{formatTime(measurement.firstToken)}</b>
          </span>
        )}
        {measurement?.tokensPerSecond != null && (
          <span>
            <b>{Math.round(measurement.tokensPerSecond)}</b> {words.speed}
          </span>
        )}
        {tokens && (
          <span>
            <b>{fill(words.tokensOf, { count: tokens.completion.toLocaleString() })}</b>
          </span>
        )}
      </summary>
      <dl className="facts">
        {more.map(([name, value]) =>
          value ? (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </details>
  );
}

/** A time in milliseconds as people read it: `312 ms`, `4.2 s`. */
export function formatTime(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
