import { type Message, messageOf } from "./messages.ts";

const speakers: [mark: string, role: string][] = [
  ["\n\nHuman:", "user"],
  ["\n\nAssistant:", "assistant"],
];

/**
 * The messages of a transcript as Anthropic's preference data (HH-RLHF) has them, each begun by `Human:` or `Assistant:`
 * behind an empty line. Null for a text that does not begin so.
 */
export function transcriptOf(text: string): Message[] | null {
  const whole = text.startsWith("\n\n") ? text : `\n\n${text.trimStart()}`;
  if (!speakers.some(([mark]) => whole.startsWith(mark))) return null;
  const messages: Message[] = [];
  let at = 0;
  while (at < whole.length) {
    const [mark, role] = speakers.find(([begin]) => whole.startsWith(begin, at)) ?? ["", "user"];
    const ends = speakers.map(([begin]) => whole.indexOf(begin, at + mark.length)).filter((end) => end >= 0);
    const end = Math.min(whole.length, ...ends);
    messages.push(messageOf(role, whole.slice(at + mark.length, end).trim()));
    at = end;
  }
  return messages;
}
