import type { JsonObject } from "../../foundry/json.ts";
import { plainText } from "./field.ts";
import { type Message, messageOf, messagesFrom, turnsOf } from "./messages.ts";
import { transcriptOf } from "./transcript.ts";

/** What was asked, and the better and the worse answer to it. */
export interface Pair {
  asked: Message[];
  chosen: Message[];
  rejected: Message[];
}

/**
 * A pair from what a file has of it: answers as texts, as messages, or as whole conversations that begin the same, also
 * as transcripts; with a prompt or, where the answers have it, without. Null where the two do not say what was asked, or
 * are no answers.
 */
export function pairOf(prompt: unknown, chosen: unknown, rejected: unknown): Pair | null {
  const asked = prompt === undefined ? [] : turnsOf(prompt, "user");
  const [better, worse] = [answerOf(chosen), answerOf(rejected)];
  if (asked === null || better === null || worse === null) return null;
  const given = [better, worse].map((answer) =>
    beginsWith(answer, asked) ? answer.slice(asked.length) : answer,
  );
  const [one = [], other = []] = given;
  const shared = sharedStart(one, other);
  const pair = {
    asked: [...asked, ...one.slice(0, shared)],
    chosen: one.slice(shared),
    rejected: other.slice(shared),
  };
  const isWhole = pair.asked.length > 0 && pair.chosen.length > 0 && pair.rejected.length > 0;
  return isWhole ? pair : null;
}

/** The row of the service's preference method for a pair. */
export const rowOfPair = ({ asked, chosen, rejected }: Pair, more: JsonObject = {}): JsonObject => ({
  input: { messages: asked, ...more },
  preferred_output: chosen,
  non_preferred_output: rejected,
});

function answerOf(value: unknown): Message[] | null {
  const text = plainText(value);
  if (text === null || /^\s*[[{]/.test(text))
    return messagesFrom(value) ?? (text === null ? null : spoken(text));
  return transcriptOf(text) ?? spoken(text);
}

const spoken = (text: string): Message[] => [messageOf("assistant", text)];

/** A message without what differs in how it is written: the order of its fields, and such as are empty. */
const plain = (message: Message | undefined): string =>
  JSON.stringify(
    Object.entries(message ?? {})
      .filter(([, value]) => value !== null)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

const isSame = (one: Message | undefined, other: Message | undefined): boolean => plain(one) === plain(other);

const beginsWith = (messages: readonly Message[], start: readonly Message[]): boolean =>
  start.length > 0 && start.every((message, index) => isSame(message, messages[index]));

/** How many messages two conversations share at their beginning, leaving each an answer of its own. */
function sharedStart(one: readonly Message[], other: readonly Message[]): number {
  const most = Math.min(one.length, other.length) - 1;
  let shared = 0;
  while (shared < most && isSame(one[shared], other[shared])) shared += 1;
  return shared;
}
