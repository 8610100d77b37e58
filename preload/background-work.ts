import type { BackgroundWork } from "./contract/conversations.ts";

/** The words for work that is over, whatever came of it. */
const over: readonly string[] = ["collected", "left", "cancelled", "gone"];

/** Whether the service still has an answer that can be fetched. */
export const isPending = (work: BackgroundWork | undefined): boolean =>
  work !== undefined && !over.includes(work.status);
