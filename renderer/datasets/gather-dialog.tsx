import "./intake.css";
import { type FormEvent, useEffect, useId, useState } from "react";
import type { GatherKind } from "../../preload/contract/dataset-origins.ts";
import type { GatherChoice, Gathering } from "../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useConversations } from "../conversations/state.ts";
import { counted } from "../figures/counted.ts";
import { ChoiceField } from "../ui/choice-field.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Radios } from "../ui/radios.tsx";
import { NameField } from "./name-field.tsx";
import { RowBrief } from "./preview.tsx";
import { makeDataset } from "./state.ts";

const words = strings.datasets.gather;
const { leftOut } = strings.datasets;
const titles: Record<GatherKind, string> = {
  conversations: words.titleConversations,
  votes: words.titleVotes,
  series: words.titleSeries,
};

/** Milliseconds of silence before what is typed is counted. */
const pause = 250;

/** Makes a dataset of what is in the app: chooses what, tells how many rows it gives and what is left out. */
export function GatherDialog({ kind, onClose }: { kind: GatherKind; onClose: () => void }) {
  const [choice, setChoice] = useState<GatherChoice | null>(() => beginningOf(kind));
  const [name, setName] = useState<string>(kind === "votes" ? words.nameVotes : words.nameConversations);
  const [isBusy, setBusy] = useState(false);
  const { gathering, diagnosis } = useGathering(choice);
  const formId = useId();
  const isReady = !isBusy && choice !== null && (gathering?.rows ?? 0) > 0 && name.trim() !== "";
  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || choice === null) return;
    setBusy(true);
    await makeDataset(window.assay["datasets.gather"]({ choice, name: name.trim() }));
    onClose();
  };
  return (
    <Dialog wide title={titles[kind]} onClose={onClose}>
      <form id={formId} className="intake scroll" onSubmit={(event) => void go(event)}>
        {kind === "conversations" && <Conversations onChange={setChoice} />}
        {kind === "votes" && <Votes onChange={setChoice} />}
        {kind === "series" && <SeriesChoice onChange={setChoice} onName={setName} />}
        {(kind !== "series" || choice !== null) && (
          <NameField label={words.name} value={name} onChange={setName} />
        )}
        <Weighed gathering={gathering} isWaiting={choice !== null && !gathering && !diagnosis} />
        {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      </form>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {strings.datasets.cancel}
        </button>
        <button type="submit" form={formId} className="button primary" disabled={!isReady}>
          {words.go}
        </button>
      </div>
    </Dialog>
  );
}

function beginningOf(kind: GatherKind): GatherChoice | null {
  if (kind === "conversations") return { from: "conversations", ids: null, search: "" };
  if (kind === "votes") return { from: "votes", task: null, onlyBlind: true };
  return null;
}

/** How many rows a choice gives, counted when it has rested for a moment. */
function useGathering(choice: GatherChoice | null) {
  const [found, setFound] = useState<{ gathering: Gathering | null; diagnosis: Diagnosis | null }>({
    gathering: null,
    diagnosis: null,
  });
  useEffect(() => {
    setFound({ gathering: null, diagnosis: null });
    if (choice === null) return;
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await window.assay["datasets.weigh"]({ choice });
      if (isOld) return;
      setFound({
        gathering: answer.ok ? answer.data : null,
        diagnosis: answer.ok ? null : answer.error.diagnosis,
      });
    }, pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [choice]);
  return found;
}

function Weighed({ gathering, isWaiting }: { gathering: Gathering | null; isWaiting: boolean }) {
  return (
    <>
      <div role="status">
        {isWaiting && <p className="muted">{words.weighing}</p>}
        {gathering && (
          <p>
            <b>{gathering.rows === 0 ? words.nothing : counted(words.would, gathering.rows)}</b>
          </p>
        )}
        {gathering?.leftOut.map(({ why, count }) => (
          <p key={why} className="muted small">
            {fill(words.leftOut, {
              count: count.toLocaleString(),
              why: Object.hasOwn(leftOut, why) ? (leftOut[why] ?? why) : why,
            })}
          </p>
        ))}
      </div>
      {gathering && gathering.preview.length > 0 && (
        <section className="intake-preview" aria-label={words.preview}>
          <h3>{words.preview}</h3>
          {gathering.preview.slice(0, 3).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place in the list is all that tells one row from another.
            <article key={at} className="preview-row">
              <RowBrief row={row} />
            </article>
          ))}
        </section>
      )}
    </>
  );
}

