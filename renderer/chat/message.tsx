import { memo } from "react";
import type { Message } from "../../preload/contract/conversations.ts";
import { Answer } from "./answer.tsx";
import { Question } from "./question.tsx";

/** One message. Only the one that is being written is drawn again while text arrives. */
export const MessageView = memo(function MessageView(props: { message: Message; isLast: boolean }) {
  const { message, isLast } = props;
  return message.role === "user" ? (
    <Question message={message} />
  ) : (
    <Answer message={message} isLast={isLast} />
  );
});
