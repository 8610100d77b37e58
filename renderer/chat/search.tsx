import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { SearchHit } from "../../preload/contract/conversations.ts";
import { beginningOf } from "../../preload/cut.ts";
import { strings } from "../../preload/strings/en.ts";
import { Icon } from "../ui/icon.tsx";
import { useSearchAsked } from "./search-asked.ts";
import { showMessage } from "./state.ts";

const words = strings.chat;
/** Milliseconds of silence before what is typed is looked for. */
const pause = 120;
const most = 50;

/** Looks through every message of every conversation, and leads to what was found. Calls `children` where nothing is looked for. */
export function MessageSearch({ children }: { children: React.ReactNode }) {
  const [text, setText] = useState("");
  const [hits, setHits] = useState<SearchHit[] | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const asked = useSearchAsked(({ at }) => at);
  useEffect(() => {
    if (Date.now() - asked < 1000) field.current?.select();
  }, [asked]);
  useEffect(() => {
    if (text.trim() === "") return setHits(null);
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await window.assay["conversations.search"]({
        text: beginningOf(text, 200),
        limit: most,
      });
      if (current && answer.ok) setHits(answer.data);
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <>
      <div className="find">
        <label className="input">
          <Icon of={Search} size={14} />
          <span className="unseen">{words.search}</span>
          <input
            dir="auto"
            ref={field}
            type="search"
            placeholder={words.search}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => event.key === "Escape" && setText("")}
          />
        </label>
      </div>
      {hits === null ? children : <Hits hits={hits} />}
    </>
  );
}

function Hits({ hits }: { hits: SearchHit[] }) {
  return (
    <section className="list scroll" aria-label={words.searchResults}>
      {hits.length === 0 && <p className="none muted small">{words.nothingFound}</p>}
      {hits.map((hit) => (
        <button
          key={hit.messageId}
          type="button"
          className="item hit"
          onClick={() => showMessage(hit.conversationId, hit.messageId)}
        >
          <b className="clip" dir="auto">
            {hit.title}
          </b>
          <small dir="auto">
            {hit.before}
            <mark>{hit.match}</mark>
            {hit.after}
          </small>
        </button>
      ))}
    </section>
  );
}
