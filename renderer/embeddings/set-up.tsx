import "../ui/progress.css";
import { type KeyboardEvent, useState } from "react";
import type { BenchSetUp } from "../../preload/contract/embeddings.ts";
import { benchCharacterLimit, benchTextLimit } from "../../preload/limits.ts";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";
import { ChoiceField } from "../ui/choice-field.tsx";
import { withShortcut } from "../ui/shortcuts.ts";
import { AddTexts } from "./add-texts.tsx";
import { EmbedderField } from "./embedder-field.tsx";
import { cancel, canRun, change, run, useBench } from "./state.ts";
import { textsIn } from "./texts.ts";

const separators = (Object.keys(words.separators) as BenchSetUp["separator"][]).map((value) => ({
  value,
  label: words.separators[value],
}));

/** What is asked, and whom. */
export function SetUp({ setUp }: { setUp: BenchSetUp }) {
  const { text, separator, sides } = setUp;
  const isRunning = useBench(({ running }) => running !== null);
  const [note, setNote] = useState("");
  const count = textsIn(setUp).length;
  const excess = excessOf(text.length, count);

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void run();
  };

  return (
    <section className="pane embed-set-up" aria-label={words.setUp}>
      <div className="bar">
        <h2 className="grow">{words.texts}</h2>
        <AddTexts setUp={setUp} onNote={setNote} />
      </div>
      <div className="embed-fields scroll">
        <textarea
          className="area"
          dir="auto"
          aria-label={words.textsLabel}
          aria-describedby="embed-count"
          placeholder={words.placeholder}
          spellCheck={false}
          value={text}
          onChange={({ target }) => {
            setNote("");
            change({ text: target.value });
          }}
          onKeyDown={onKey}
        />
        <p id="embed-count" className="small" role="status">
          {excess === null ? (
            <span className="muted">{count === 0 ? words.count.none : counted(words.count, count)}</span>
          ) : (
            <span className="status warn">{excess}</span>
          )}
        </p>
        {note !== "" && (
          <p className="small note" role="status">
            {note}
          </p>
        )}
        <ChoiceField
          label={words.separator}
          value={separator}
          choices={separators}
          onChange={(separator) => change({ separator })}
        />
        <EmbedderField place={0} embedder={sides[0]} />
        <EmbedderField place={1} embedder={sides[1]} />
      </div>
      <div className="embed-foot">
        {isRunning ? (
          <Running />
        ) : (
          <button
            type="button"
            className="button primary"
            title={withShortcut(words.run, { key: "Enter" })}
            disabled={!canRun(setUp)}
            onClick={() => void run()}
          >
            {words.run}
          </button>
        )}
        <Cancelled />
      </div>
    </section>
  );
}

/** What is too much of the texts, in words; null where it is not. */
function excessOf(characters: number, count: number): string | null {
  const said = (template: string, there: number, limit: number) =>
    fill(template, {
      count: there.toLocaleString(),
      over: (there - limit).toLocaleString(),
      limit: limit.toLocaleString(),
    });
  if (characters > benchCharacterLimit) return said(words.tooLong, characters, benchCharacterLimit);
  return count > benchTextLimit ? said(words.tooMany, count, benchTextLimit) : null;
}

/** How far the run is, and the way to end it. */
function Running() {
  const running = useBench(({ running }) => running);
  if (!running) return null;
  const { place, done, of, embedders } = running;
  const name = embedders[place]?.deployment ?? "";
  const total = embedders.length * of;
  const whole = place * of + done;
  return (
    <div className="work-progress small">
      <span className="clip" role="status">
        {whole === total
          ? words.workingOut
          : fill(words.running, { name, done: done.toLocaleString(), of: of.toLocaleString() })}
      </span>
      <progress aria-label={words.progress} max={total} value={whole} />
      <button type="button" className="button" onClick={cancel}>
        {words.cancel}
      </button>
    </div>
  );
}

/** Says that the last run was ended, and what there is of it. */
function Cancelled() {
  const [first] = useBench(({ answered }) => answered);
  const isCancelled = useBench(({ failures }) =>
    failures.some(({ diagnosis }) => diagnosis.code === "cancelled"),
  );
  if (!isCancelled) return null;
  return (
    <p className="small muted" role="status">
      {first === undefined ? words.cancelled : fill(words.cancelledPartly, { name: first })}
    </p>
  );
}
