import { useId, useState } from "react";
import type { BenchAsked, Grader, GraderBench } from "../../../preload/contract/graders.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { graders } from "../../../preload/strings/graders.ts";
import { useDeploymentChoices } from "../../connections/index.ts";
import { hasThreshold, isWhole, needsJudge } from "../../graders/draft.ts";
import { OptionalNumber } from "../../graders/optional-number.tsx";
import type { Choice } from "../../targets/choice.ts";
import { type Choices, TargetPicker } from "../../targets/picker.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import type { BenchSource } from "./bench-source.ts";

const words = graders.bench;
const usualRows = 20;
const mostRows = 100;
const mostSeed = 4_294_967_295;

/** What a bench is run with; begins as the last one was. */
export function BenchSetup(props: {
  grader: Grader;
  sources: readonly BenchSource[];
  service: { connectionId: string; name: string } | null;
  last: GraderBench | null;
  onStart: (input: { grader: Grader } & BenchAsked) => void;
  onStop: () => void;
}) {
  const { grader, sources, service, last, onStart, onStop } = props;
  const [typed, setTyped] = useState<Partial<BenchAsked>>({});
  const [isServed, setServed] = useState(true);
  const choices = useDeploymentChoices();
  const set = { ...last?.asked, ...typed };
  const change = (change: Partial<BenchAsked>) => setTyped({ ...typed, ...change });
  const source = sources.find((one) => isSame(one, set)) ?? sources[0] ?? null;
  const { answers, judge = null, rows = usualRows, seed = 1, passAt = null } = set;
  const isJudged = needsJudge(grader);
  const isRunning = last?.state === "running";
  const hintId = useId();
  const why = whyNot(grader, source, choices, answers !== undefined, !isJudged || judge !== null);
  const start = () => {
    if (why !== null || !source || !answers) return;
    onStart({
      grader,
      datasetId: source.datasetId,
      part: source.part,
      rows,
      seed,
      answers,
      judge: isJudged ? judge : null,
      service: isServed ? (service?.connectionId ?? null) : null,
      passAt: hasThreshold(grader) ? null : passAt,
    });
  };
  return (
    <>
      <div className="fields bench-fields">
        <Deployed
          label={words.answers}
          hint={words.answersHint}
          value={answers ?? null}
          choices={choices}
          onChoose={(answers) => change({ answers })}
        />
        {isJudged && (
          <Deployed
            label={words.judge}
            hint={words.judgeHint}
            value={judge}
            choices={choices}
            onChoose={(judge) => change({ judge })}
          />
        )}
        <SourceField
          sources={sources}
          value={source}
          onChoose={({ datasetId, part }) => change({ datasetId, part })}
        />
        <NumberField
          label={words.rows}
          value={rows}
          min={1}
          max={mostRows}
          onChange={(rows) => change({ rows })}
        />
        <NumberField
          label={words.seed}
          hint={words.seedHint}
          value={seed}
          min={0}
          max={mostSeed}
          onChange={(seed) => change({ seed })}
        />
        {!hasThreshold(grader) && (
          <OptionalNumber
            label={words.passAt}
            hint={words.passAtHint}
            value={passAt ?? undefined}
            onChange={(value) => change({ passAt: value ?? null })}
          />
        )}
      </div>
      <ServiceField service={service} isServed={isServed} onChange={setServed} />
      <div className="row wrap">
        {isRunning ? (
          <button type="button" className="button" onClick={onStop}>
            {words.stop}
          </button>
        ) : (
          <button
            type="button"
            className="button"
            aria-disabled={why !== null}
            aria-describedby={hintId}
            onClick={start}
          >
            {last ? words.runAgain : words.run}
          </button>
        )}
        <span id={hintId} className="muted small">
          {!isRunning && why}
        </span>
      </div>
    </>
  );
}

const isSame = (source: BenchSource, { datasetId, part = null }: Partial<BenchAsked>): boolean =>
  source.datasetId === datasetId && source.part === part;

/** What keeps a bench from being run; null where nothing does. */
function whyNot(
  grader: Grader,
  source: BenchSource | null,
  choices: readonly Choices[],
  isAnswered: boolean,
  isJudged: boolean,
): string | null {
  if (source === null) return words.noData;
  if (choices.length === 0) return words.noModel;
  if (!isWhole(grader)) return words.faulty;
  if (!isAnswered) return words.pickDeployment;
  return isJudged ? null : graders.errors.no_judge;
}

function ServiceField(props: {
  service: { name: string } | null;
  isServed: boolean;
  onChange: (isServed: boolean) => void;
}) {
  const { service, isServed, onChange } = props;
  const id = useId();
  if (service === null) return <p className="muted small">{words.noService}</p>;
  return (
    <div>
      <label className="row">
        <input
          type="checkbox"
          checked={isServed}
          aria-describedby={id}
          onChange={({ target }) => onChange(target.checked)}
        />
        <span dir="auto">{fill(words.service, { name: service.name })}</span>
      </label>
      <p id={id} className="muted small">
        {words.serviceHint}
      </p>
    </div>
  );
}

function Deployed(props: {
  label: string;
  hint: string;
  value: Choice | null;
  choices: Choices[];
  onChoose: (deployed: { connectionId: string; deployment: string }) => void;
}) {
  const { label, hint, value, choices, onChoose } = props;
  const id = useId();
  return (
    <div className="field boxed-field">
      <label htmlFor={id}>{label}</label>
      <TargetPicker
        id={id}
        label={label}
        placeholder={words.pickDeployment}
        value={value}
        choices={choices}
        nameOf={({ deployment }) => deployment}
        onChoose={({ connectionId, deployment }) => onChoose({ connectionId, deployment })}
      />
      <span className="muted small">{hint}</span>
    </div>
  );
}

function SourceField(props: {
  sources: readonly BenchSource[];
  value: BenchSource | null;
  onChoose: (source: BenchSource) => void;
}) {
  const { sources, value, onChoose } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.rowsFrom}</label>
      <select
        id={id}
        className="picker boxed"
        dir="auto"
        disabled={sources.length === 0}
        value={value ? sources.indexOf(value) : ""}
        onChange={({ target }) => {
          const source = sources[Number(target.value)];
          if (source) onChoose(source);
        }}
      >
        {sources.length === 0 && <option value="">{words.noData}</option>}
        {sources.map((one, at) => (
          <option key={`${one.datasetId} ${one.part}`} value={at} dir="auto">
            {one.label}
          </option>
        ))}
      </select>
    </div>
  );
}
