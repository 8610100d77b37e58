/** How the columns of a table are separated, and at which character its first line begins. */
export interface TableStart {
  delimiter: string;
  from: number;
}

/** What separates columns, most usual first: spreadsheets save tables with what their country does not use in numbers. */
const delimiters = [",", ";", "\t"];

/**
 * What Excel takes as the separator, as a line of its own before the table. Programs that save such a file again put it
 * in quotes, or as many separators behind it as the table has columns.
 */
const named = /^"?sep=([^\r\n"])"?[;,\t ]*(?:\r\n?|\n|$)/i;

/** What `Export-Csv` of Windows PowerShell writes before a table, unless it is told not to: what its objects are. */
const typed = /^#TYPE [^\r\n]*(?:\r\n?|\n|$)/;

/**
 * What a table's first line tells: the delimiter it names (`sep=;`), else the one it has most outside quotes; a line
 * that says what PowerShell's objects are is none of it. `text` is the table, or as much of it as has its first lines
 * whole, without a byte order mark.
 */
export function tableStart(text: string): TableStart {
  const [line, delimiter] = named.exec(text) ?? [];
  if (line !== undefined && delimiter !== undefined) return { delimiter, from: line.length };
  const [type = ""] = typed.exec(text) ?? [];
  const counts = delimitersIn(text.slice(type.length));
  return { delimiter: delimiters[counts.indexOf(Math.max(...counts))] ?? ",", from: type.length };
}

/** How often each delimiter is in the first line that has something in it, which may run over several, outside quotes. */
function delimitersIn(text: string): number[] {
  const counts = delimiters.map(() => 0);
  let isQuoted = false;
  // Not by a pattern: the line may be as long as the text.
  for (const letter of text.replace(/^[\r\n]+/, "")) {
    if (letter === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (letter === "\n" || letter === "\r") break;
    const at = delimiters.indexOf(letter);
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}
