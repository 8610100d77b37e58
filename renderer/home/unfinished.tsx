import { CircleDashed, X } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { discardDraft, undoDiscard, useDrafts } from "../guide/index.ts";
import { linkTo } from "../route.ts";
import { Icon } from "../ui/icon.tsx";

const words = strings.guide;

/** What was begun and not finished. */
export function Unfinished() {
  const drafts = useDrafts(({ list }) => list) ?? [];
  const removed = useDrafts(({ removed }) => removed);
  return (
    <>
      {drafts.length > 0 && (
        <section>
          <h2>{words.home.unfinished}</h2>
          <ul className="ways">
            {drafts.map((draft) => {
              const name = draft.name || words.home.untitled;
              return (
                <li key={draft.id} className="with-action">
                  <a href={linkTo("guide", draft.id)}>
                    <Icon of={CircleDashed} size={20} />
                    <span>
                      <b className="clip" dir="auto">
                        {fill(words.home.resume, { name })}
                      </b>
                      <small className="clip" dir="auto">
                        {fill(words.home.at, {
                          flow: words.titles[draft.flow],
                          step: words.names[draft.step],
                        })}
                      </small>
                    </span>
                  </a>
                  <button
                    type="button"
                    className="button quiet square"
                    aria-label={fill(words.discardNamed, { name })}
                    onClick={() => void discardDraft(draft)}
                  >
                    <Icon of={X} />
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <div role="status">
        {removed && (
          <p className="row small">
            <span className="clip">
              {fill(words.discarded, { name: removed.name || words.home.untitled })}
            </span>
            <button type="button" className="button" onClick={() => void undoDiscard()}>
              {words.undo}
            </button>
          </p>
        )}
      </div>
    </>
  );
}
