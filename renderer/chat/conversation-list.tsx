import { strings } from "../../preload/strings/en.ts";
import { linkTo } from "../route.ts";
import { groupByDay } from "./groups.ts";
import { useChat } from "./state.ts";

const words = strings.chat;

/** All conversations by day; the open one is marked, and those that are being answered. */
export function ConversationList({ openId }: { openId: string | null }) {
  const summaries = useChat(({ summaries }) => summaries) ?? [];
  return (
    <nav className="list scroll" aria-label={words.conversations}>
      {summaries.length === 0 && <p className="none muted small">{words.noConversations}</p>}
      {groupByDay(summaries, Date.now()).map((group) => (
        <section key={group.day}>
          <h3>{words.groups[group.day]}</h3>
          {group.summaries.map(({ id, title, deployment, answering }) => (
            <a
              key={id}
              className="item"
              href={linkTo("chat", id)}
              aria-current={id === openId ? "page" : undefined}
            >
              <b className="clip">{title}</b>
              {answering && (
                <span className="status live" title={words.answering}>
                  <span className="unseen">{words.answering}</span>
                </span>
              )}
              <small className="clip">{deployment}</small>
            </a>
          ))}
        </section>
      ))}
    </nav>
  );
}
