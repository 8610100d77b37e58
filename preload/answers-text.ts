import type { Deployment } from "./contract/deployments.ts";

/** Whether text can be asked of a deployment, in columns, evaluations and all that compares words: one that makes images answers in chat only. */
export const answersText = ({ chat, speaks }: Pick<Deployment, "chat" | "speaks">): boolean =>
  chat.usable && speaks.what !== "images";
