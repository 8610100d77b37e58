import { problem } from "../error.ts";
import type { Attachment } from "./question.ts";

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
