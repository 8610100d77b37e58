import "./models.css";
import { Box, FileUp, Plus, Search } from "lucide-react";
import { useEffect, useState } from "react";
import type { RegisteredModel } from "../../preload/contract/models.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { beginDraft } from "../guide/index.ts";
import { linkTo } from "../route.ts";
import { readDeployments } from "../targets/deployments.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { Removed } from "../ui/removed.tsx";
import { NewModel } from "./create.tsx";
import { ModelDetails } from "./details.tsx";
import { importModel, matchingModels, newModel, stateLooks, tagsOf, undoRemove, useModels } from "./state.ts";

const words = strings.models;

/** The registered models, and the one that is open or is being made. */
export function ModelsScreen({ modelId }: { modelId: string | null }) {
  const list = useModels(({ list }) => list);
  useLists(list ?? []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what could not be done at one place is no news at the next.
  useEffect(() => () => useModels.setState({ diagnosis: null }), [modelId]);
  const shown = list?.find(({ id }) => id === modelId) ?? null;
  return (
    <main className="screen">
      <aside className="pane" aria-label={words.list}>
        <div className="bar">
          <h2 className="grow">{words.title}</h2>
          <button
            type="button"
            className="button quiet square"
            aria-label={words.importFile}
            title={words.importFile}
            onClick={() => void importModel()}
          >
            <Icon of={FileUp} />
          </button>
          <button type="button" className="button" onClick={() => void beginDraft("advanced")}>
            <Icon of={Plus} />
            {words.create}
          </button>
        </div>
        {list && <ModelList list={list} shown={shown} />}
        <JustRemoved />
      </aside>
      <div className="work">
        {shown ? (
          <ModelDetails key={shown.id} model={shown} />
        ) : (
          <Other creating={modelId === newModel} isEmpty={list?.length === 0} />
        )}
      </div>
    </main>
  );
}

/** Reads the lists that the models' deployments are in, so that each says what has become of it. */
function useLists(models: RegisteredModel[]): void {
  const ids = [...new Set(models.flatMap(({ connectionId }) => connectionId ?? []))].sort().join(" ");
  useEffect(() => {
    for (const id of ids.split(" ").filter(Boolean)) void readDeployments(id);
  }, [ids]);
}

/** The form for a new model, or what to do while none is open. */
function Other({ creating, isEmpty }: { creating: boolean; isEmpty: boolean }) {
  const diagnosis = useModels(({ diagnosis }) => diagnosis);
  const beginning = useModels(({ beginning }) => beginning);
  return (
    <>
      <div className="bar">
        <h1>{creating ? words.create : words.title}</h1>
      </div>
      {diagnosis && (
        <div className="notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
      {creating ? (
        <NewModel key={JSON.stringify(beginning)} />
      ) : (
        <div className="empty">
          <h2>{isEmpty ? words.emptyTitle : words.pickTitle}</h2>
          <p>{isEmpty ? words.emptyText : words.pickText}</p>
          <button type="button" className="button primary large" onClick={() => void beginDraft("advanced")}>
            {words.create}
          </button>
        </div>
      )}
    </>
  );
}

function ModelList({ list, shown }: { list: RegisteredModel[]; shown: RegisteredModel | null }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const tags = tagsOf(list);
  // A tag that no model has any more cannot be taken back.
  const wanted = chosen.filter((tag) => tags.includes(tag));
  const rows = matchingModels(list, text, wanted);
  return (
    <>
      {list.length > 0 && (
        <div className="find">
          <label className="input">
            <Icon of={Search} size={14} />
            <span className="unseen">{words.search}</span>
            <input
              dir="auto"
              type="search"
              placeholder={words.search}
              value={text}
              onChange={({ target }) => setText(target.value)}
              onKeyDown={({ key }) => key === "Escape" && setText("")}
            />
          </label>
        </div>
      )}
      {tags.length > 0 && (
        <fieldset className="tags" aria-label={words.tagsLabel}>
          {tags.map((tag) => (
            <button
              key={tag}
              type="button"
              className="chip"
              aria-pressed={wanted.includes(tag)}
              onClick={() =>
                setChosen(wanted.includes(tag) ? wanted.filter((one) => one !== tag) : [...wanted, tag])
              }
            >
              <bdi>{tag}</bdi>
            </button>
          ))}
        </fieldset>
      )}
      <nav className="list scroll" aria-label={words.list}>
        {rows.length === 0 && (
          <p className="none muted small">{list.length === 0 ? words.none : words.noMatch}</p>
        )}
        {rows.map((model) => (
          <Item key={model.id} model={model} isShown={model.id === shown?.id} />
        ))}
      </nav>
    </>
  );
}

function Item({ model, isShown }: { model: RegisteredModel; isShown: boolean }) {
  const { id, name, deployment, state, tags } = model;
  return (
    <a className="item with-icon" href={linkTo("models", id)} aria-current={isShown ? "page" : undefined}>
      <Icon of={Box} />
      <b className="clip" dir="auto">
        {name}
      </b>
      <span className={`status ${stateLooks[state]} small`}>{words.states[state]}</span>
      <small className="clip" dir="auto">
        {[deployment, ...tags].join(" · ")}
      </small>
    </a>
  );
}

/** What was removed last. */
function JustRemoved() {
  const removed = useModels(({ removed }) => removed);
  const text = removed && fill(words.removed, { name: removed.name });
  return <Removed text={text} undo={words.undo} onUndo={() => void undoRemove()} />;
}
