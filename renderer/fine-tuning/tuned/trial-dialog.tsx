import "./tuned.css";
import { type FormEvent, useEffect, useId, useMemo, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Grader } from "../../../preload/contract/graders.ts";
import type { Candidate } from "../../../preload/contract/tuned-models.ts";
import type { OpenTuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { type Part, partNames } from "../../../preload/parts.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { useDatasets } from "../../datasets/index.ts";
import { needsJudge } from "../../graders/draft.ts";
import { goTo } from "../../route.ts";
import type { Choice } from "../../targets/choice.ts";
import { readDeployments, useDeployments } from "../../targets/deployments.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { baseDeployments } from "./base-deployments.ts";
import { candidateKey, candidateName, candidatesOf } from "./candidates.ts";
import { readyGraders } from "./ready-graders.ts";
import { TrialGrader } from "./trial-grader.tsx";
import { goText, type TrialInput, useWeight, Weight } from "./trial-weight.tsx";

const words = tunedModels.trial;
const mostRows = 1000;
const mostSeed = 4_294_967_295;

/** Chooses what a trial of checkpoints asks of whom, and says what it costs before it begins. */
export function TrialDialog({ open, onClose }: { open: OpenTuningJob; onClose: () => void }) {
  const { job } = open;
  const datasets = (useDatasets(({ list }) => list) ?? []).filter(
    ({ state, rows }) => state === "ready" && rows > 0,
  );
  const bases = useBases(job.connectionId, job.model);
  const own = useMemo(() => candidatesOf(open), [open]);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [base, setBase] = useState<string | null>(null);
  // Other rows than those that it was trained on, or of the same ones what was kept back for this.
  const first = datasets.find(({ id }) => id !== job.data?.datasetId) ?? datasets[0];
  const [datasetId, setDatasetId] = useState(first?.id ?? "");
  const [part, setPart] = useState<Part | null>(first?.id === job.data?.datasetId ? "test" : null);
  const [rows, setRows] = useState(50);
  const [seed, setSeed] = useState(1);
  const [grader, setGrader] = useState<Grader | null>(readyGraders.similar);
  const [judge, setJudge] = useState<Choice | null>(null);
  const [sku, setSku] = useState<string | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [isBusy, setBusy] = useState(false);
  const throughBase = base ?? bases[0] ?? null;
  const candidates: Candidate[] = [
    ...(throughBase === null ? [] : [{ kind: "base" as const, model: throughBase, step: null }]),
    ...own,
  ].filter((candidate) => !left.includes(candidateKey(candidate)));
  const input: TrialInput | null =
    datasetId === "" ||
    candidates.every(({ kind }) => kind === "base") ||
    grader === null ||
    (needsJudge(grader) && judge === null)
      ? null
      : {
          jobId: job.id,
          candidates,
          datasetId,
          part,
          rows,
          seed,
          grader,
          sku,
          judge: judge && { connectionId: judge.connectionId, deployment: judge.deployment },
        };
  const [priced, setPriced] = useState(0);
  const { weight, unweighed } = useWeight(input, priced);
  const isReady = input !== null && weight !== null && weight.why === null && !isBusy;
  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || input === null) return;
    setBusy(true);
    const answer = await window.assay["trials.start"](input);
    setBusy(false);
    if (!answer.ok) return setDiagnosis(answer.error.diagnosis);
    onClose();
    goTo("fineTuning", `trial:${answer.data.id}`);
  };
  const formId = useId();
  const problem = diagnosis ?? unweighed;
  return (
    <Dialog wide title={fill(words.dialogTitle, { name: job.name })} onClose={onClose}>
      <form id={formId} className="trial-form scroll" onSubmit={(event) => void go(event)}>
        <p>{words.text}</p>
        <div className="trial-columns">
          <fieldset className="trial-candidates">
            <legend>{words.candidates}</legend>
            {throughBase === null && (
              <p className="muted small">{fill(words.baseNone, { model: job.model })}</p>
            )}
            {[
              ...(throughBase === null ? [] : [{ kind: "base" as const, model: throughBase, step: null }]),
              ...own,
            ].map((candidate) => (
              <label key={candidateKey(candidate)} className="row">
                <input
                  type="checkbox"
                  checked={!left.includes(candidateKey(candidate))}
                  onChange={({ target }) =>
                    setLeft(
                      target.checked
                        ? left.filter((one) => one !== candidateKey(candidate))
                        : [...left, candidateKey(candidate)],
                    )
                  }
                />
                <span className="clip" dir="auto">
                  {candidateName(candidate)}
                </span>
              </label>
            ))}
            {bases.length > 1 && (
              <ChoiceField
                label={words.baseThrough}
                value={throughBase ?? ""}
                choices={bases.map((name) => ({ value: name, label: name }))}
                onChange={setBase}
              />
            )}
            <p className="muted small">{words.lastThree}</p>
          </fieldset>
          <section className="card" aria-label={words.data}>
            {datasets.length === 0 ? (
              <p className="status warn">{words.noDatasets}</p>
            ) : (
              <div className="fields">
                <ChoiceField
                  label={words.dataset}
                  value={datasetId}
                  choices={datasets.map(({ id, name }) => ({ value: id, label: name }))}
                  onChange={setDatasetId}
                />
                <ChoiceField
                  label={words.part}
                  value={part ?? ""}
                  choices={[
                    { value: "", label: words.allRows },
                    ...partNames.map((value) => ({ value, label: tuningJobs.settings.parts[value] })),
                  ]}
                  onChange={(chosen) => setPart(chosen === "" ? null : chosen)}
                />
              </div>
            )}
            <div className="fields">
              <NumberField
                label={words.rows}
                hint={words.rowsHint}
                value={rows}
                min={1}
                max={mostRows}
                onChange={setRows}
              />
              <NumberField
                label={words.seed}
                hint={words.seedHint}
                value={seed}
                min={0}
                max={mostSeed}
                onChange={setSeed}
              />
            </div>
            <TrialGrader
              planId={open.planId}
              datasetId={datasetId === "" ? null : datasetId}
              grader={grader}
              onGrader={setGrader}
              judge={judge}
              onJudge={setJudge}
            />
          </section>
        </div>
        <Weight
          input={input}
          weight={weight}
          isWaiting={input !== null && weight === null && problem === null}
          connectionId={job.connectionId}
          model={job.model}
          onSku={setSku}
          onPriced={() => setPriced((count) => count + 1)}
        />
        {problem && <DiagnosisView diagnosis={problem} />}
      </form>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {tunedModels.cancel}
        </button>
        <button type="submit" form={formId} className="button primary" disabled={!isReady}>
          {goText(weight)}
        </button>
      </div>
    </Dialog>
  );
}

/** The names of the deployments that the base can be asked through. */
function useBases(connectionId: string | null, model: string): string[] {
  useEffect(() => {
    if (connectionId !== null) void readDeployments(connectionId);
  }, [connectionId]);
  const list = useDeployments(({ lists }) => lists[connectionId ?? ""]?.list ?? null);
  return useMemo(
    () => baseDeployments(list?.deployments ?? [], model).map(({ name }) => name),
    [list, model],
  );
}
