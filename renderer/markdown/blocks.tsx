import type { Token, Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { CodeBlock } from "./code.tsx";
import { withEntities } from "./entities.ts";
import { Formula } from "./formula.tsx";
import type { FormulaToken } from "./formulas.ts";
import { inlines, wordsOf } from "./inlines.tsx";
import { Table } from "./table.tsx";

interface BlocksProps {
  tokens: Token[] | undefined;
  /** The number of the first item where they are the rest of a list that was cut. */
  start?: number | null;
  /** Whether they stand within an item or a quotation, which takes its direction from them: a browser asks none that has one. */
  isInner?: boolean;
}

/** Blocks as elements. Each takes the direction of its text. */
export function Blocks({ tokens, start = null, isInner = false }: BlocksProps) {
  const dir = isInner ? undefined : "auto";
  return tokens?.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a text have no other identity.
    <Fragment key={index}>{block(token, start, dir)}</Fragment>
  ));
}

function block(token: Token, start: number | null, dir: "auto" | undefined): ReactNode {
  switch (token.type) {
    // Headings of an answer stand below those of the screen, and none skips a level.
    case "heading":
      return (
        <h2 data-depth={token.depth} dir={dir}>
          {inlines(token.tokens)}
        </h2>
      );
    case "paragraph":
      return <p dir={dir}>{inlines(token.tokens)}</p>;
    case "list":
      return <List token={token as Tokens.List} start={start} />;
    case "table":
      return <Table token={token as Tokens.Table} />;
    case "code": {
      const { lang, text } = token as Tokens.Code;
      return <CodeBlock language={lang?.trim().split(/\s/)[0] ?? ""} code={text} />;
    }
    case "blockquote":
      return (
        <blockquote dir="auto">
          <Blocks tokens={token.tokens} isInner />
        </blockquote>
      );
    case "formula": {
      const { tex, display } = token as FormulaToken;
      return <Formula tex={tex} display={display} />;
    }
    case "hr":
      return <hr />;
    case "space":
    case "checkbox":
    case "def":
    case "footnote":
      return null;
    // The text of a list's item. It is drawn like a paragraph, so that the items above never change with one below.
    case "text":
      return (
        <p dir={dir}>{token.tokens ? inlines(token.tokens) : withEntities((token as Tokens.Text).text)}</p>
      );
    // HTML among them: it is shown, never interpreted.
    default:
      return (
        <p className="plain" dir={dir}>
          {token.raw.trimEnd()}
        </p>
      );
  }
}

function List({
  token: { ordered, start: own, items },
  start,
}: {
  token: Tokens.List;
  start: number | null;
}) {
  const rows = items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: items of a text have no other identity.
    <Item key={index} item={item} />
  ));
  const className = start === null ? undefined : "continued";
  return ordered ? (
    <ol start={start ?? (own === "" ? 1 : own)} className={className}>
      {rows}
    </ol>
  ) : (
    <ul className={className}>{rows}</ul>
  );
}

/** An item. Whether it stands apart is its own affair; the style sheet spreads that over the list. */
function Item({ item: { raw, task, checked, tokens } }: { item: Tokens.ListItem }) {
  const isLoose = /\n[ \t]*\n$/.test(raw) || tokens.some(({ type }) => type === "space");
  return (
    <li className={isLoose ? "loose" : undefined} data-task={task || undefined} dir="auto">
      {task && (
        <input
          type="checkbox"
          checked={checked === true}
          readOnly
          disabled
          aria-label={wordsOf(
            tokens[0]?.type === "checkbox" ? tokens.slice(1, 2) : tokens.slice(0, 1),
          ).trim()}
        />
      )}
      <Blocks tokens={tokens} isInner />
    </li>
  );
}
