import type { TokenizerExtension, Tokens } from "marked";

/** A formula in LaTeX; `display` where it stands on lines of its own. */
export interface FormulaToken extends Tokens.Generic {
  type: "formula";
  tex: string;
  display: boolean;
}

/** `$$…$$` and `\[…\]` that begin a block. No blank line within, as in LaTeX itself. */
const blockForm =
  /^ {0,3}(?:\$\$((?:[^$\\\n]|\\[\s\S]|\$(?!\$)|\n(?![ \t]*\n))+?)\$\$|\\\[((?:[^\\\n]|\\(?!\])[\s\S]|\n(?![ \t]*\n))+?)\\\])[ \t]*(?:\n|$)/;

/** `$$…$$`, `\[…\]`, `\(…\)` within a line. */
const longForm =
  /^(?:\$\$((?:[^$\\]|\\[\s\S]|\$(?!\$))+?)\$\$|\\\[((?:[^\\]|\\(?!\])[\s\S])+?)\\\]|\\\(((?:[^\\]|\\(?!\))[\s\S])+?)\\\))/;

/** `$…$`: no space inside the signs and no digit after them, so that `$5 and $6` stay prices (Pandoc's rule). */
const dollarForm = /^\$(?![\s$])((?:[^$\\\n]|\\.|\n(?!\s*\n))*?(?:[^\s$\\]|\\.))\$(?!\d)/;

const token = (raw: string, tex: string, display: boolean): FormulaToken => ({
  type: "formula",
  raw,
  tex: tex.trim(),
  display,
});

/** Formulas as tokens of the lexer. */
export const formulaExtensions: TokenizerExtension[] = [
  {
    name: "formula",
    level: "block",
    start: (text) => {
      const found = /\n {0,3}(?:\$\$|\\\[)/.exec(text);
      return found ? found.index + 1 : undefined;
    },
    tokenizer(text) {
      const match = blockForm.exec(text);
      return match ? token(match[0], match[1] ?? match[2] ?? "", true) : undefined;
    },
  },
  {
    name: "formula",
    level: "inline",
    start: (text) => {
      const found = /\$|\\[[(]/.exec(text);
      return found?.index;
    },
    tokenizer(text) {
      const long = longForm.exec(text);
      if (long) {
        const [raw, dollars, brackets, parentheses] = long;
        return token(raw, dollars ?? brackets ?? parentheses ?? "", parentheses === undefined);
      }
      const short = dollarForm.exec(text);
      return short ? token(short[0], short[1] ?? "", false) : undefined;
    },
  },
];
