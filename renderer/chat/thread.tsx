import { memo, useEffect, useRef } from "react";
import type { Conversation, Message } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import type { Follower } from "../ui/follow-end.ts";
import { Following } from "../ui/following.tsx";
import { MessageView } from "./message.tsx";
import { readEarlier, useChat } from "./state.ts";
import { stretchesOf } from "./stretches.ts";

const words = strings.chat;

/** The messages of a conversation. The view follows what is written, and goes to what is asked and to what was found. */
export function Thread({ open }: { open: Conversation }) {
  const { messages, hasEarlier } = open;
  const view = useRef<Pick<Follower, "toEnd" | "show" | "hold">>(null);
  const latest = useChat(({ latest }) => latest);
  const found = useChat(({ found }) => found);
  const last = messages.at(-1);
  const before = useRef<Message[][]>([]);
  const stretches = stretchesOf(messages, before.current);
  before.current = stretches;

  // Earlier messages come above what is read.
  useEffect(
    () =>
      useChat.subscribe(({ open: now }, { open: then }) => {
        if (now?.id === then?.id && now?.messages[0] !== then?.messages[0]) view.current?.hold();
      }),
    [],
  );
  useEffect(() => {
    if (latest > 0) view.current?.toEnd();
  }, [latest]);
  useEffect(() => {
    const message = found && document.querySelector(`[data-message="${CSS.escape(found)}"]`);
    if (message) view.current?.show(message);
  }, [found]);

  return (
    <Following
      ref={view}
      role="log"
      label={words.title}
      className="thread"
      isLive
      onScroll={(place) => {
        if (!hasEarlier || place.scrollTop >= place.clientHeight) return;
        void readEarlier();
      }}
    >
      <div className="measure">
        {hasEarlier && (
          <button type="button" className="button quiet earlier" onClick={() => void readEarlier()}>
            {words.earlier}
          </button>
        )}
        {stretches.map((stretch) => (
          <StretchView key={stretch[0]?.id} messages={stretch} lastId={lastIn(stretch, last)} />
        ))}
      </div>
    </Following>
  );
}

/** The last message of the conversation, where a stretch has it: others need not be drawn again when it changes. */
const lastIn = (stretch: Message[], last: Message | undefined) =>
  last !== undefined && stretch.includes(last) ? last.id : null;

const StretchView = memo(function StretchView(props: { messages: Message[]; lastId: string | null }) {
  const { messages, lastId } = props;
  return (
    <div className="stretch">
      {messages.map((message) => (
        <MessageView key={message.id} message={message} isLast={message.id === lastId} />
      ))}
    </div>
  );
});
