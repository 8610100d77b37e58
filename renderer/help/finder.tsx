import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";
import { articles } from "./articles.ts";
import { Marked } from "./marked.tsx";
import { type Hit, searchHelp } from "./search.ts";
import { useHelp } from "./state.ts";
import { Topics } from "./topics.tsx";

const words = strings.help;

/** The search, with what was found below it, or the topics where nothing is searched for. */
export function Finder({ current, onOpen }: { current: string | null; onOpen: (articleId: string) => void }) {
  const query = useHelp(({ query }) => query);
  const asked = useHelp(({ asked }) => asked);
  const hits = useMemo(() => searchHelp(articles, query), [query]);
  const [at, setAt] = useState(0);
  const selected = hits[Math.min(at, hits.length - 1)];
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const isSearching = query.trim() !== "";

  useEffect(() => {
    if (!asked) return;
    // The palette, where it was open, gives the focus back first.
    const frame = requestAnimationFrame(() => {
      field.current?.select();
      useHelp.setState({ asked: false });
    });
    return () => cancelAnimationFrame(frame);
  }, [asked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another row is selected.
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at, query]);

  const search = (text: string) => {
    useHelp.setState({ query: text });
    setAt(0);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && hits.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, hits.length - 1) + step + hits.length) % hits.length);
    } else if (event.key === "Enter" && selected) {
      event.preventDefault();
      onOpen(selected.article.id);
    } else if (event.key === "Escape" && isSearching) {
      event.preventDefault();
      search("");
    }
  };
  const optionId = ({ article }: Hit) => `${listId}-${article.id}`;
  return (
    <>
      <div className="help-search">
        <div className="input">
          <Icon of={Search} size={14} />
          <input
            dir="auto"
            ref={field}
            type="search"
            role="combobox"
            aria-expanded={hits.length > 0}
            aria-controls={listId}
            aria-activedescendant={selected && optionId(selected)}
            aria-label={words.search}
            placeholder={words.search}
            value={query}
            onChange={(event) => search(event.target.value)}
            onKeyDown={onKey}
          />
        </div>
        <p className="unseen" role="status">
          {isSearching &&
            (hits.length === 1 ? words.found.one : fill(words.found.many, { count: hits.length }))}
        </p>
      </div>
      <div className="list scroll">
        <div ref={list} id={listId} role="listbox" aria-label={words.results} className="help-hits">
          {hits.map((hit) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's.
            <div
              key={hit.article.id}
              id={optionId(hit)}
              role="option"
              tabIndex={-1}
              aria-selected={hit === selected}
              onClick={() => onOpen(hit.article.id)}
            >
              <b>
                <Marked parts={hit.title} />
              </b>
              <small>
                <Marked parts={hit.excerpt} />
              </small>
            </div>
          ))}
        </div>
        {isSearching && hits.length === 0 && (
          <div className="help-none">
            <p>{words.nothing}</p>
            <button
              type="button"
              className="button"
              onClick={() => {
                search("");
                field.current?.focus();
              }}
            >
              {words.clear}
            </button>
          </div>
        )}
        {!isSearching && <Topics current={current} onOpen={onOpen} />}
      </div>
    </>
  );
}
