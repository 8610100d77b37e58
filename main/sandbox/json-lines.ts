/** A line of a file: its number from 1 on, and its text; null where that is longer than a line may be or no UTF-8. */
export interface Line {
  number: number;
  text: string | null;
}

const newline = 10;
const mostBytes = 128 * 1024 * 1024;

/** The lines of a file, without their ends and without the byte order mark it may begin with. A line end at the end begins no line. */
export async function* linesIn(bytes: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 0;
  let pieces: Buffer[] = [];
  let size = 0;
  const add = (piece: Buffer) => {
    size += piece.length;
    if (size <= mostBytes) pieces.push(piece);
    else pieces = [];
  };
  const taken = (): Line => {
    const text = size > mostBytes ? null : textOf(Buffer.concat(pieces), number === 0);
    number++;
    pieces = [];
    size = 0;
    return { number, text };
  };
  for await (const chunk of bytes) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, end));
      yield taken();
      from = end + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (size > 0) yield taken();
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(line: Buffer, isFirst: boolean): string | null {
  try {
    const text = strict.decode(line).replace(/\r$/, "");
    return isFirst && text.startsWith("\ufeff") ? text.slice(1) : text;
  } catch {
    return null;
  }
}

/**
 * What Python's reader says of a text that is no JSON, as far as its words can be told from those of this one; null
 * for JSON.
 */
export function pythonFaultOf(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const { message } = error as Error;
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    const at =
      position === undefined ? (message.includes("end of JSON") ? text.length : 0) : Number(position);
    const words = pythonWords.find(([ours]) => message.includes(ours))?.[1] ?? "Expecting value";
    return `${words}: line 1 column ${at + 1} (char ${at})`;
  }
}

const pythonWords: readonly [ours: string, python: string][] = [
  ["Expected ',' or", "Expecting ',' delimiter"],
  ["Expected ':'", "Expecting ':' delimiter"],
  ["property name", "Expecting property name enclosed in double quotes"],
  ["Unterminated string", "Unterminated string starting at"],
  ["Bad control character", "Invalid control character at"],
  ["Bad escaped", "Invalid \\escape"],
  ["after JSON", "Extra data"],
];
