import "./help.css";
import { ArrowLeft, Maximize2 } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { linkTo } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { ArticleView } from "./article.tsx";
import { articleOf } from "./articles.ts";
import { Finder } from "./finder.tsx";
import { paneId, useHelp } from "./state.ts";

const words = strings.help;
/** The help beside what is being filled in: an article, or the topics. */
export function Pane() {
  const articleId = useHelp(({ articleId }) => articleId);
  const article = articleId === null ? undefined : articleOf(articleId);
  const open = (id: string) => useHelp.setState({ articleId: id, opened: id });
  return (
    <aside id={paneId} className="pane details help-finder" aria-label={words.title}>
      <div className="bar">
        {article ? (
          <button
            type="button"
            className="button quiet"
            onClick={() => useHelp.setState({ articleId: null, asked: true })}
          >
            <Icon of={ArrowLeft} />
            {words.back}
          </button>
        ) : (
          <h2>{words.title}</h2>
        )}
        <span className="grow" />
        <a
          className="button quiet square"
          href={linkTo("help", articleId)}
          aria-label={words.open}
          title={words.open}
        >
          <Icon of={Maximize2} />
        </a>
      </div>
      {article ? (
        <div className="scroll" key={article.id}>
          <h3 className="help-title">{article.title}</h3>
          <ArticleView article={article} heading="h4" onOpen={open} />
        </div>
      ) : (
        <Finder current={null} onOpen={open} />
      )}
    </aside>
  );
}
