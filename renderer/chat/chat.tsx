import "./chat.css";
import { Plus } from "lucide-react";
import { useEffect, useLayoutEffect, useRef } from "react";
import type { Conversation, Message } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useConnections } from "../connections/state.ts";
import { type Choice, choose, useDeployments } from "../deployments/state.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { Composer } from "./composer.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { DeploymentPicker } from "./deployment-picker.tsx";
import { MessageView } from "./message.tsx";
import { openConversation, send, useChat } from "./state.ts";

const words = strings.chat;

/** The conversations, and the one that is open. */
export function ChatScreen({ conversationId }: { conversationId: string | null }) {
  useEffect(() => openConversation(conversationId), [conversationId]);
  return (
    <main className="screen">
      <aside className="pane" aria-label={words.conversations}>
        <div className="bar">
          <h2 className="grow">{words.title}</h2>
          <a
            className="button quiet square"
            href={linkTo("chat")}
            aria-label={words.newConversation}
            title={words.newConversation}
          >
            <Icon of={Plus} />
          </a>
        </div>
        <ConversationList openId={conversationId} />
      </aside>
      <OpenConversation key={conversationId ?? "new"} conversationId={conversationId} />
    </main>
  );
}

function OpenConversation({ conversationId }: { conversationId: string | null }) {
  const open = useChat(({ open }) => (open?.id === conversationId ? open : null));
  const diagnosis = useChat(({ openDiagnosis }) => openDiagnosis);
  const chosen = useDeployments(({ chosen }) => chosen);
  const hasConnections = useConnections(({ list }) => list === null || list.length > 0);
  useTakeUp(open);
  const running = open?.messages.find(({ role, end }) => role === "assistant" && end === null);
  return (
    <div className="work">
      <div className="bar">
        <h1 className="clip">{open?.title ?? words.newTitle}</h1>
        <span className="unseen" role="status">
          {announcement(open)}
        </span>
      </div>
      {diagnosis && conversationId !== null && (
        <div className="notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
      {open ? (
        <Thread messages={open.messages} connectionId={open.connectionId} />
      ) : (
        conversationId === null && <Beginning canChat={hasConnections} />
      )}
      {(open || (conversationId === null && hasConnections)) && (
        <Composer
          focused
          label={words.message}
          above={<AskingAgain />}
          onStop={running && (() => void window.assay["chat.stop"]({ replyId: running.id }))}
          {...(chosen && { onSend: (text: string) => send({ ...chosen, conversationId, text }) })}
        >
          <DeploymentPicker current={chosen} />
        </Composer>
      )}
    </div>
  );
}

/** A conversation that is opened goes on with the deployment that answered last. */
function useTakeUp(open: Conversation | null): void {
  const choice: Choice | null = open && { connectionId: open.connectionId, deployment: open.deployment };
  const key = choice && `${choice.connectionId} ${choice.deployment}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another conversation or deployment is taken up.
  useEffect(() => {
    if (choice) choose(choice);
  }, [key]);
}

/** Says that the next deployment that is picked is asked the same again. */
function AskingAgain() {
  const asking = useChat(({ asking }) => asking);
  if (asking === null) return null;
  return (
    <p className="row small">
      <span className="grow">{words.pickToAsk}</span>
      <button type="button" className="button quiet" onClick={() => useChat.setState({ asking: null })}>
        {words.cancel}
      </button>
    </p>
  );
}

/** What is read aloud: that an answer runs or how it ended, never its words. */
function announcement(open: Conversation | null): string {
  const last = open?.messages.at(-1);
  if (last?.role !== "assistant") return "";
  if (last.end === null) return words.answering;
  const how = words.ends[last.end];
  return how === undefined ? words.answered : fill(words.ended, { how });
}

function Beginning({ canChat }: { canChat: boolean }) {
  return (
    <div className="empty">
      <h2>{canChat ? words.emptyTitle : words.noModelTitle}</h2>
      <p>{canChat ? words.emptyText : words.noModelText}</p>
      {!canChat && (
        <a className="button primary large" href={linkTo("home")}>
          {words.goHome}
        </a>
      )}
    </div>
  );
}

/** Distance from the end, in pixels, within which the view follows what is written. */
const nearEnd = 48;

function Thread({ messages, connectionId }: { messages: Message[]; connectionId: string }) {
  const place = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view follows when messages change.
  useLayoutEffect(() => {
    if (follows.current && place.current) place.current.scrollTop = place.current.scrollHeight;
  }, [messages]);
  return (
    <div
      ref={place}
      className="scroll thread"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable from the keyboard.
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label={words.title}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < nearEnd;
      }}
    >
      <div className="measure">
        {messages.map((message, index) => (
          <MessageView
            key={message.id}
            message={message}
            connectionId={index === messages.length - 1 ? connectionId : null}
          />
        ))}
      </div>
    </div>
  );
}
