import { withEntities } from "../markdown/entities.ts";

/** What is pasted or dropped, in all the forms that it has. */
export interface Clip {
  text: string;
  html: string;
  /** Addresses, one a line. */
  addresses: string;
  files: readonly { name: string; type: string }[];
}

/** Reads it off a clipboard or what is dragged. */
export const clipOf = (data: DataTransfer): Clip => ({
  text: data.getData("text/plain"),
  html: data.getData("text/html"),
  addresses: data.getData("text/uri-list"),
  files: [...data.files],
});

/**
 * The text of what is there as text and as a picture of it, as Excel, Word and PowerPoint copy; null where it is files. A
 * file manager and a dragged picture come with text as well, which only says what they are called.
 */
export function textOf(clip: Clip): string | null {
  const { files, addresses } = clip;
  if (files.some(({ type }) => !type.startsWith("image/"))) return null;
  const text = clip.text.trim() === "" ? plain(clip.html) : clip.text;
  const lines = linesOf(text);
  const known = linesOf(addresses);
  const names = (line: string) =>
    known.includes(line) || /^file:/i.test(line) || files.some(({ name }) => endsIn(line, name));
  return lines.every(names) ? null : text;
}

const linesOf = (text: string) =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

const endsIn = (path: string, name: string) =>
  path === name || path.endsWith(`/${name}`) || path.endsWith(`\\${name}`);

/** The text of HTML from elsewhere, its lines and cells apart. */
function plain(html: string): string {
  const text = html
    .replace(/<!--[\s\S]*?(?:-->|$)|<(head|style|script)\b[\s\S]*?(?:<\/\1>|$)/gi, "")
    .replace(/\s+/g, " ")
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h\d)\b[^<>]*>/gi, "\n")
    .replace(/<\/t[dh]>/gi, "\t")
    .replace(/<[^<>]*>/g, "");
  const lines = text.split("\n").map((line) => line.replace(/^ +|\s+$/g, ""));
  return withEntities(lines.join("\n").trim());
}
