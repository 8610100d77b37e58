import "./tuned.css";
import { type FormEvent, useEffect, useId, useMemo, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Grader } from "../../../preload/contract/graders.ts";
import type { Input } from "../../../preload/contract/index.ts";
import type { Candidate, TrialWeight } from "../../../preload/contract/tuned-models.ts";
import type { OpenTuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { type Part, partNames } from "../../../preload/parts.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { useDatasets } from "../../datasets/index.ts";
import { moneyText, PriceDialog, sumText } from "../../prices/index.ts";
import { goTo } from "../../route.ts";
import type { Choice } from "../../targets/choice.ts";
import { readDeployments, useDeployments } from "../../targets/deployments.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { baseDeployments } from "./base-deployments.ts";
import { candidateName, candidatesOf } from "./candidates.ts";
import { OverlapNote } from "./overlap.tsx";
import { readyGraders } from "./ready-graders.ts";
import { skuName } from "./sku-name.ts";
import { needsJudge, TrialGrader } from "./trial-grader.tsx";

const words = tunedModels.trial;
const mostRows = 1000;
const mostSeed = 4_294_967_295;
/** Milliseconds of silence before what is chosen is weighed. */
const pause = 300;

type TrialInput = Input<"trials.weigh">;

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
  ].filter((candidate) => !left.includes(keyOf(candidate)));
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
              <label key={keyOf(candidate)} className="row">
                <input
                  type="checkbox"
                  checked={!left.includes(keyOf(candidate))}
                  onChange={({ target }) =>
                    setLeft(
                      target.checked
                        ? left.filter((one) => one !== keyOf(candidate))
                        : [...left, keyOf(candidate)],
                    )
                  }
                />
                <span className="clip" dir="auto">
                  {candidateName(candidate)}
                </span>
              </label>
            ))}
            {bases.length > 1 && (
              <label className="field">
                {words.baseThrough}
                <select
                  className="picker boxed"
                  value={throughBase ?? ""}
                  onChange={({ target }) => setBase(target.value)}
                >
                  {bases.map((name) => (
                    <option key={name} value={name} dir="auto">
                      {name}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <p className="muted small">{words.lastThree}</p>
          </fieldset>
          <section className="card" aria-label={words.data}>
            {datasets.length === 0 ? (
              <p className="status warn">{words.noDatasets}</p>
            ) : (
              <div className="fields">
                <label className="field">
                  {words.dataset}
                  <select
                    className="picker boxed"
                    value={datasetId}
                    onChange={({ target }) => setDatasetId(target.value)}
                  >
                    {datasets.map(({ id, name }) => (
                      <option key={id} value={id} dir="auto">
                        {name}
                      </option>
                    ))}
                  </select>
                </label>
                <label className="field">
                  {words.part}
                  <select
                    className="picker boxed"
                    value={part ?? ""}
                    onChange={({ target }) => setPart(partNames.find((one) => one === target.value) ?? null)}
                  >
                    <option value="">{words.allRows}</option>
                    {partNames.map((one) => (
                      <option key={one} value={one}>
                        {tuningJobs.settings.parts[one]}
                      </option>
                    ))}
                  </select>
                </label>
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
          base={
            throughBase === null || job.connectionId === null
              ? null
              : { connectionId: job.connectionId, deployment: throughBase }
          }
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

const keyOf = ({ kind, model }: Candidate) => (kind === "base" ? kind : `${kind} ${model}`);

/** The amount is on the button, so that nobody confirms another one. */
function goText(weight: TrialWeight | null): string {
  const { total = null, currency = null } = weight?.cost ?? {};
  return total === null || currency === null
    ? words.go
    : fill(words.goFor, { amount: sumText(total, currency) });
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

/** What a trial would cost, worked out when what is chosen has rested for a moment. */
function useWeight(input: TrialInput | null, priced: number) {
  const [found, setFound] = useState<{ weight: TrialWeight | null; unweighed: Diagnosis | null }>({
    weight: null,
    unweighed: null,
  });
  const asked = input === null ? null : JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: weighed again when a price was typed.
  useEffect(() => {
    setFound({ weight: null, unweighed: null });
    if (asked === null) return;
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await window.assay["trials.weigh"](JSON.parse(asked));
      if (isOld) return;
      setFound({
        weight: answer.ok ? answer.data : null,
        unweighed: answer.ok ? null : answer.error.diagnosis,
      });
    }, pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [asked, priced]);
  return found;
}

/** What a trial costs and how long it takes, or why it cannot be. */
function Weight(props: {
  input: TrialInput | null;
  weight: TrialWeight | null;
  isWaiting: boolean;
  /** The deployment by whose price tokens are counted. */
  base: Choice | null;
  onSku: (sku: string) => void;
  onPriced: () => void;
}) {
  const { input, weight, isWaiting, base, onSku, onPriced } = props;
  if (weight === null || input === null)
    return (
      <p className="muted small" role="status">
        {isWaiting ? words.weighing : words.pick}
      </p>
    );
  const { why, overlap } = weight;
  const isOverlapping = overlap !== null && overlap.same + overlap.near > 0;
  return (
    <section className="panel card" aria-label={words.amount}>
      {overlap && <OverlapNote overlap={overlap} datasetId={input.datasetId} />}
      {why !== null && !isOverlapping && <p className="status warn">{tunedModels.notHere[why]}</p>}
      {(why === "key_only" || why === "portal_only") && <p>{words.byHand}</p>}
      {(why === null || why === "no_developer") && <Amounts {...{ input, weight, base, onSku, onPriced }} />}
    </section>
  );
}

/** What it costs by which deployment type, how long it takes, and how much each is asked. */
function Amounts(props: {
  input: TrialInput;
  weight: TrialWeight;
  base: Choice | null;
  onSku: (sku: string) => void;
  onPriced: () => void;
}) {
  const { input, weight, base, onSku, onPriced } = props;
  const { cost, minutes, types, candidates } = weight;
  const [isPricing, setPricing] = useState(false);
  const group = useId();
  return (
    <>
      {types.length > 1 && (
        <fieldset className="trial-types">
          <legend>{words.type}</legend>
          {types.map((type) => (
            <label key={type.sku} className="row">
              <input
                type="radio"
                name={group}
                checked={type.sku === (input.sku ?? weight.sku)}
                onChange={() => onSku(type.sku)}
              />
              {typeText(type)}
            </label>
          ))}
        </fieldset>
      )}
      <p className="unseen" role="status">
        {amountText(cost)}
      </p>
      <dl className="facts wide-facts">
        <div className="fact">
          <dt>{words.amount}</dt>
          <dd>
            <b>{amountText(cost)}</b>
          </dd>
        </div>
        <div className="fact">
          <dt>{words.minutes}</dt>
          <dd>
            {minutes === null
              ? words.minutesUnknown
              : fill(words.minutesAbout, { count: Math.max(1, Math.round(minutes)).toLocaleString() })}
          </dd>
        </div>
        {candidates.map((candidate) => (
          <div key={keyOf(candidate)} className="fact">
            <dt>{candidateName(candidate)}</dt>
            <dd>
              {candidate.tokens === null
                ? words.minutesUnknown
                : fill(words.tokensOf, { count: candidate.tokens.toLocaleString() })}
            </dd>
          </div>
        ))}
      </dl>
      {cost.total === null && base !== null && (
        <div>
          <button type="button" className="button" onClick={() => setPricing(true)}>
            {words.setPrice}
          </button>
        </div>
      )}
      {isPricing && base && (
        <PriceDialog
          connectionId={base.connectionId}
          deployment={base.deployment}
          onClose={() => {
            setPricing(false);
            onPriced();
          }}
        />
      )}
    </>
  );
}

function typeText({ sku, hosting, isFree }: TrialWeight["types"][number]): string {
  const type = skuName(sku);
  if (isFree) return fill(words.typeFree, { type });
  return hosting === null
    ? fill(words.typeUnknown, { type })
    : fill(words.typePaid, { type, price: moneyText(hosting.amount, hosting.currency) });
}

function amountText({ total, currency, hosting }: TrialWeight["cost"]): string {
  if (total === null || currency === null) return words.amountUnknown;
  const tokens = fill(words.amountTokens, { amount: sumText(total - (hosting ?? 0), currency) });
  const hosted = hosting
    ? fill(words.amountHosting, { amount: sumText(hosting, currency) })
    : words.amountNoHosting;
  return `${tokens}, ${hosted}`;
}
