import { useEffect, useState } from "react";
import type { Cost, Message } from "../../preload/contract/conversations.ts";
import { askedText } from "../../preload/strings/dialects.ts";
import { strings } from "../../preload/strings/en.ts";
import { endText } from "../../preload/strings/ends.ts";
import { fill } from "../../preload/strings/fill.ts";
import { noSpeedWords } from "../../preload/strings/no-speed.ts";
import { formatCost, formatTime } from "../figures/format.ts";
import { TrainedOn } from "../fine-tuning/index.ts";
import { PriceButton, useTypedPrice } from "../prices/index.ts";

const words = strings.chat;

/** What was measured, and how the answer ended when that was not simply its end. More of it on a click. */
export function Readings({ message }: { message: Message }) {
  const { id, end, diagnosis, measurement, details, deployment, connectionId } = message;
  /** Undefined as long as nobody has looked, null where there is no price. */
  const [cost, setCost] = useState<Cost | null | undefined>(undefined);
  const [isOpen, setOpen] = useState(false);
  const ended = endText(end ?? "", diagnosis?.code);
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
    [words.facts.cost, costText(cost, tokens)],
    [words.facts.route, askedText(details?.dialect, details?.route)],
    [words.facts.region, details?.region],
    [words.facts.requestId, details?.requestId],
  ];
  const typed = useTypedPrice(connectionId ?? "", deployment ?? "");
  // Asked for only when somebody looks, since it takes a look at the public price list, and anew when a price is typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a typed price changes what main answers
  useEffect(() => {
    if (!isOpen) return;
    let isOld = false;
    void window.assay["chat.cost"]({ replyId: id }).then((answer) => {
      if (!isOld && answer.ok) setCost(answer.data);
    });
    return () => {
      isOld = true;
    };
  }, [isOpen, id, typed]);
  return (
    <details className="readings" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
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
      {isOpen && cost === null && tokens && deployment !== null && connectionId !== null && (
        <PriceButton connectionId={connectionId} deployment={deployment} />
      )}
    </details>
  );
}

/** Without counted tokens there is nothing that would have cost. */
function costText(cost: Cost | null | undefined, tokens: object | null | undefined): string | null {
  if (cost) return formatCost(cost);
  return cost === null && tokens ? strings.prices.noneWhy : null;
}
