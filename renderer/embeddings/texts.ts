import type { BenchSetUp } from "../../preload/contract/embeddings.ts";

type Separator = BenchSetUp["separator"];

/** What stands between two texts. */
const between: Record<Separator, RegExp> = {
  line: /\r\n|\r|\n/,
  blank: /(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)/,
  dashes: /(?:^|\r\n|\r|\n)[^\S\r\n]*-{3,}[^\S\r\n]*(?=\r|\n|$)/,
};

/** What is written between two texts. */
const written: Record<Separator, string> = { line: "\n", blank: "\n\n", dashes: "\n---\n" };

/** The texts of what was typed, without the spaces around them and without empty ones. */
export const textsIn = ({ text, separator }: Pick<BenchSetUp, "text" | "separator">): string[] =>
  text
    .split(between[separator])
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** Texts added behind those there are, with a separator that cuts none of them: the one there is where it does. */
export function added(
  before: Pick<BenchSetUp, "text" | "separator">,
  more: readonly string[],
): Pick<BenchSetUp, "text" | "separator"> {
  const all = [...textsIn(before), ...more];
  const present: Separator[] = before.text.trim() === "" ? [] : [before.separator];
  const separators: Separator[] = [...present, "line", "blank", "dashes"];
  const separator =
    separators.find((one) => all.every((text) => textsIn({ text, separator: one }).length === 1)) ?? "dashes";
  return { text: all.join(written[separator]), separator };
}
