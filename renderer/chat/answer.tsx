import { CirclePlay, RefreshCw } from "lucide-react";
import { useState } from "react";
import { isPending } from "../../preload/background-work.ts";
import type { Message } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Background } from "../answers/background.tsx";
import { OnTheWay } from "../answers/beside.tsx";
import { Filters, SeveralAnswers } from "../answers/findings.tsx";
import { Notes } from "../answers/notes.tsx";
import { SchemaCheck } from "../answers/schema-check.tsx";
import { Sources } from "../answers/sources.tsx";
import { connectionActions } from "../connections/index.ts";
import { formatTime } from "../figures/format.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { canAsk, useModels } from "../models/index.ts";
import { goTo } from "../route.ts";
import { useDeployments } from "../targets/deployments.ts";
import { CopyButton } from "../ui/copy.tsx";
import { type Actions, DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { BranchSwitcher } from "./branch.tsx";
import { Pictures } from "./pictures.tsx";
import { Readings } from "./readings.tsx";
import { type Language, languages, SampleDialog } from "./sample.tsx";
import { askFor, regenerate, useChat } from "./state.ts";
import { ToolCalls } from "./tools.tsx";

const words = strings.chat;

/** What a model answered: its thinking, its text, what it asked for, how it ended and what was measured. */
export function Answer({ message, isLast }: { message: Message; isLast: boolean }) {
  const { id, text, end, diagnosis, deployment, details, connectionId } = message;
  const isRunning = end === null;
  const isFound = useChat(({ found }) => found === id);
  return (
    <div className="turn" data-message={id}>
      <article
        className={`answer${isRunning ? " running" : ""}${isFound ? " found" : ""}`}
        aria-label={fill(words.answer, { name: deployment ?? "" })}
      >
        <Said message={message} />
        <Pictures pictures={message.attachments} />
        <Sources citations={details?.citations} />
        {details && <ToolCalls message={message} canAnswer={isLast && end === "tool_calls"} />}
        {details && <Notes notes={details.notes} />}
        {details && <Filters findings={details.filters} />}
        <SchemaCheck schema={details?.jsonSchema} text={text} end={end} />
        <SeveralAnswers count={details?.answers} />
        {diagnosis && (
          <DiagnosisView
            diagnosis={diagnosis}
            during="chat"
            place={message.parentId ?? id}
            on={isLast && connectionId ? answerActions(message, connectionId) : {}}
          />
        )}
        <Background
          work={details?.background}
          hasEnded={!isRunning}
          outlivesApp
          onPickUp={connectionId ? () => goOn(id) : undefined}
        />
        {!isRunning && <Readings message={message} />}
      </article>
      {!isRunning && <AnswerButtons message={message} isLast={isLast} />}
    </div>
  );
}

/** An answer that the filter took back without a word is not shown; one that says why keeps what had arrived. */
const isRetracted = ({ end, diagnosis }: Message) => end === "content_filter" && diagnosis === null;

/** The thinking, apart, and the text. */
function Said({ message }: { message: Message }) {
  const { text, reasoning, end, details, attachments } = message;
  const isRunning = end === null;
  const isAnswering = text !== "" || attachments.length > 0;
  const hasBegun = isAnswering || reasoning !== "" || Boolean(details?.commentary ?? details?.hostedCalls);
  const thought =
    details?.reasoningTime == null
      ? words.thought
      : fill(words.thoughtFor, { time: formatTime(details.reasoningTime) });
  return (
    <>
      {reasoning !== "" && (
        <details className="thought">
          <summary>{isRunning && text === "" ? words.thinking : thought}</summary>
          <p className="selectable" dir="auto">
            {reasoning}
          </p>
        </details>
      )}
      {details && <OnTheWay beside={details} isAnswering={isAnswering} hasEnded={!isRunning} />}
      {isRunning && !hasBegun && !details?.background && <p className="muted">{words.waiting}</p>}
      {details?.refused && <p className="muted small">{words.refused}</p>}
      {isRetracted(message) ? (
        <p className="note">{words.retracted}</p>
      ) : (
        text !== "" && <Markdown text={text} running={isRunning} />
      )}
    </>
  );
}

function AnswerButtons({ message, isLast }: { message: Message; isLast: boolean }) {
  const { id, text, end, connectionId, deployment } = message;
  const [sample, setSample] = useState<Language | null>(null);
  const lists = useDeployments(({ lists }) => lists);
  const again = (connection: string, name: string) =>
    void regenerate({ replyId: id, connectionId: connection, deployment: name });
  const models = useModels(({ list }) => list) ?? [];
  const others = [
    ...models.flatMap((model) => {
      const { connectionId, deployment } = model;
      if (connectionId === null || !canAsk(model)) return [];
      return [{ id: model.id, label: model.name, onSelect: () => again(connectionId, deployment) }];
    }),
    ...Object.values(lists).flatMap(({ list }) =>
      (list?.deployments ?? [])
        .filter(({ chat }) => chat.usable)
        .map(({ name }) => ({ label: name, onSelect: () => again(list?.connectionId ?? "", name) })),
    ),
  ];
  const isPickedUp = isPending(message.details?.background);
  const isCut = end === "interrupted" || end === "cancelled" || end === "connection_lost" || end === "length";
  return (
    <div className="actions">
      <BranchSwitcher message={message} />
      {text !== "" && !isRetracted(message) && <CopyButton isQuiet label={words.copy} text={() => text} />}
      {isLast && isCut && text !== "" && !isPickedUp && (
        <button type="button" className="button quiet" onClick={() => goOn(id)}>
          <Icon of={CirclePlay} size={14} />
          {words.goOn}
        </button>
      )}
      {connectionId && deployment && (
        <button type="button" className="button quiet" onClick={() => again(connectionId, deployment)}>
          <Icon of={RefreshCw} size={14} />
          {words.regenerate}
        </button>
      )}
      {others.length > 0 && (
        <Menu label={words.regenerateWith} items={others} className="button quiet">
          {words.regenerateWith}
        </Menu>
      )}
      {connectionId && (
        <Menu
          label={words.sample}
          className="button quiet"
          items={languages.map((language) => ({
            label: words.samples[language],
            onSelect: () => setSample(language),
          }))}
        >
          {words.sample}
        </Menu>
      )}
      {sample && <SampleDialog replyId={id} language={sample} onClose={() => setSample(null)} />}
    </div>
  );
}

/** Goes on with an answer, or fetches it where the service has it. */
const goOn = (id: string) => void askFor(window.assay["chat.continue"]({ replyId: id }));

/** What can be done about an answer that went wrong. The question is kept in each case. */
function answerActions({ id, deployment, details }: Message, connectionId: string): Actions {
  const isPickedUp = isPending(details?.background);
  const again = () => void regenerate({ replyId: id, connectionId, deployment: deployment ?? "" });
  return {
    ...connectionActions(connectionId, () => (isPickedUp ? goOn(id) : again())),
    pick_deployment: () => useChat.setState({ asking: id }),
    new_conversation: () => goTo("chat"),
  };
}