interface Chooser {
  onChange: (choice: GatherChoice | null) => void;
}

const ways = ["all", "found", "chosen"] as const;

function Conversations({ onChange }: Chooser) {
  const summaries = useConversations(({ summaries }) => summaries);
  const [way, setWay] = useState<(typeof ways)[number]>("all");
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const tell = (way: (typeof ways)[number], search: string, chosen: readonly string[]) => {
    if (way === "chosen")
      onChange(chosen.length === 0 ? null : { from: "conversations", ids: [...chosen], search: "" });
    else if (way === "found")
      onChange(search.trim() === "" ? null : { from: "conversations", ids: null, search: search.trim() });
    else onChange({ from: "conversations", ids: null, search: "" });
  };
  const toggle = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    setChosen(next);
    tell(way, search, next);
  };
  return (
    <>
      <Radios
        legend={words.which}
        value={way}
        choices={ways.map((value) => ({ value, label: words[value] }))}
        onChange={(next) => {
          setWay(next);
          tell(next, search, chosen);
        }}
      />
      {way === "found" && (
        <label className="field">
          {words.search}
          <span className="input">
            <input
              dir="auto"
              type="search"
              value={search}
              maxLength={1000}
              onChange={({ target }) => {
                setSearch(target.value);
                tell(way, target.value, chosen);
              }}
            />
          </span>
        </label>
      )}
      {way === "chosen" && (
        <fieldset className="choices" aria-label={words.pickSome}>
          {summaries?.length === 0 && <p className="muted small">{words.noConversations}</p>}
          {summaries?.map(({ id, title }) => (
            <label key={id} className="row">
              <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
              <span className="clip" dir="auto">
                {title}
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

function Votes({ onChange }: Chooser) {
  const [tasks, setTasks] = useState<string[]>([]);
  const [task, setTask] = useState<string | null>(null);
  const [onlyBlind, setOnlyBlind] = useState(true);
  useEffect(() => {
    void window.assay["votes.tasks"]().then((answer) => answer.ok && setTasks(answer.data));
  }, []);
  const tell = (task: string | null, onlyBlind: boolean) => {
    setTask(task);
    setOnlyBlind(onlyBlind);
    onChange({ from: "votes", task, onlyBlind });
  };
  return (
    <>
      <ChoiceField
        label={words.task}
        value={task ?? ""}
        choices={[
          { value: "", label: words.anyTask },
          ...tasks.filter((one) => one !== "").map((one) => ({ value: one, label: one })),
        ]}
        onChange={(chosen) => tell(chosen || null, onlyBlind)}
      />
      <label className="row">
        <input type="checkbox" checked={onlyBlind} onChange={({ target }) => tell(task, target.checked)} />
        {words.onlyBlind}
      </label>
    </>
  );
}

function SeriesChoice({ onChange, onName }: Chooser & { onName: (name: string) => void }) {
  const [list, setList] = useState<{ id: string; title: string }[] | null>(null);
  const [seriesId, setSeriesId] = useState("");
  const [as, setAs] = useState<"supervised" | "evaluation">("evaluation");
  // biome-ignore lint/correctness/useExhaustiveDependencies: once.
  useEffect(() => {
    void window.assay["series.list"]().then((answer) => {
      if (!answer.ok) return;
      setList(answer.data);
      if (answer.data[0]) pick(answer.data[0].id, answer.data);
    });
  }, []);
  const pick = (id: string, among: { id: string; title: string }[]) => {
    setSeriesId(id);
    onName(among.find((one) => one.id === id)?.title ?? "");
    onChange({ from: "series", seriesId: id, as });
  };
  if (list?.length === 0) return <p className="muted">{words.noSeries}</p>;
  return (
    <div className="intake-grid">
      <ChoiceField
        label={words.series}
        value={seriesId}
        choices={(list ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(chosen) => pick(chosen, list ?? [])}
      />
      <ChoiceField
        label={words.as}
        value={as}
        choices={[
          { value: "evaluation", label: words.asEvaluation },
          { value: "supervised", label: words.asSupervised },
        ]}
        onChange={(next) => {
          setAs(next);
          if (seriesId !== "") onChange({ from: "series", seriesId, as: next });
        }}
      />
    </div>
  );
}
