import type { MessageEnd } from "../../../preload/contract/conversations.ts";
import { hasFailed } from "../../../preload/ends.ts";
import type { LeftOutReason } from "./row.ts";

const cutEnds: readonly (MessageEnd | null)[] = ["cancelled", "connection_lost", "interrupted", "length"];

/** Why nothing is learned from an answer; null for one that is whole. An answer without an end is still being written. */
export function faultOf(answer: { text: string; end: MessageEnd | null }): LeftOutReason | null {
  const { text, end } = answer;
  if (end === null) return "running";
  if (end === "content_filter") return "filtered";
  if (cutEnds.includes(end)) return "cut";
  if (hasFailed({ end })) return "failed";
  return text.trim() === "" ? "empty" : null;
}
