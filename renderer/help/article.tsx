import { ExternalLink } from "lucide-react";
import { createContext, useContext, useEffect, useRef } from "react";
import type { Article, Block } from "../../preload/strings/article.ts";
import { strings } from "../../preload/strings/en.ts";
import { Link } from "../markdown/link.tsx";
import { linkTo } from "../route.ts";
import { CopyButton } from "../ui/copy.tsx";
import { Icon } from "../ui/icon.tsx";
import { articleOf } from "./articles.ts";
import { Marked } from "./marked.tsx";
import { mark, wordsOf } from "./search.ts";
import { useHelp } from "./state.ts";

const words = strings.help;

/** How an article is shown: under which level of heading, and what opens another one. */
interface Manner {
  heading: "h2" | "h4";
  onOpen: (articleId: string) => void;
}

const Searched = createContext<readonly string[]>([]);

/** An article, with what was searched for marked. It takes the focus when it was opened by the person. */
export function ArticleView({ article, ...manner }: { article: Article } & Manner) {
  const query = useHelp(({ query }) => query);
  const isOpened = useHelp(({ opened }) => opened === article.id);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isOpened) return;
    place.current?.focus({ preventScroll: true });
    useHelp.setState({ opened: null });
  }, [isOpened]);
  return (
    <Searched value={wordsOf(query)}>
      <article ref={place} className="help-article" tabIndex={-1} aria-label={article.title}>
        {article.blocks.map((block) => (
          <BlockView key={JSON.stringify(block)} block={block} {...manner} />
        ))}
      </article>
    </Searched>
  );
}

function Text({ text }: { text: string }) {
  return <Marked parts={mark(text, useContext(Searched))} />;
}

function BlockView({ block, heading: Heading, onOpen }: { block: Block } & Manner) {
  if ("text" in block) {
    return (
      <p>
        <Text text={block.text} />
      </p>
    );
  }
  if ("heading" in block) {
    return (
      <Heading>
        <Text text={block.heading} />
      </Heading>
    );
  }
  if ("steps" in block) {
    return (
      <ol className="steps">
        {block.steps.map((step) => (
          <li key={step}>
            <Text text={step} />
          </li>
        ))}
      </ol>
    );
  }
  if ("table" in block) return <Table {...block.table} />;
  if ("code" in block) {
    return (
      <div className="help-code">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it. */}
        <pre className="mono selectable" tabIndex={0}>
          {block.code}
        </pre>
        <CopyButton label={words.copy} text={() => block.code} />
      </div>
    );
  }
  if ("link" in block) {
    return (
      <p className="help-link">
        <Link href={block.url}>
          {block.link}
          <Icon of={ExternalLink} size={12} />
        </Link>
      </p>
    );
  }
  return (
    <nav className="help-related" aria-label={words.related}>
      <Heading>{words.related}</Heading>
      {block.related
        .flatMap((id) => articleOf(id) ?? [])
        .map(({ id, title }) => (
          <a
            key={id}
            href={linkTo("help", id)}
            onClick={(event) => {
              event.preventDefault();
              onOpen(id);
            }}
          >
            {title}
          </a>
        ))}
    </nav>
  );
}

type TableOf = Extract<Block, { table: unknown }>["table"];

function Table({ caption, head, rows }: TableOf) {
  return (
    <table className="help-table">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              <Text text={name} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name = "", ...cells]) => (
          <tr key={name}>
            <th scope="row">
              <Text text={name} />
            </th>
            {cells.map((cell, column) => (
              <td key={head[column + 1]}>
                <Text text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
