import { beginningOf } from "../../preload/cut.ts";
import "./setup.css";
import { useEffect, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { PromptReading } from "../../preload/contract/series.ts";
import { titleLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { guessFormat, type PromptFormat } from "./prompt-format.ts";
import { PromptPreview } from "./prompt-preview.tsx";
import { beginSeries } from "./state.ts";

const words = strings.series;
type Source = keyof typeof words.sources;
const sources: Source[] = ["this", "typed", "file"];
const formats: PromptFormat[] = ["lines", "blocks", "csv", "jsonl"];

/** Requests from which on it is said that they take long and cost. */
const manyRequests = 500;
/** Milliseconds of silence before what is typed is read. */
const pause = 300;
const plainTemplate = "{{prompt}}";

/** What went wrong stands below fields that may fill the window. */
const bringIntoView = (element: Element | null) => element?.scrollIntoView({ block: "nearest" });

/** Asks what a series is to ask how often, and begins it. What was typed stays when it cannot begin. */
export function SetUp(props: {
  comparisonId: string;
  prompt: string;
  columns: number;
  hasOwnPrompts: boolean;
  /** Prompts as JSONL that are there already, in the place of a file. */
  given?: { name: string; text: string };
  /** Is told the id of the series once it has begun. */
  onBegun?: (seriesId: string) => void;
  onClose: () => void;
}) {
  const { comparisonId, prompt, columns, hasOwnPrompts, given = null, onClose } = props;
  const [source, setSource] = useState<Source>(given ? "file" : prompt.trim() === "" ? "typed" : "this");
  const [title, setTitle] = useState(
    beginningOf(given?.name ?? prompt.trim().split("\n")[0] ?? "", given ? titleLimit : 60),
  );
  const [typed, setTyped] = useState("");
  const [file, setFile] = useState<{ name: string; text: string } | null>(given);
  const [chosen, setChosen] = useState<PromptFormat | null>(given && "jsonl");
  const [template, setTemplate] = useState(plainTemplate);
  const usual = usualFor(source, columns);
  const [repeats, setRepeats] = useState(usual.repeats);
  const [warmUps, setWarmUps] = useState(1);
  const [order, setOrder] = useState<"random" | "given">("random");
  const [atOnce, setAtOnce] = useState(usual.atOnce);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [busy, setBusy] = useState(false);

  // One prompt with line breaks is one block, whatever it looks like.
  const text =
    source === "this" ? JSON.stringify({ prompt }) : source === "file" ? (file?.text ?? "") : typed;
  const format = source === "this" ? "jsonl" : (chosen ?? guessFormat(text));
  const used = source === "this" ? plainTemplate : template;
  const reading = useReading(text, format, used);
  const count = reading?.count ?? 0;
  const requests = columns * (warmUps + repeats * count);

  const choose = (next: Source) => {
    setSource(next);
    setRepeats(usualFor(next, columns).repeats);
    setAtOnce(usualFor(next, columns).atOnce);
    setChosen(null);
  };
  const pick = async () => {
    const answer = await window.assay["series.pickPrompts"]();
    setDiagnosis(answer.ok ? null : answer.error.diagnosis);
    if (!answer.ok || answer.data === null) return;
    setFile(answer.data);
    setChosen(answer.data.format === "lines" ? null : answer.data.format);
    if (title === "") setTitle(answer.data.name);
  };
  const begin = async () => {
    setBusy(true);
    const refused = await beginSeries(
      {
        comparisonId,
        title: title.trim() || words.setUp,
        prompts: { text, format, template: used },
        repeats,
        warmUps,
        order,
        atOnce,
      },
      props.onBegun,
    );
    setBusy(false);
    setDiagnosis(refused);
    if (!refused) onClose();
  };

  return (
    <Dialog title={words.setUp} onClose={onClose}>
      <div className="set-up scroll">
        <label className="field">
          {words.title}
          <span className="input">
            <input
              dir="auto"
              value={title}
              maxLength={titleLimit}
              onChange={({ target }) => setTitle(target.value)}
            />
          </span>
        </label>
        <fieldset className="row wrap">
          <legend>{words.prompts}</legend>
          {sources.map((one) => (
            <label key={one} className="row">
              <input
                type="radio"
                name="source"
                checked={source === one}
                disabled={one === "this" && prompt.trim() === ""}
                onChange={() => choose(one)}
              />
              {words.sources[one]}
            </label>
          ))}
        </fieldset>
        {source === "typed" && (
          <textarea
            dir="auto"
            rows={6}
            aria-label={words.text}
            placeholder={words.textPlaceholder}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
        {source === "file" && (
          <div className="row">
            <button type="button" className="button" onClick={() => void pick()}>
              {words.pick}
            </button>
            {file && (
              <span className="clip" dir="auto">
                {file.name}
              </span>
            )}
          </div>
        )}
        {source !== "this" && text !== "" && (
          <div className="set-up-grid">
            <label className="field">
              {words.format}
              <select
                className="picker"
                value={format}
                onChange={({ target }) => setChosen(target.value as PromptFormat)}
              >
                {formats.map((one) => (
                  <option key={one} value={one}>
                    {words.formats[one]}
                  </option>
                ))}
              </select>
            </label>
            {(format === "csv" || format === "jsonl" || template !== plainTemplate) && (
              <label className="field">
                {words.template}
                <textarea
                  dir="auto"
                  rows={2}
                  aria-describedby="template-hint"
                  value={template}
                  onChange={({ target }) => setTemplate(target.value)}
                />
                <span id="template-hint" className="muted small">
                  {fill(words.templateHint, {
                    example: plainTemplate,
                    names: reading?.variables.join(", ") ?? "",
                  })}
                </span>
              </label>
            )}
          </div>
        )}
        {source !== "this" && <PromptPreview reading={text === "" ? null : reading} />}
        <div className="set-up-grid">
          <NumberField label={words.repeats} value={repeats} min={1} max={1000} onChange={setRepeats} />
          <NumberField
            label={words.warmUps}
            hint={words.warmUpsHint}
            value={warmUps}
            min={0}
            max={20}
            onChange={setWarmUps}
          />
          <NumberField
            label={words.atOnce}
            hint={words.atOnceHint}
            value={atOnce}
            min={1}
            max={12}
            onChange={setAtOnce}
          />
          <label className="field">
            {words.order}
            <select
              className="picker"
              value={order}
              onChange={({ target }) => setOrder(target.value as typeof order)}
            >
              <option value="random">{words.orders.random}</option>
              <option value="given">{words.orders.given}</option>
            </select>
          </label>
        </div>
        {hasOwnPrompts && <p className="note small">{words.own}</p>}
        {diagnosis && (
          <div key={diagnosis.at} ref={bringIntoView}>
            <DiagnosisView diagnosis={diagnosis} />
          </div>
        )}
      </div>
      <div className="row end">
        <span className="grow muted small" role="status">
          {count > 0 &&
            fill(requests > manyRequests ? words.many : words.requests, { count: requests.toLocaleString() })}
        </span>
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={busy || count === 0}
          onClick={() => void begin()}
        >
          {words.begin}
        </button>
      </div>
    </Dialog>
  );
}

/** One prompt is measured as well as can be, of many the answers count. */
const usualFor = (source: Source, columns: number) =>
  source === "this" ? { repeats: 10, atOnce: 1 } : { repeats: 1, atOnce: Math.max(1, Math.min(4, columns)) };

/** What a text of prompts comes to, read when nothing is typed for a moment; null until then. */
function useReading(text: string, format: PromptFormat, template: string): PromptReading | null {
  const [reading, setReading] = useState<PromptReading | null>(null);
  useEffect(() => {
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await window.assay["series.readPrompts"]({ text, format, template: template || " " });
      if (!isOld) setReading(answer.ok ? answer.data : null);
    }, pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text, format, template]);
  return reading;
}
