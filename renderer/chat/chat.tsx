import "./chat.css";
import { FileUp, Plus, SlidersHorizontal } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { Conversation } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useConnections } from "../connections/state.ts";
import { type Choice, choose, useDeployments } from "../deployments/state.ts";
import { withShortcut } from "../palette/commands.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { Composer, type Draft } from "./composer.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { DeploymentPicker } from "./deployment-picker.tsx";
import { OptionsPane, useOptions, useTraits } from "./options.tsx";
import { MessageSearch } from "./search.tsx";
import { importConversation, openConversation, send, useChat } from "./state.ts";
import { Thread } from "./thread.tsx";

const words = strings.chat;

/** The conversations, and the one that is open. */
export function ChatScreen({ conversationId }: { conversationId: string | null }) {
  useEffect(() => openConversation(conversationId), [conversationId]);
  return (
    <main className="screen">
      <aside className="pane" aria-label={words.conversations}>
        <div className="bar">
          <h2 className="grow">{words.title}</h2>
          <button
            type="button"
            className="button quiet square"
            aria-label={words.importFile}
            title={words.importFile}
            onClick={() => void importConversation()}
          >
            <Icon of={FileUp} />
          </button>
          <a
            className="button quiet square"
            href={linkTo("chat")}
            aria-label={words.newConversation}
            title={withShortcut(words.newConversation, "newConversation")}
          >
            <Icon of={Plus} />
          </a>
        </div>
        <MessageSearch>
          <ConversationList openId={conversationId} />
        </MessageSearch>
      </aside>
      <OpenConversation key={conversationId ?? "new"} conversationId={conversationId} />
    </main>
  );
}

function OpenConversation({ conversationId }: { conversationId: string | null }) {
  const open = useChat(({ open }) => (open?.id === conversationId ? open : null));
  const diagnosis = useChat(({ openDiagnosis }) => openDiagnosis);
  const chosen = useDeployments(({ chosen }) => chosen);
  const traits = useTraits();
  const hasConnections = useConnections(({ list }) => list === null || list.length > 0);
  const [options, setOptions] = useOptions(open);
  const [showsOptions, setShowsOptions] = useState(false);
  const draft = useMemo(() => draftOf(conversationId), [conversationId]);
  useTakeUp(open);
  const running = open?.messages.find(({ role, end }) => role === "assistant" && end === null);
  const isThere = open !== null || conversationId === null;
  const begin = conversationId === null ? options : {};
  return (
    <>
      <div className="work">
        <div className="bar">
          <h1 className="clip grow">{open?.title ?? words.newTitle}</h1>
          <span className="unseen" role="status">
            {announcement(open)}
          </span>
          {isThere && (
            <button
              type="button"
              className="button quiet square"
              aria-label={words.options.open}
              title={words.options.open}
              aria-pressed={showsOptions}
              onClick={() => setShowsOptions(!showsOptions)}
            >
              <Icon of={SlidersHorizontal} />
            </button>
          )}
        </div>
        {diagnosis && (
          <div className="notice">
            <DiagnosisView diagnosis={diagnosis} />
          </div>
        )}
        {open ? <Thread open={open} /> : conversationId === null && <Beginning canChat={hasConnections} />}
        {(open || (conversationId === null && hasConnections)) && (
          <Composer
            focused
            canAttach
            refusesImages={
              traits?.images === false ? fill(words.noImages, { model: chosen?.deployment ?? "" }) : null
            }
            label={words.message}
            draft={draft}
            above={<AskingAgain />}
            onStop={running && (() => void window.assay["chat.stop"]({ replyId: running.id }))}
            {...(chosen && {
              onSend: (text, attachments) => send({ ...chosen, ...begin, conversationId, text, attachments }),
            })}
          >
            <DeploymentPicker current={chosen} />
          </Composer>
        )}
      </div>
      {isThere && showsOptions && (
        <OptionsPane
          key={open ? "there" : "new"}
          open={open}
          options={options}
          onChange={setOptions}
          onClose={() => setShowsOptions(false)}
        />
      )}
    </>
  );
}

const draftOf = (conversationId: string | null): Draft => ({
  read: async () => {
    const answer = await window.assay["conversations.draft"]({ conversationId });
    return answer.ok ? answer.data : "";
  },
  write: (text) => void window.assay["conversations.setDraft"]({ conversationId, text }),
});

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

/** A conversation that is opened goes on with the deployment that answered last, where its connection is still there. */
function useTakeUp(open: Conversation | null): void {
  const list = useConnections(({ list }) => list);
  const choice: Choice | null =
    open && list?.some(({ id }) => id === open.connectionId)
      ? { connectionId: open.connectionId, deployment: open.deployment }
      : null;
  const key = choice && `${choice.connectionId} ${choice.deployment}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another conversation or deployment is taken up.
  useEffect(() => {
    if (choice) choose(choice);
  }, [key]);
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
