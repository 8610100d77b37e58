import type { Token, Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { withEntities } from "./entities.ts";
import { FootnoteReference } from "./footnote.tsx";
import type { FootnoteReferenceToken } from "./footnotes.ts";
import { Formula } from "./formula.tsx";
import type { FormulaToken } from "./formulas.ts";
import { Link } from "./link.tsx";

/** What stands within lines, as elements. */
export function inlines(tokens: Token[] | undefined): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other identity.
  return tokens?.map((token, index) => <Fragment key={index}>{inline(token)}</Fragment>);
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong>{inlines(token.tokens)}</strong>;
    case "em":
      return <em>{inlines(token.tokens)}</em>;
    case "del":
      return <del>{inlines(token.tokens)}</del>;
    case "codespan":
      return <code dir="ltr">{(token as Tokens.Codespan).text}</code>;
    case "br":
      return <br />;
    case "link":
      return <Link href={withEntities((token as Tokens.Link).href)}>{inlines(token.tokens)}</Link>;
    // Pictures from elsewhere are not loaded: they would tell their host who reads this.
    case "image": {
      const { href, text } = token as Tokens.Image;
      return <Link href={withEntities(href)}>{text === "" ? href : withEntities(text)}</Link>;
    }
    case "formula": {
      const { tex, display } = token as FormulaToken;
      return <Formula tex={tex} display={display} />;
    }
    case "footnoteReference":
      return <FootnoteReference label={(token as FootnoteReferenceToken).label} />;
    case "escape":
      return (token as Tokens.Escape).text;
    case "checkbox":
      return null;
    case "text": {
      const { tokens, text } = token as Tokens.Text;
      return tokens ? inlines(tokens) : withEntities(text);
    }
    // HTML among them: it is shown, never interpreted.
    default:
      return token.raw;
  }
}

/** The words of what stands within lines, for a name. */
export function wordsOf(tokens: Token[] | undefined): string {
  const parts = tokens?.map((token) => {
    if ("tokens" in token && token.tokens) return wordsOf(token.tokens);
    return "text" in token ? withEntities(token.text) : "";
  });
  return parts?.join("") ?? "";
}
