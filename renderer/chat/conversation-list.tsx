import { Ellipsis } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { ConversationSummary } from "../../preload/contract/conversations.ts";
import { titleLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useConversations } from "../conversations/state.ts";
import { useModel } from "../models/index.ts";
import { linkTo } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { Removed } from "../ui/removed.tsx";
import { groupByDay } from "./groups.ts";
import { removeConversation, undoRemove, useChat } from "./state.ts";

const words = strings.chat;

/** All conversations: the pinned ones, then by day. The open one is marked, and those that are being answered. */
export function ConversationList({ openId }: { openId: string | null }) {
  const summaries = useConversations(({ summaries }) => summaries) ?? [];
  const pinned = summaries.filter((one) => one.pinned);
  const groups = [
    ...(pinned.length > 0 ? [{ name: words.pinned, summaries: pinned }] : []),
    ...groupByDay(
      summaries.filter((one) => !one.pinned),
      Date.now(),
    ).map(({ day, summaries }) => ({ name: words.groups[day], summaries })),
  ];
  return (
    <>
      <nav className="list scroll" aria-label={words.conversations}>
        {summaries.length === 0 && <p className="none muted small">{words.noConversations}</p>}
        {groups.map((group) => (
          <section key={group.name}>
            <h3>{group.name}</h3>
            {group.summaries.map((summary) => (
              <Item key={summary.id} summary={summary} isOpen={summary.id === openId} />
            ))}
          </section>
        ))}
      </nav>
      <JustRemoved />
    </>
  );
}

function Item({ summary, isOpen }: { summary: ConversationSummary; isOpen: boolean }) {
  const { id, title, deployment, modelId, answering, pinned } = summary;
  const model = useModel(modelId);
  const [renaming, setRenaming] = useState(false);
  const tell = (work: Promise<{ ok: boolean }>) => void work;
  if (renaming) return <Rename summary={summary} onClose={() => setRenaming(false)} />;
  return (
    <div className="item-row">
      <a className="item" href={linkTo("chat", id)} aria-current={isOpen ? "page" : undefined}>
        <b className="clip" dir="auto">
          {title}
        </b>
        {answering && (
          <span className="status live" title={words.answering}>
            <span className="unseen">{words.answering}</span>
          </span>
        )}
        <small className="clip" dir="auto">
          {model?.name ?? deployment}
        </small>
      </a>
      <Menu
        label={fill(words.conversationMenu, { title })}
        items={[
          { label: words.rename, onSelect: () => setRenaming(true) },
          {
            label: pinned ? words.unpin : words.pin,
            onSelect: () => tell(window.assay["conversations.pin"]({ id, pinned: !pinned })),
          },
          {
            label: words.exportMarkdown,
            onSelect: () => tell(window.assay["conversations.export"]({ id, format: "markdown" })),
          },
          {
            label: words.exportJson,
            onSelect: () => tell(window.assay["conversations.export"]({ id, format: "json" })),
          },
          { label: words.remove, onSelect: () => void removeConversation(summary) },
        ]}
      >
        <Icon of={Ellipsis} />
      </Menu>
    </div>
  );
}

function Rename({ summary: { id, title }, onClose }: { summary: ConversationSummary; onClose: () => void }) {
  const [text, setText] = useState(title);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "" && text !== title) await window.assay["conversations.rename"]({ id, title: text });
    onClose();
  };
  return (
    <form className="row rename" onSubmit={(event) => void save(event)}>
      <div className="input grow">
        <input
          dir="auto"
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here.
          autoFocus
          aria-label={words.renameLabel}
          value={text}
          maxLength={titleLimit}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && onClose()}
        />
      </div>
      <button type="submit" className="button">
        {words.save}
      </button>
    </form>
  );
}

/** What was removed last. */
function JustRemoved() {
  const removed = useChat(({ removed }) => removed);
  const text = removed && fill(words.removed, { title: removed.title });
  return <Removed text={text} undo={words.undo} onUndo={() => void undoRemove()} />;
}
