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
 * file manager and a dragged picture come with text as well, which only says what they are called. `plain` reads HTML.
 */
export function textOf(clip: Clip, plain: (html: string) => string): string | null {
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

/** The text of HTML from elsewhere. Nothing of it is run or loaded. */
export const plainText = (html: string): string => {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const unseen of body.querySelectorAll("style, script")) unseen.remove();
  return body.textContent.trim();
};
