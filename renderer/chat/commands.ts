import { strings } from "../../preload/strings/en.ts";
import type { Command } from "../command.ts";
import { useConversations } from "../conversations/state.ts";
import { goTo } from "../route.ts";
import { askForSearch } from "./search-asked.ts";
import { newConversationShortcut, searchShortcut } from "./shortcuts.ts";
import { importConversation, regenerate, removeConversation, showLatest, useChat } from "./state.ts";

const words = strings.chat;

/** Beginning and finding conversations. */
export const chatShortcuts: readonly Command[] = [
  {
    id: "newConversation",
    label: words.newConversation,
    part: "often",
    shortcut: newConversationShortcut,
    run: () => goTo("chat"),
  },
  { id: "search", label: words.search, part: "often", shortcut: searchShortcut, run: askForSearch },
];

/** Opening conversations, and what can be done with the one that is open. */
export function chatCommands(): Command[] {
  return [
    { id: "import", label: words.importFile, part: "action", run: () => void importConversation() },
    ...ofOpen(),
    ...(useConversations.getState().summaries ?? []).map(
      ({ id, title }): Command => ({
        id: `conversation ${id}`,
        label: title,
        part: "conversation",
        run: () => goTo("chat", id),
      }),
    ),
  ];
}

const action = (id: string, label: string) => ({ id, label, part: "open" as const });

function ofOpen(): Command[] {
  const { open } = useChat.getState();
  if (!open || !window.location.hash.startsWith("#/chat/")) return [];
  const { id, pinned } = open;
  const last = open.messages.findLast(({ role }) => role === "assistant");
  const summary = useConversations.getState().summaries?.find((one) => one.id === id);
  const commands: (Command | false)[] = [
    last?.end === null && {
      ...action("stop", words.stop),
      shortcut: words.escape,
      run: () => void window.assay["chat.stop"]({ replyId: last.id }),
    },
    last !== undefined &&
      last.end !== null &&
      last.connectionId !== null && {
        ...action("regenerate", words.regenerate),
        run: () =>
          void regenerate({
            replyId: last.id,
            connectionId: last.connectionId ?? "",
            deployment: last.deployment ?? "",
          }),
      },
    last !== undefined &&
      last.text !== "" && {
        ...action("copy", strings.palette.copyLast),
        run: () => void navigator.clipboard.writeText(last.text),
      },
    { ...action("latest", strings.app.jumpToLatest), run: showLatest },
    {
      ...action("pin", pinned ? words.unpin : words.pin),
      run: () => void window.assay["conversations.pin"]({ id, pinned: !pinned }),
    },
    {
      ...action("markdown", words.exportMarkdown),
      run: () => void window.assay["conversations.export"]({ id, format: "markdown" }),
    },
    {
      ...action("json", words.exportJson),
      run: () => void window.assay["conversations.export"]({ id, format: "json" }),
    },
    summary !== undefined && {
      ...action("remove", words.remove),
      run: () => void removeConversation(summary),
    },
  ];
  return commands.filter((one) => one !== false);
}
