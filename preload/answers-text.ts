import type { Deployment, Speaks } from "./contract/deployments.ts";

/** Whether what is asked this way answers in text; of other work it is not told here that it answers at all. */
export const isInText = (what: Speaks): boolean => what !== "images";

/** Whether text can be asked of a deployment, in columns, evaluations and all that compares words: one that makes images answers in chat only. */
export const answersText = ({ chat, speaks }: Pick<Deployment, "chat" | "speaks">): boolean =>
  chat.usable && isInText(speaks.what);
