import { MessageSquare } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { ChatScreen } from "./chat.tsx";
import { chatCommands } from "./commands.ts";
import { listenToChat, useChat } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    chat: { conversationId: string | null };
  }
}

export const chat: Feature = {
  places: { chat: { given: (conversationId) => ({ conversationId }), Screen: ChatScreen } },
  rail: {
    place: "chat",
    label: strings.sections.chat,
    icon: MessageSquare,
    shortcut: { key: "2" },
    useId: () => useChat(({ openId }) => openId),
  },
  commands: chatCommands,
  listen: listenToChat,
};
