import "./help.css";
import { strings } from "../../preload/strings/en.ts";
import { guides } from "../../preload/strings/help-articles.ts";
import { goTo } from "../route.ts";
import { ArticleView } from "./article.tsx";
import { articleOf } from "./articles.ts";
import { Finder } from "./finder.tsx";
import { useHelp } from "./state.ts";

const words = strings.help;

/** The help on a page of its own: topics and search on the left, an article beside them. */
export function HelpScreen({ articleId }: { articleId: string | null }) {
  const article = articleId === null ? guides[0] : articleOf(articleId);
  const open = (id: string) => {
    useHelp.setState({ opened: id });
    goTo("help", id);
  };
  return (
    <main className="screen">
      <aside className="pane help-finder" aria-label={words.topics}>
        <div className="bar">
          <h2>{words.title}</h2>
        </div>
        <Finder current={article?.id ?? null} onOpen={open} />
      </aside>
      <div className="work">
        <div className="bar">
          <h1 className="clip">{article?.title ?? words.unknownTitle}</h1>
        </div>
        <div className="scroll help-page" key={article?.id}>
          {article ? (
            <ArticleView article={article} heading="h2" onOpen={open} />
          ) : (
            <p className="help-article">{words.unknownText}</p>
          )}
        </div>
      </div>
    </main>
  );
}
