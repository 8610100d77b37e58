import { memo } from "react";
import type { Measurement, Message, MessageEnd } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { replaceKey } from "../connections/state.ts";
import { goTo } from "../route.ts";
import { type Actions, DiagnosisView } from "../ui/diagnosis.tsx";
import { Markdown } from "./markdown/markdown.tsx";
import { regenerate, useChat } from "./state.ts";

const words = strings.chat;

/** One message. Only the one that is being written is drawn again while text arrives. */
export const MessageView = memo(function MessageView(props: {
  message: Message;
  /** The connection that an answer can be asked for again; only the last one can. */
  connectionId: string | null;
}) {
  const { message, connectionId } = props;
  if (message.role === "user") return <Question text={message.text} />;
  return <Answer message={message} connectionId={connectionId} />;
});

function Question({ text }: { text: string }) {
  return (
    <article className="question selectable" aria-label={words.question}>
      {text}
    </article>
  );
}

function Answer({ message, connectionId }: { message: Message; connectionId: string | null }) {
  const { text, reasoning, end, diagnosis, measurement, deployment } = message;
  const isRunning = end === null;
  return (
    <article
      className={isRunning ? "answer running" : "answer"}
      aria-label={fill(words.answer, { name: deployment ?? "" })}
    >
      {reasoning !== "" && (
        <details className="thought">
          <summary>{isRunning && text === "" ? words.thinking : words.thought}</summary>
          <p className="selectable">{reasoning}</p>
        </details>
      )}
      {isRunning && text === "" && reasoning === "" && <p className="muted">{words.waiting}</p>}
      {text !== "" && <Markdown text={text} running={isRunning} />}
      {diagnosis && (
        <DiagnosisView
          diagnosis={diagnosis}
          during="chat"
          place={message.parentId ?? message.id}
          on={connectionId === null ? {} : answerActions(message, connectionId)}
        />
      )}
      {end !== null && <Readings end={end} measurement={measurement} />}
    </article>
  );
}

/** What can be done about an answer that went wrong. The question is kept in each case. */
const answerActions = ({ id, deployment }: Message, connectionId: string): Actions => ({
  retry: () => void regenerate({ replyId: id, connectionId, deployment: deployment ?? "" }),
  pick_deployment: () => useChat.setState({ asking: id }),
  new_conversation: () => goTo("chat"),
  edit_endpoint: () => replaceKey(connectionId),
  enter_key: () => replaceKey(connectionId),
});

/** What was measured, and how the answer ended when that was not simply its end. */
function Readings({ end, measurement }: { end: MessageEnd; measurement: Measurement | null }) {
  const ended = words.ends[end];
  const isTrouble = end === "failed" || end === "connection_lost" || end === "content_filter";
  return (
    <footer className="readings">
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
      {measurement?.tokens && (
        <span>
          <b>{measurement.tokens.completion.toLocaleString()}</b> {words.tokens}
        </span>
      )}
    </footer>
  );
}

/** A time in milliseconds as people read it: `312 ms`, `4.2 s`. */
export function formatTime(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
