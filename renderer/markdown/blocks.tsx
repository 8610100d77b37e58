import type { Token, Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { CodeBlock } from "./code.tsx";
import { withEntities } from "./entities.ts";
import { Formula } from "./formula.tsx";
import type { FormulaToken } from "./formulas.ts";
import { inlines, wordsOf } from "./inlines.tsx";
import { Table } from "./table.tsx";

/** Blocks as elements. `start` is the number of the first item where they are the rest of a list that was cut. */
export function Blocks({ tokens, start = null }: { tokens: Token[] | undefined; start?: number | null }) {
  return tokens?.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a text have no other identity.
    <Fragment key={index}>{block(token, start)}</Fragment>
  ));
}

function block(token: Token, start: number | null): ReactNode {
  switch (token.type) {
    case "heading":
      return <Heading token={token as Tokens.Heading} />;
    case "paragraph":
      return <p>{inlines(token.tokens)}</p>;
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
        <blockquote>
          <Blocks tokens={token.tokens} />
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
      return <p>{token.tokens ? inlines(token.tokens) : withEntities((token as Tokens.Text).text)}</p>;
    // HTML among them: it is shown, never interpreted.
    default:
      return <p className="plain">{token.raw.trimEnd()}</p>;
  }
}

/** Headings of an answer stand below those of the screen, and none skips a level. */
function Heading({ token }: { token: Tokens.Heading }) {
  return <h2 data-depth={token.depth}>{inlines(token.tokens)}</h2>;
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
    <li className={isLoose ? "loose" : undefined} data-task={task || undefined}>
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
      <Blocks tokens={tokens} />
    </li>
  );
}
