/**
 * JSON that is laid out over several lines, on one: line breaks outside its strings go with the indentation behind them,
 * all else stays as it is written, also where it is no JSON. A line break within a string, which JSON has not, becomes
 * its escape.
 */
export function oneLine(text: string): string {
  if (!/[\r\n]/.test(text)) return text;
  const parts: string[] = [];
  let from = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') isString = !isString;
    else if (letter === "\\" && isString) at += 1;
    else if (letter === "\n" || letter === "\r") {
      parts.push(text.slice(from, at), isString ? (letter === "\n" ? "\\n" : "\\r") : "");
      if (!isString) while (text[at + 1] === " " || text[at + 1] === "\t") at += 1;
      from = at + 1;
    }
  }
  const line = [...parts, text.slice(from)].join("");
  // One behind a backslash was passed over.
  return line.replace(/[\r\n]/g, " ");
}
