import "./comparisons.css";
import { Plus, Scale, Square, Trash2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { strings } from "../../preload/strings/en.ts";
import { sameRequestSentences } from "../../preload/strings/request-notes.ts";
import { NoteList } from "../answers/notes.tsx";
import { useConnections } from "../connections/index.ts";
import { ModelPicker } from "../models/index.ts";
import { goTo } from "../route.ts";
import { Repeats, SetUp } from "../series/index.ts";
import { readDeployments, useDeployments } from "../targets/deployments.ts";
import { CompareTabs } from "../ui/compare-tabs.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { Removed } from "../ui/removed.tsx";
import { BlindColumns } from "./blind-columns.tsx";
import { ColumnView } from "./column.tsx";
import { ExportButton } from "./export.tsx";
import { PromptFill } from "./prompt-fill.tsx";
import {
  addColumn,
  arrange,
  ask,
  beginComparison,
  isBusy,
  keep,
  openComparison,
  removeComparison,
  stop,
  undoRemove,
  useCompare,
} from "./state.ts";
import { VoteBar } from "./vote-bar.tsx";
import { useVotingView } from "./voting-state.ts";

const words = strings.compare;

/** One prompt, asked of several models side by side. */
export function CompareScreen({ comparisonId }: { comparisonId: string | null }) {
  const list = useCompare(({ list }) => list);
  const open = useCompare(({ open }) => open);
  const diagnosis = useCompare(({ diagnosis }) => diagnosis);
  const newest = list?.[0]?.id ?? null;
  const wanted = comparisonId ?? open?.id ?? newest;
  useEffect(() => {
    if (wanted !== null && wanted !== useCompare.getState().open?.id) void openComparison(wanted);
  }, [wanted]);
  useLists();
  const view = useVotingView();
  const shown = open?.id === wanted ? open : null;
  return (
    <main className="screen">
      <div className="work compare">
        <div className="bar">
          <h1>{words.title}</h1>
          <CompareTabs current="compare" />
          {list && list.length > 0 && (
            <select
              className="picker"
              aria-label={words.pick}
              value={shown?.id ?? ""}
              onChange={({ target }) => goTo("compare", target.value)}
            >
              {!shown && <option value="">{words.pick}</option>}
              {list.map(({ id, title }) => (
                <option key={id} value={id} dir="auto">
                  {title || words.untitled}
                </option>
              ))}
            </select>
          )}
          <span className="grow" />
          <button type="button" className="button" onClick={() => void beginComparison()}>
            <Icon of={Plus} />
            {words.fresh}
          </button>
          {shown && view !== "hidden" && <ExportButton />}
          {shown && (
            <button
              type="button"
              className="button square"
              aria-label={words.remove}
              title={words.remove}
              onClick={() => void removeComparison(shown.id)}
            >
              <Icon of={Trash2} />
            </button>
          )}
        </div>
        <JustRemoved />
        {diagnosis && (
          <div className="notice">
            <DiagnosisView diagnosis={diagnosis} />
          </div>
        )}
        {shown ? <Side /> : list && list.length === 0 && <Empty />}
      </div>
    </main>
  );
}

/** The lists that columns are chosen from. */
function useLists() {
  const connections = useConnections(({ list }) => list);
  useEffect(() => {
    for (const { id } of connections ?? []) {
      if (!useDeployments.getState().lists[id]) void readDeployments(id);
    }
  }, [connections]);
}

function Empty() {
  return (
    <div className="empty">
      <Icon of={Scale} size={32} />
      <h2>{words.emptyTitle}</h2>
      <p>{words.emptyText}</p>
      <button type="button" className="button primary" onClick={() => void beginComparison()}>
        {words.fresh}
      </button>
    </div>
  );
}

/** What was removed last. */
function JustRemoved() {
  const removed = useCompare(({ removed }) => removed);
  const text = removed === null ? null : words.removed;
  return <Removed text={text} undo={words.undo} onUndo={() => void undoRemove()} />;
}

/** The prompt above, the columns below. */
function Side() {
  const open = useCompare(({ open }) => open);
  const [measuring, setMeasuring] = useState(false);
  const running = useCompare(({ runs }) => Object.values(runs).some(isBusy));
  const view = useVotingView();
  if (!open) return null;
  const { prompt, layout } = open;
  const canAsk = layout.some(({ ownPrompt }) => (ownPrompt ?? prompt).trim() !== "");
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (canAsk) void ask();
  };
  return (
    <>
      <div className="compare-prompt">
        <textarea
          dir="auto"
          aria-label={words.prompt}
          placeholder={words.promptPlaceholder}
          rows={2}
          value={prompt}
          onChange={({ target }) => arrange({ prompt: target.value })}
          onKeyDown={onKey}
        />
        <div className="row wrap">
          {view === "named" && (
            <ModelPicker label={words.addColumn} value={null} onChoose={(choice) => addColumn(choice)} />
          )}
          {view === "named" && <PromptFill />}
          <span className="grow" />
          <button type="button" className="button" disabled={!running} onClick={() => stop()}>
            <Icon of={Square} />
            {words.stopAll}
          </button>
          {view === "named" && (
            <button
              type="button"
              className="button"
              title={strings.series.measureHint}
              disabled={layout.length === 0}
              onClick={() => void keep().then(() => setMeasuring(true))}
            >
              {strings.series.measure}
            </button>
          )}
          <button type="button" className="button primary" disabled={!canAsk} onClick={() => void ask()}>
            {words.ask}
          </button>
        </div>
      </div>
      {measuring && (
        <SetUp
          comparisonId={open.id}
          prompt={prompt}
          columns={layout.length}
          hasOwnPrompts={layout.some(({ ownPrompt }) => ownPrompt !== null)}
          onClose={() => setMeasuring(false)}
        />
      )}
      {view === "named" && <SameRequests />}
      {layout.length === 0 ? <p className="empty muted">{words.noColumns}</p> : <Columns view={view} />}
      {view === "named" && <Repeats comparisonId={open.id} />}
      <VoteBar />
    </>
  );
}

/** Which columns differ only by what was not sent. */
function SameRequests() {
  const lines = useCompare(
    useShallow(({ open, runs }) =>
      sameRequestSentences(
        (open?.layout ?? []).map((column) => {
          const run = runs[column.id];
          // As the column was when it was asked: it may have been changed since.
          const { connectionId, deployment, systemPrompt, parameters } = run?.asked ?? column;
          return {
            question: JSON.stringify([connectionId, deployment, systemPrompt, run?.prompt]),
            parameters,
            notes: run?.notes ?? [],
          };
        }),
      ),
    ),
  );
  return <NoteList lines={lines} />;
}

function Columns({ view }: { view: ReturnType<typeof useVotingView> }) {
  const layout = useCompare(({ open }) => open?.layout) ?? [];
  if (view === "hidden" || view === "revealed") return <BlindColumns revealed={view === "revealed"} />;
  return (
    <div className="columns">
      {view === "named" &&
        layout.map((column, index) => (
          <ColumnView key={column.id} column={column} number={index + 1} count={layout.length} />
        ))}
    </div>
  );
}
