import "./row-pane.css";
import { ChevronDown, ChevronUp, FilePlus2, Maximize2, Minimize2, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { Icon } from "../../../ui/icon.tsx";
import { ToDataset } from "../to-dataset.tsx";
import { Answers } from "./answers.tsx";
import { Asked } from "./asked.tsx";
import { BlindVote } from "./blind.tsx";
import { wereNamed } from "./named.ts";
import { Nearest } from "./nearest.tsx";
import { Noting } from "./noting.tsx";
import { usualPair } from "./pair.ts";
import type { RowPaneProps } from "./props.ts";
import { useRow } from "./use-row.ts";
import { Votes } from "./votes.tsx";

const words = evaluationResults.row;

/** A row in full: what was asked, all answers with their grades, and what the person says of them. */
export function RowPane(props: RowPaneProps) {
  const { evaluation, row, stamp, isWhole, isReadOnly, onWhole, onChanged, onStep, onClose } = props;
  const [isBlind, setBlind] = useState(false);
  const [models, setModels] = useState(() =>
    usualPair(evaluation.settings.models, evaluation.settings.baseline),
  );
  const [isAdding, setAdding] = useState(false);
  const { value: full, failed, isOld } = useRow(evaluation.id, row, stamp);
  const pane = useRef<HTMLElement>(null);
  const body = useRef<HTMLElement>(null);
  // In a narrow window it is below the table.
  useEffect(() => pane.current?.scrollIntoView({ block: "nearest" }), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row begins at its top.
  useEffect(() => body.current?.scrollTo(0, 0), [full?.row]);
  const key = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
    if (event.altKey && event.key === "ArrowDown") onStep(1);
    else if (event.altKey && event.key === "ArrowUp") onStep(-1);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  };
  return (
    <aside
      ref={pane}
      className={isWhole ? "evaluation-row whole" : "evaluation-row"}
      aria-label={words.label}
      aria-busy={isOld}
      onKeyDown={key}
    >
      <header className="row">
        <h2 className="grow clip">{fill(words.title, { row: (row + 1).toLocaleString() })}</h2>
        <Tool icon={ChevronUp} label={words.previous} onPress={() => onStep(-1)} />
        <Tool icon={ChevronDown} label={words.next} onPress={() => onStep(1)} />
        <Tool
          icon={isWhole ? Minimize2 : Maximize2}
          label={isWhole ? words.beside : words.whole}
          onPress={() => onWhole(!isWhole)}
        />
        <Tool icon={X} label={words.close} onPress={onClose} />
      </header>
      {failed && <p className="status danger">{words.unread}</p>}
      {full === null && !failed && <p className="muted small">{words.loading}</p>}
      {full && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
        <section ref={body} className="evaluation-row-body" tabIndex={0} aria-label={words.label}>
          <Asked row={full} />
          {isBlind ? (
            <BlindVote
              evaluation={evaluation}
              row={full}
              models={models}
              wasNamed={wereNamed(evaluation.id, full.row)}
              onVoted={onChanged}
              onNext={() => onStep(1)}
            />
          ) : (
            <Answers {...props} full={full} />
          )}
          <Votes
            evaluation={evaluation}
            row={full}
            models={models}
            isBlind={isBlind}
            isReadOnly={isReadOnly}
            onModels={setModels}
            onBlind={(next) => {
              setBlind(next);
              onWhole(next || isWhole);
            }}
            onVoted={onChanged}
          />
          {!isBlind && (
            <>
              <Noting key={`note ${full.row}`} {...props} full={full} />
              <Nearest key={`nearest ${full.row}`} evaluation={evaluation} row={full.row} />
              <button type="button" className="button" onClick={() => setAdding(true)}>
                <Icon of={FilePlus2} size={14} />
                {words.toDataset}
              </button>
            </>
          )}
        </section>
      )}
      {isAdding && (
        <ToDataset
          evaluation={evaluation}
          choice={{ rows: [row] }}
          count={1}
          onClose={() => setAdding(false)}
        />
      )}
    </aside>
  );
}

function Tool({ icon, label, onPress }: { icon: typeof X; label: string; onPress: () => void }) {
  return (
    <button type="button" className="button quiet square" aria-label={label} title={label} onClick={onPress}>
      <Icon of={icon} />
    </button>
  );
}
