import { useState } from "react";
import type { Cost, Message } from "../../preload/contract/conversations.ts";
import { askedText } from "../../preload/strings/dialects.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { noSpeedWords } from "../../preload/strings/no-speed.ts";
import { formatCost, formatTime } from "../figures/format.ts";
import { TrainedOn } from "../fine-tuning/index.ts";

const words = strings.chat;

/** What was measured, and how the answer ended when that was not simply its end. More of it on a click. */
export function Readings({ message }: { message: Message }) {
  const { id, end, measurement, details, deployment, connectionId } = message;
  const [cost, setCost] = useState<Cost | null>(null);
  const [isOpen, setOpen] = useState(false);
  const ended = words.ends[end ?? ""];
  const isTrouble = end === "failed" || end === "connection_lost" || end === "content_filter";
  const tokens = measurement?.tokens;
  const hasSpeed = measurement?.firstToken != null;
  const noSpeed =
    measurement && hasSpeed ? noSpeedWords({ ...measurement, answers: details?.answers }) : null;
  const more: [string, string | null | undefined][] = [
    [words.facts.prompt, tokens?.prompt.toLocaleString()],
    [words.facts.cached, tokens?.cached.toLocaleString()],
    [words.facts.completion, tokens?.completion.toLocaleString()],
    [words.facts.reasoning, tokens?.reasoning.toLocaleString()],
    [words.facts.speed, noSpeed],
    [words.facts.total, measurement && formatTime(measurement.total)],
    [words.facts.cost, cost && formatCost(cost)],
    [words.facts.route, askedText(details?.dialect, details?.route)],
    [words.facts.region, details?.region],
    [words.facts.requestId, details?.requestId],
  ];
  /** Asked for only when somebody looks: it takes a look at the public price list. */
  const price = async () => {
    const answer = await window.assay["chat.cost"]({ replyId: id });
    if (answer.ok) setCost(answer.data);
  };
  return (
    <details
      className="readings"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
        if (currentTarget.open && cost === null) void price();
      }}
    >
      <summary>
        {deployment && (
          <span className="clip" dir="auto">
            {deployment}
          </span>
        )}
        {ended && <span className={isTrouble ? "chip danger" : "chip"}>{ended}</span>}
        {measurement?.firstToken != null && (
          <span>
            {words.firstToken} <b>{formatTime(measurement.firstToken)}</b>
          </span>
        )}
        {measurement && hasSpeed && (
          <span title={noSpeed ?? undefined}>
            <b>{measurement.tokensPerSecond === null ? "–" : Math.round(measurement.tokensPerSecond)}</b>{" "}
            {words.speed}
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
        {isOpen && deployment !== null && connectionId !== null && (
          <TrainedOn connectionId={connectionId} deployment={deployment} />
        )}
      </dl>
    </details>
  );
}
