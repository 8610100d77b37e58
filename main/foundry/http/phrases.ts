/**
 * One pattern for phrases that stand one a line, each a regular expression, without regard to case: what services say is
 * told apart by long lists, which are read and added to by the line.
 */
export function phrases(lines: TemplateStringsArray, ...parts: readonly string[]): RegExp {
  const all = String.raw(lines, ...parts).split("\n");
  return new RegExp(
    all
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .join("|"),
    "i",
  );
}
