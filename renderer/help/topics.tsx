import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Article } from "../../preload/strings/article.ts";
import { strings } from "../../preload/strings/en.ts";
import { guides } from "../../preload/strings/help-articles.ts";
import { diagnosisArticles } from "../../preload/strings/help-diagnoses.ts";
import { linkTo } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { textOf } from "./search.ts";

const words = strings.help;

/** Every article by its title. Those of the diagnoses are folded away: they are many. */
export function Topics({ current, onOpen }: { current: string | null; onOpen: (articleId: string) => void }) {
  const [isOpen, setOpen] = useState(() => diagnosisArticles.some(({ id }) => id === current));
  const entry = ({ id, title }: Article, why?: string) => (
    <a
      key={id}
      className="item"
      href={linkTo("help", id)}
      aria-current={id === current ? "page" : undefined}
      onClick={(event) => {
        event.preventDefault();
        onOpen(id);
      }}
    >
      <span>{title}</span>
      {why && <small className="clip">{why}</small>}
    </a>
  );
  return (
    <nav aria-label={words.topics}>
      <h3>{words.guides}</h3>
      {guides.map((guide) => entry(guide))}
      <h3 className="help-fold">
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon of={isOpen ? ChevronDown : ChevronRight} size={14} />
          {words.diagnoses}
        </button>
      </h3>
      {isOpen && diagnosisArticles.map((article) => entry(article, textOf(article)))}
    </nav>
  );
}
