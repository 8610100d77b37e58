import { memo, useEffect, useLayoutEffect, useRef } from "react";
import type { Conversation, Message } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { MessageView } from "./message.tsx";
import { readEarlier, useChat } from "./state.ts";
import { stretchesOf } from "./stretches.ts";

const words = strings.chat;

/** Distance from the end, in pixels, within which the view follows what is written. */
const nearEnd = 48;

/** The messages of a conversation. The view follows what is written as long as its end is seen, and stays where it is else. */
export function Thread({ open }: { open: Conversation }) {
  const { messages, hasEarlier } = open;
  const place = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const found = useChat(({ found }) => found);
  const first = messages[0]?.id;
  const last = messages.at(-1);
  const before = useRef<Message[][]>([]);
  const stretches = stretchesOf(messages, before.current);
  before.current = stretches;
  /** Height below the first message, before earlier ones came above it. */
  const below = useRef({ first, height: 0 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the view follows when messages change.
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    if (below.current.first !== first) {
      // Chromium holds what is seen in its place too, but not at the very top: only one of both may do it.
      element.style.overflowAnchor = "none";
      element.scrollTop += element.scrollHeight - below.current.height;
      requestAnimationFrame(() => {
        element.style.overflowAnchor = "";
      });
    } else if (follows.current) element.scrollTop = element.scrollHeight;
    below.current = { first, height: element.scrollHeight };
  }, [messages]);

  useEffect(() => {
    if (found === null) return;
    follows.current = false;
    place.current
      ?.querySelector(`[data-message="${CSS.escape(found)}"]`)
      ?.scrollIntoView({ block: "center" });
  }, [found]);

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
        if (hasEarlier && scrollTop < clientHeight) void readEarlier();
      }}
    >
      <div className="measure">
        {hasEarlier && (
          <button type="button" className="button quiet" onClick={() => void readEarlier()}>
            {words.earlier}
          </button>
        )}
        {stretches.map((stretch) => (
          <StretchView key={stretch[0]?.id} messages={stretch} lastId={lastIn(stretch, last)} />
        ))}
      </div>
    </div>
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
