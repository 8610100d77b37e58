import { problem } from "../error.ts";
import { withTexts } from "./attached.ts";
import type { ChatMessage } from "./question.ts";

/** The most that requests of an API may hold; what is not named has no limit that is known. */
export interface SizeLimits {
  messages?: number;
  /** Of one message with its texts. */
  characters?: number;
  images?: number;
  /** Of one image. */
  imageBytes?: number;
  /** Of all texts and files, as they are sent. */
  bytes?: number;
}

/** What Azure OpenAI takes (its quotas and limits; the size of an image is from its guide to vision-enabled models). */
export const openAiSizes: SizeLimits = {
  messages: 2048,
  characters: 1_048_576,
  images: 50,
  imageBytes: 20 * 1024 * 1024,
};

/** Throws `message_too_large` for more than the API takes: what of it there is too much, how much, and the limit. */
export function checkSizes(messages: readonly ChatMessage[], limits: SizeLimits): void {
  for (const [of, measure] of measures) {
    const most = limits[of];
    const count = most === undefined ? 0 : measure(messages);
    if (most !== undefined && count > most)
      throw problem("message_too_large", { of, count: inWords(count), most: inWords(most) });
  }
}

const inWords = (count: number) => count.toLocaleString("en");

const measures: readonly [keyof SizeLimits, (messages: readonly ChatMessage[]) => number][] = [
  ["messages", ({ length }) => length],
  [
    "characters",
    (messages) =>
      largest(messages.map(({ content, attachments = [] }) => withTexts(content, attachments).length)),
  ],
  ["images", (messages) => imagesOf(messages).length],
  ["imageBytes", (messages) => largest(imagesOf(messages).map(bytesOf))],
  ["bytes", (messages) => messages.reduce((sum, message) => sum + sentBytesOf(message), 0)],
];

const imagesOf = (messages: readonly ChatMessage[]): string[] =>
  messages.flatMap(({ attachments = [] }) =>
    attachments.flatMap(({ kind, data }) => (kind === "image" ? [data] : [])),
  );

/** Bytes that are sent in base64. */
const bytesOf = (data: string) => Math.floor((data.replace(/=+$/, "").length * 3) / 4);

const sentBytesOf = ({ content, attachments = [] }: ChatMessage): number =>
  [content, ...attachments.map(({ data }) => data)].reduce((sum, text) => sum + Buffer.byteLength(text), 0);

const largest = (numbers: number[]) => numbers.reduce((most, one) => Math.max(most, one), 0);
