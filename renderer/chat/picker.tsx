import { useEffect, useRef } from "react";
import { strings } from "../../preload/strings/en.ts";
import { ModelPicker } from "../models/index.ts";
import { goTo } from "../route.ts";
import type { Choice } from "../targets/choice.ts";
import { choose } from "../targets/deployments.ts";
import { regenerate, useChat } from "./state.ts";

/**
 * Chooses whom the next message goes to. A registered model begins a conversation of its own, unless an answer's question
 * is to be asked again.
 */
export function ChatPicker({ current }: { current: Choice | null }) {
  const asking = useChat(({ asking }) => asking);
  const field = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (asking === null) return;
    field.current?.focus();
    // Refused without a click or a key before it; the field has the focus then.
    try {
      field.current?.showPicker();
    } catch {}
  }, [asking]);
  const take = (choice: Choice) => {
    const { open, openId } = useChat.getState();
    choose(choice);
    if (asking !== null) {
      const { connectionId, deployment } = choice;
      void regenerate({ replyId: asking, connectionId, deployment });
    } else if (choice.modelId && openId !== null && open?.modelId !== choice.modelId) goTo("chat");
  };
  return (
    <ModelPicker
      field={field}
      label={strings.chat.deployment}
      value={current}
      purpose="chat"
      onChoose={take}
    />
  );
}
