import "./chat.css";
import { Box, FileUp, Plus, SlidersHorizontal } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { Conversation } from "../../preload/contract/conversations.ts";
import type { RegisteredModel } from "../../preload/contract/models.ts";
import { background } from "../../preload/strings/background.ts";
import { strings } from "../../preload/strings/en.ts";
import { endText } from "../../preload/strings/ends.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useConnections } from "../connections/index.ts";
import { useChosen, useModel } from "../models/index.ts";
import { linkTo } from "../route.ts";
import { type Choice, choiceOf } from "../targets/choice.ts";
import { choose, useDeployment } from "../targets/deployments.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { withShortcut } from "../ui/shortcuts.ts";
import { BeforeSending } from "./before-sending.tsx";
import { Composer, type Draft } from "./composer.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { OptionsPane, useOptions } from "./options.tsx";
import { ChatPicker } from "./picker.tsx";
import { MessageSearch } from "./search.tsx";
import { newConversationShortcut } from "./shortcuts.ts";
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
            title={withShortcut(words.newConversation, newConversationShortcut)}
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
  const chosen = useChosen();
  const traits = useDeployment(chosen)?.traits;
  const hasConnections = useConnections(({ list }) => list === null || list.length > 0);
  const model = useModel(chosen?.modelId);
  const [options, setOptions] = useOptions(open, conversationId === null ? model : null);
  const [showsOptions, setShowsOptions] = useState(false);
  const draft = useMemo(() => draftOf(conversationId), [conversationId]);
  useTakeUp(open);
  const running = open?.messages.find(({ role, end }) => role === "assistant" && end === null);
  const isThere = open !== null || conversationId === null;
  const isMissing = !isThere && diagnosis !== null;
  return (
    <>
      <div className="work">
        <div className="bar">
          <h1 className="clip" dir="auto">
            {open?.title ?? words.newTitle}
          </h1>
          {model && <ModelLink model={model} />}
          <span className="grow" />
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
        {open ? (
          <Thread open={open} />
        ) : conversationId === null ? (
          <Beginning canChat={hasConnections} />
        ) : (
          <div className="grow" />
        )}
        {(open || (hasConnections && !isMissing)) && (
          <Composer
            focused
            canAttach
            refusesImages={
              traits?.images === false ? fill(words.noImages, { model: chosen?.deployment ?? "" }) : null
            }
            label={words.message}
            draft={draft}
            above={
              <>
                {model && <ModelNotice model={model} />}
                <AskingAgain />
              </>
            }
            below={(text, attachments) =>
              chosen && (
                <BeforeSending
                  open={open}
                  chosen={chosen}
                  options={options}
                  text={text}
                  attachments={attachments}
                />
              )
            }
            onStop={running && (() => void window.assay["chat.stop"]({ replyId: running.id }))}
            {...(chosen &&
              isThere && {
                onSend: (text, attachments) =>
                  send({ modelId: null, ...chosen, ...options, conversationId, text, attachments }),
              })}
          >
            <ChatPicker current={chosen} />
          </Composer>
        )}
      </div>
      {isThere && showsOptions && (
        <OptionsPane
          key={open ? "there" : `new ${model?.id}`}
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

/** Leads to the model that the conversation is with. */
function ModelLink({ model: { id, name } }: { model: RegisteredModel }) {
  return (
    <a
      className="chip with-model"
      href={linkTo("models", id)}
      aria-label={fill(strings.models.open, { name })}
    >
      <Icon of={Box} size={12} />
      <span className="clip" dir="auto">
        {name}
      </span>
    </a>
  );
}

/** Says what is wrong with the model's deployment, and leads to where it can be pointed elsewhere. */
function ModelNotice({ model: { id, name, diagnosis } }: { model: RegisteredModel }) {
  if (!diagnosis) return null;
  const { title } = explain(diagnosis);
  return (
    <p className="row small" role="status">
      <span className="grow">{fill(strings.models.notice, { name, title })}</span>
      <a className="button quiet" href={linkTo("models", id)}>
        {strings.models.elsewhere.open}
      </a>
    </p>
  );
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

/**
 * A conversation that is opened goes on with its registered model, wherever that points now, else with the deployment that
 * answered last, where its connection is still there.
 */
function useTakeUp(open: Conversation | null): void {
  const list = useConnections(({ list }) => list);
  const model = useModel(open?.modelId);
  const answered: Choice | null =
    open && list?.some(({ id }) => id === open.connectionId)
      ? { connectionId: open.connectionId, deployment: open.deployment }
      : null;
  const choice = (model && choiceOf(model)) ?? answered;
  const key = choice && JSON.stringify(choice);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another conversation or deployment is taken up.
  useEffect(() => {
    if (choice) choose(choice);
  }, [key]);
}

/** What is read aloud: that an answer runs or how it ended, never its words. */
function announcement(open: Conversation | null): string {
  const last = open?.messages.at(-1);
  if (last?.role !== "assistant") return "";
  if (last.end === null) return last.details?.background ? background.title : words.answering;
  const how = endText(last.end, last.diagnosis?.code);
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
