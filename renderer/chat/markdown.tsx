import "./markdown.css";
import { lexer, type Token, type Tokens } from "marked";
import { Fragment, memo, type ReactNode } from "react";
import { Boundary } from "../ui/boundary.tsx";

/**
 * A model's markdown as React elements: the lexer's tokens become elements one by one, so that there is no HTML to
 * sanitise. Blocks that have not changed are not drawn again. What is nested too deeply to be drawn is shown as it is.
 */
export function Markdown({ text }: { text: string }) {
  const plain = <p className="plain">{text}</p>;
  const tokens = tokensOf(text);
  return (
    <div className="markdown selectable">
      <Boundary instead={plain}>
        {tokens?.map((token, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stream only ever changes its last block.
          <Block key={index} raw={token.raw} token={token} />
        )) ?? plain}
      </Boundary>
    </div>
  );
}

/** Null where the text is nested so deeply that the lexer runs out of stack. */
function tokensOf(text: string): Token[] | null {
  try {
    return lexer(text);
  } catch {
    return null;
  }
}

/** `raw` decides whether a block is drawn again: the lexer makes new tokens of the same text every time. */
const Block = memo(
  function Block({ token }: { raw: string; token: Token }) {
    return block(token);
  },
  (before, after) => before.raw === after.raw,
);

function block(token: Token): ReactNode {
  switch (token.type) {
    case "heading":
      return <Heading token={token as Tokens.Heading} />;
    case "paragraph":
      return <p>{inlines(token.tokens)}</p>;
    case "list":
      return <List token={token as Tokens.List} />;
    case "table":
      return <Table token={token as Tokens.Table} />;
    case "code":
      return (
        <pre>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case "blockquote":
      return <blockquote>{blocks(token.tokens)}</blockquote>;
    case "hr":
      return <hr />;
    case "space":
      return null;
    // A list item's text is a block without a paragraph.
    case "text":
      return token.tokens ? inlines(token.tokens) : (token as Tokens.Text).text;
    default:
      return <p>{token.raw}</p>;
  }
}

/** Headings of an answer stand below those of the screen, and none skips a level. */
function Heading({ token }: { token: Tokens.Heading }) {
  return <h2 data-depth={token.depth}>{inlines(token.tokens)}</h2>;
}

function List({ token: { ordered, start, items } }: { token: Tokens.List }) {
  const rows = items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: items of a text have no other identity.
    <li key={index}>
      {item.task && (
        <input type="checkbox" checked={item.checked === true} readOnly disabled aria-label={item.text} />
      )}
      {blocks(item.tokens)}
    </li>
  ));
  return ordered ? <ol start={start === "" ? 1 : start}>{rows}</ol> : <ul>{rows}</ul>;
}

function Table({ token: { header, rows } }: { token: Tokens.Table }) {
  const cell = ({ tokens, align }: Tokens.TableCell) => ({
    children: inlines(tokens),
    "data-align": align ?? "left",
  });
  return (
    <table>
      <thead>
        <tr>
          {header.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of a text have no other identity.
            <th key={index} scope="col" {...cell(one)} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a text have no other identity.
          <tr key={index}>
            {row.map((one, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells of a text have no other identity.
              <td key={column} {...cell(one)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const each = (tokens: Token[] | undefined, draw: (token: Token) => ReactNode): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other identity.
  tokens?.map((token, index) => <Fragment key={index}>{draw(token)}</Fragment>);
const blocks = (tokens: Token[] | undefined) => each(tokens, block);
const inlines = (tokens: Token[] | undefined) => each(tokens, inline);

function inline(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong>{inlines(token.tokens)}</strong>;
    case "em":
      return <em>{inlines(token.tokens)}</em>;
    case "del":
      return <del>{inlines(token.tokens)}</del>;
    case "codespan":
      return <code>{(token as Tokens.Codespan).text}</code>;
    case "br":
      return <br />;
    case "link":
      return <Link token={token as Tokens.Link} />;
    // Pictures from elsewhere are not loaded: they would tell their host who reads this.
    case "image":
      return (token as Tokens.Image).text;
    case "escape":
      return (token as Tokens.Escape).text;
    case "text":
      return (token as Tokens.Text).tokens
        ? inlines((token as Tokens.Text).tokens)
        : (token as Tokens.Text).text;
    default:
      return token.raw;
  }
}

/** Only https leads anywhere; anything else is shown as text with its address. */
function Link({ token }: { token: Tokens.Link }) {
  const isSafe = URL.canParse(token.href) && new URL(token.href).protocol === "https:";
  if (!isSafe) {
    return (
      <>
        {inlines(token.tokens)} <code>{token.href}</code>
      </>
    );
  }
  return (
    <a
      href={token.href}
      title={token.href}
      onClick={(event) => {
        event.preventDefault();
        void window.assay["app.openLink"]({ url: token.href });
      }}
    >
      {inlines(token.tokens)}
    </a>
  );
}
