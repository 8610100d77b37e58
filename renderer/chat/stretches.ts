import type { Message } from "../../preload/contract/conversations.ts";

/** Messages that are drawn, and skipped while out of sight, as one. */
const most = 16;

/**
 * The messages in stretches of at most sixteen. Those of the last time whose messages are still the same are given again
 * as they were, so that only what is new is drawn: at the end while an answer is written, at the beginning when earlier
 * messages come.
 */
export function stretchesOf(messages: Message[], before: Message[][]): Message[][] {
  const [first] = before;
  const anchor = first?.[0];
  const added = anchor === undefined ? -1 : messages.findIndex(({ id }) => id === anchor.id);
  if (added < 0) return cut(messages);
  let at = added;
  const kept: Message[][] = [];
  for (const [index, stretch] of before.entries()) {
    const isLast = index === before.length - 1;
    const now = messages.slice(at, isLast ? Math.max(at + most, at + stretch.length) : at + stretch.length);
    at += now.length;
    if (now.length > 0) kept.push(isSame(now, stretch) ? stretch : now);
  }
  return [...fromEnd(messages.slice(0, added)), ...kept, ...cut(messages.slice(at))];
}

const isSame = (one: Message[], other: Message[]) =>
  one.length === other.length && one.every((message, index) => message === other[index]);

function cut(messages: Message[]): Message[][] {
  const stretches: Message[][] = [];
  for (let from = 0; from < messages.length; from += most) stretches.push(messages.slice(from, from + most));
  return stretches;
}

/** Whole stretches stand at the end, where they are not drawn again. */
function fromEnd(messages: Message[]): Message[][] {
  const rest = messages.length % most;
  return [...(rest > 0 ? [messages.slice(0, rest)] : []), ...cut(messages.slice(rest))];
}
