import { CircleDashed, Hourglass, X } from "lucide-react";
import type { Draft } from "../../preload/contract/drafts.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { discardDraft, undoDiscard, useDrafts } from "../guide/index.ts";
import { linkTo } from "../route.ts";
import { Icon } from "../ui/icon.tsx";

const words = strings.guide;

/** What was begun and not finished, and the runs that wait for training. */
export function Unfinished() {
  const drafts = useDrafts(({ list }) => list) ?? [];
  const removed = useDrafts(({ removed }) => removed);
  return (
    <>
      <Drafts
        title={words.home.unfinished}
        drafts={drafts.filter(({ isRun }) => !isRun)}
        label={words.home.resume}
        about={({ flow, step }) => fill(words.home.at, { flow: words.titles[flow], step: words.names[step] })}
      />
      <Drafts
        title={words.home.runs}
        drafts={drafts.filter(({ isRun }) => isRun)}
        label={words.home.show}
        about={({ baseModel, datasets: { length: count } }) => {
          const { noData, dataCount } = words.review;
          const files = count === 1 ? dataCount.one : fill(dataCount.many, { count });
          return [baseModel, count === 0 ? noData : files, words.home.runText].filter(Boolean).join(", ");
        }}
      />
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

function Drafts(props: { title: string; drafts: Draft[]; label: string; about: (draft: Draft) => string }) {
  const { title, drafts, label, about } = props;
  if (drafts.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="ways">
        {drafts.map((draft) => {
          const name = draft.name || words.home.untitled;
          return (
            <li key={draft.id} className="with-action">
              <a href={linkTo("guide", draft.id)}>
                <Icon of={draft.isRun ? Hourglass : CircleDashed} size={20} />
                <span>
                  <b className="clip" dir="auto">
                    {fill(label, { name })}
                  </b>
                  <small className="clip" dir="auto">
                    {about(draft)}
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
  );
}
