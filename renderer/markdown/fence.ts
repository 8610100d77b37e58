/** A fenced code block that begins at the start of a text, as far as it has arrived. */
export interface Fence {
  language: string;
  /** Where its code begins, in characters from the start of the text. */
  codeFrom: number;
  codeTo: number;
  /** Where the text goes on; null while the fence is open. */
  end: number | null;
  /** From where the next look for its end may start, given the same text with more behind it. */
  scanned: number;
  indent: number;
}

const opening = /( {0,3})(`{3,}(?=[^`\n]*\n)|~{3,})([^\n]*)\n/y;

/** The fence whose opening line begins at `from` and is complete; null where there is none. */
export function openFence(text: string, from: number): (Fence & { marker: string }) | null {
  opening.lastIndex = from;
  const match = opening.exec(text);
  if (!match) return null;
  const [line, indent = "", marker = "", info = ""] = match;
  const codeFrom = from + line.length;
  const [language = ""] = info.trim().split(/\s/);
  return {
    language,
    codeFrom,
    codeTo: codeFrom,
    end: null,
    scanned: codeFrom,
    indent: indent.length,
    marker,
  };
}

/** Looks for the end of a fence in the lines that have arrived since. The last line counts only when `isWhole`. */
export function continueFence<Open extends Fence & { marker: string }>(
  fence: Open,
  text: string,
  isWhole: boolean,
): Open {
  let lineFrom = fence.scanned;
  for (;;) {
    const newline = text.indexOf("\n", lineFrom);
    if (newline < 0 && (!isWhole || lineFrom >= text.length)) break;
    const lineTo = newline < 0 ? text.length : newline;
    if (closes(text.slice(lineFrom, Math.min(lineTo, lineFrom + 1000)), fence.marker)) {
      const codeTo = Math.max(fence.codeFrom, lineFrom - 1);
      return { ...fence, codeTo, end: Math.min(lineTo + 1, text.length), scanned: lineFrom };
    }
    if (newline < 0) break;
    lineFrom = newline + 1;
  }
  return { ...fence, codeTo: text.length, scanned: lineFrom };
}

function closes(line: string, marker: string): boolean {
  const bare = line.trimEnd();
  const indent = bare.length - bare.trimStart().length;
  if (indent > 3 || !bare.startsWith(marker, indent)) return false;
  return /^[`~]*$/.test(bare.slice(indent));
}

/** The code between the lines of a fence. Of one that is still open, an end that has begun is left out. */
export function codeOf(fence: Fence & { marker: string }, text: string): string {
  let { codeTo } = fence;
  if (fence.end === null) {
    const last = text.slice(fence.scanned, fence.scanned + 1000).trim();
    const mayClose = last !== "" && /^[`~]+$/.test(last) && fence.marker.startsWith(last);
    if (mayClose) codeTo = fence.scanned;
    if (codeTo > fence.codeFrom && text[codeTo - 1] === "\n") codeTo--;
  }
  const code = text.slice(fence.codeFrom, codeTo);
  return fence.indent === 0 ? code : code.replace(new RegExp(`^ {1,${fence.indent}}`, "gm"), "");
}
