import { problem } from "../error.ts";
import type { Attachment, ChatMessage } from "./question.ts";

/** A file as a code block under its name. The fence is longer than any in the file. */
function fenced({ name, data }: Attachment): string {
  const longest = Math.max(2, ...(data.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${name.replace(/\s+/g, " ").trim()}\n${fence}\n${data}${data.endsWith("\n") ? "" : "\n"}${fence}`;
}

/** A person's message and the texts that go along with it as one text. */
export const withTexts = (content: string, attachments: readonly Attachment[]): string =>
  [content, ...attachments.filter(({ kind }) => kind === "text").map(fenced)]
    .filter((block) => block !== "")
    .join("\n\n");

/** The kinds of images the service takes (Azure OpenAI guide to vision-enabled models; Claude's are the same). */
const imageTypes: readonly string[] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** An image as a data URL. Throws `input_refused` for a kind that the service does not take. */
export function imageAddress({ type, data }: Attachment): string {
  checkImage({ type, data });
  return `data:${type};base64,${data}`;
}

/** Throws `input_refused` for an image of a kind that the service does not take. */
export function checkImage({ type, data }: Pick<Attachment, "type" | "data">): void {
  if (!imageTypes.includes(type) || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) throw problem("input_refused");
}

/** Azure OpenAI quotas and limits; the images' size from the guide to vision-enabled models. */
const limits = { messages: 2048, characters: 1_048_576, images: 10, bytes: 20 * 1024 * 1024 };

/** Throws `message_too_large` for more than the service takes. */
export function checkSizes(messages: readonly ChatMessage[]): void {
  const images = messages.flatMap(({ attachments = [] }) =>
    attachments.filter(({ kind }) => kind === "image"),
  );
  const counts = {
    messages: messages.length,
    characters: largest(
      messages.map(({ content, attachments = [] }) => withTexts(content, attachments).length),
    ),
    images: images.length,
    bytes: largest(images.map(({ data }) => Math.floor((data.replace(/=+$/, "").length * 3) / 4))),
  };
  const names = Object.keys(limits) as (keyof typeof limits)[];
  if (names.every((name) => counts[name] <= limits[name])) return;
  const words = Object.entries(counts).map(([what, count]) => [what, count.toLocaleString("en")]);
  throw problem("message_too_large", Object.fromEntries(words));
}

const largest = (numbers: number[]) => numbers.reduce((most, one) => Math.max(most, one), 0);
