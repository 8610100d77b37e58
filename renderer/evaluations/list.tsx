import { Plus } from "lucide-react";
import { useState } from "react";
import type { EvaluationSummary } from "../../preload/contract/evaluations.ts";
import { evaluations as words } from "../../preload/strings/evaluations.ts";
import { fill } from "../../preload/strings/fill.ts";
import { linkTo } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { Removed } from "../ui/removed.tsx";
import { evaluationGroups } from "./groups.ts";
import { shareOf, standingOf } from "./standing.ts";
import { beginEvaluation, undoRemoveEvaluation, useEvaluations } from "./state.ts";

/** The evaluations, by how far they are, each followed by its pilots. */
export function EvaluationList({ shown }: { shown: string | null }) {
  const [search, setSearch] = useState("");
  const begin = async () => {
    await beginEvaluation();
    document.querySelector<HTMLElement>(".work")?.focus();
  };
  return (
    <aside className="pane" aria-label={words.list}>
      <div className="bar">
        <h2 className="grow clip">{words.title}</h2>
        <button type="button" className="button" onClick={() => void begin()}>
          <Icon of={Plus} />
          {words.newShort}
        </button>
      </div>
      <div className="evaluation-search">
        <span className="input grow">
          <input
            type="search"
            dir="auto"
            aria-label={words.search}
            placeholder={words.search}
            value={search}
            spellCheck={false}
            onChange={({ target }) => setSearch(target.value)}
          />
        </span>
      </div>
      <Found search={search} shown={shown} />
      <JustRemoved />
    </aside>
  );
}

function Found({ search, shown }: { search: string; shown: string | null }) {
  const list = useEvaluations(({ list }) => list);
  const groups = evaluationGroups(list ?? [], search);
  const isEmpty = groups.every(({ evaluations }) => evaluations.length === 0);
  return (
    <nav className="list scroll" aria-label={words.list}>
      {list === null && <p className="none muted small">{words.reading}</p>}
      {list !== null && isEmpty && (
        <p className="none muted small">{search.trim() === "" ? words.none : words.noneFound}</p>
      )}
      {groups
        .filter(({ evaluations }) => evaluations.length > 0)
        .map(({ name, evaluations }) => (
          <section key={name} aria-label={words.groups[name]}>
            <h3>{words.groups[name]}</h3>
            {evaluations.map((one) => (
              <Item key={one.id} evaluation={one} isShown={one.id === shown} />
            ))}
          </section>
        ))}
    </nav>
  );
}

function Item({ evaluation, isShown }: { evaluation: EvaluationSummary; isShown: boolean }) {
  const { id, name, state, pilotOf } = evaluation;
  const { look, word } = standingOf(evaluation);
  const percent = Math.floor(100 * shareOf(evaluation));
  const isUnderWay = state === "running" || state === "paused";
  return (
    <a
      className={pilotOf === null ? "item" : "item evaluation-pilot"}
      href={linkTo("evaluations", id)}
      aria-current={isShown ? "page" : undefined}
    >
      <b className="clip" dir="auto">
        {name}
      </b>
      <span className={`status ${look} small`}>
        {isUnderWay ? fill(words.standingPercent, { word, percent }) : word}
      </span>
      <small className="clip" dir="auto">
        {factsOf(evaluation)}
      </small>
    </a>
  );
}

/** What is asked of whom, or when it was begun while neither is chosen. */
function factsOf({ datasetName, models, createdAt }: EvaluationSummary): string {
  const facts = [datasetName, ...models].filter((one) => one !== null);
  const date = new Date(createdAt).toLocaleDateString(undefined, { dateStyle: "medium" });
  return facts.length > 0 ? facts.join(" · ") : fill(words.begun, { date });
}

function JustRemoved() {
  const removed = useEvaluations(({ removed }) => removed);
  return (
    <Removed
      text={removed && fill(words.removed, { name: removed.name })}
      undo={words.undo}
      onUndo={() => void undoRemoveEvaluation()}
    />
  );
}
