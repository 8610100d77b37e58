import type { MessageEnd } from "./contract/conversations.ts";

/** How an answer that is not whole, or is none, ended. One that the service cut at its limit or filtered was still given. */
export const failedEnds: readonly MessageEnd[] = [
  "cancelled",
  "connection_lost",
  "interrupted",
  "failed",
  "unknown",
];

/** Whether an answer that ended like this counts as none. */
export const hasFailed = ({ end }: { end: MessageEnd }): boolean => failedEnds.includes(end);
