import "../../ui/page.css";
import "../../ui/plan.css";
import { Ellipsis } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { modelNameLimit } from "../../../preload/limits.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { connectionActions } from "../../connections/index.ts";
import { useDatasets } from "../../datasets/index.ts";
import { counted } from "../../figures/counted.ts";
import { goTo, linkTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { TitleField } from "../../ui/title-field.tsx";
import { NamedRows } from "../named-rows.tsx";
import { usePlaces } from "../places.ts";
import { Card, goToCard } from "./card.tsx";
import { Data } from "./data.tsx";
import { Hyperparameters } from "./hyperparameters.tsx";
import { Method } from "./method.tsx";
import { Model } from "./model.tsx";
import { Naming } from "./naming.tsx";
import { RequestDialog } from "./request.tsx";
import { Reward, RewardBench } from "./reward.tsx";
import { distinctNotes, fieldProps, unreadField } from "./section.tsx";
import { Sending } from "./sending.tsx";
import { StartDialog } from "./start.tsx";
import { actOn, changePlan, keepPlan, removePlan, startPlan, usePlan, usePlans } from "./state.ts";
import { TrainingTypes } from "./training-types.tsx";
import { type CardState, useCard } from "./use-card.ts";
import { type ModelsState, useModels } from "./use-models.ts";
import { Wandb } from "./wandb.tsx";
import { Where } from "./where.tsx";

const words = tuningPlans.page;

/** A job as it is prepared: what it will be sent with, and what there is to know before. */
export function PlanPage({ planId }: { planId: string }) {
  const plan = usePlan(planId);
  const isRead = usePlans(({ list }) => list !== null);
  // What was typed last is kept also when the page is left at once.
  useEffect(() => () => void keepPlan(planId), [planId]);
  if (plan) return <Plan plan={plan} />;
  return (
    <div className="empty">
      <h1 className="unseen">{tuningPlans.title}</h1>
      <p role="status">{isRead ? words.gone : tuningPlans.reading}</p>
      {isRead && (
        <a className="button" href={linkTo("fineTuning")}>
          {words.backToList}
        </a>
      )}
    </div>
  );
}

function Plan({ plan }: { plan: TuningPlan }) {
  const kept = usePlans(({ kept }) => kept[plan.id] ?? 0);
  const diagnosis = usePlans(({ diagnosis }) => diagnosis);
  const [priced, setPriced] = useState(0);
  const [shown, setShown] = useState<"request" | "start" | null>(null);
  const rows = useRowsStamp(plan);
  const models = useModels(plan.connectionId, plan.method);
  const state = useCard(plan.id, `${kept} ${priced} ${plan.sending !== null} ${rows}`);
  const isFixed = plan.sending !== null || plan.jobId !== null;
  useStarted(plan);
  const [isUnread, setUnread] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with the next change it may be mended.
  useEffect(() => setUnread(false), [plan.updatedAt]);
  /** What stands in a field that can't be read is not in the plan: neither its request nor its job would have it. */
  const show = (what: "request" | "start") => {
    const unread = unreadField();
    unread?.focus();
    setUnread(unread !== null);
    if (unread === null) setShown(what);
  };
  const pane = useRef<HTMLDivElement>(null);
  const failedAt = plan.sending === null ? (plan.problem?.at ?? 0) : 0;
  // What went wrong stands above what can be set: it comes into sight.
  useEffect(() => {
    if (failedAt > 0) pane.current?.scrollTo(0, 0);
  }, [failedAt]);
  return (
    <>
      <Header plan={plan} state={state} onShow={show} />
      {isUnread && (
        <p role="alert" className="status warn page-notice">
          {words.unread}
        </p>
      )}
      {plan.sending && <Sending plan={plan} sending={plan.sending} />}
      {diagnosis && shown === null && (
        <div className="notice page-notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
      <div className="plan-body">
        {/* What can't be changed has nothing that takes the focus: it is scrolled all the same. */}
        <div ref={pane} {...(isFixed && { tabIndex: 0, role: "region", "aria-label": words.settings })}>
          <Trouble plan={plan} />
          <Sections plan={plan} state={state} models={models} isFixed={isFixed} />
        </div>
        <Card plan={plan} state={state} told={models.diagnosis} onPriced={() => setPriced(priced + 1)} />
      </div>
      {shown === "request" && <RequestDialog planId={plan.id} onClose={() => setShown(null)} />}
      {shown === "start" && state.card && (
        <StartDialog plan={plan} card={state.card} onClose={() => setShown(null)} />
      )}
    </>
  );
}

/** Another text whenever the rows of a plan, or what is known of them, may be others. */
const useRowsStamp = ({ training, validation }: TuningPlan): string =>
  useDatasets(({ list }) =>
    [training, validation]
      .map((data) => list?.find(({ id }) => id === data?.datasetId))
      .map((dataset) => dataset && JSON.stringify([dataset.version, dataset.findings, dataset.job?.kind]))
      .join(" "),
  );

/** Shows the job when it has started while the person was watching. */
function useStarted({ jobId, name }: TuningPlan): void {
  const before = useRef(jobId);
  useEffect(() => {
    if (before.current === null && jobId !== null) {
      usePlans.setState({ ended: fill(words.startedNow, { name: name || tuningPlans.untitled }) });
      goTo("fineTuning", `job:${jobId}`);
    }
    before.current = jobId;
  }, [jobId, name]);
}

function Header(props: { plan: TuningPlan; state: CardState; onShow: (what: "request" | "start") => void }) {
  const { plan, state, onShow } = props;
  const { id, name, sending, jobId } = plan;
  const { card } = state;
  const isReady = card?.canStart === true;
  const hintId = `start-${id}`;
  const remove = async () => {
    if (await removePlan(plan)) goTo("fineTuning");
  };
  const shownName = name || tuningPlans.untitled;
  return (
    <header className="page-header" {...fieldProps("name")}>
      <div className="row wrap">
        <TitleField
          key={name}
          label={words.nameOf}
          value={shownName}
          maxLength={modelNameLimit}
          onChange={(name) => changePlan(id, { name })}
        />
        <span className="grow" />
        <button type="button" className="button" onClick={() => onShow("request")}>
          {words.request}
        </button>
        {jobId === null && (
          <button
            type="button"
            className="button primary"
            aria-disabled={!isReady || sending !== null}
            aria-describedby={hintId}
            onClick={() => isReady && sending === null && onShow("start")}
          >
            {words.start}
          </button>
        )}
        <Menu
          label={fill(words.menu, { name: shownName })}
          className="button square"
          items={[
            ...(sending === null ? [{ label: words.remove, onSelect: () => void remove() }] : []),
            { label: words.request, onSelect: () => onShow("request") },
          ]}
        >
          <Icon of={Ellipsis} />
        </Menu>
      </div>
      <p className="muted small" id={hintId}>
        {card && !isReady && sending === null && jobId === null ? (
          <button type="button" className="link" onClick={goToCard}>
            {hintText(plan, state)}
          </button>
        ) : (
          hintText(plan, state)
        )}
      </p>
      {jobId !== null && <Started plan={plan} jobId={jobId} />}
    </header>
  );
}

/** What a plan waits for. */
function hintText({ sending, jobId }: TuningPlan, { card }: CardState): string {
  if (jobId !== null) return words.readOnly;
  if (sending !== null) return words.isSending;
  if (card === null) return words.notKnown;
  return card.canStart ? words.saved : counted(words.blocked, distinctNotes(card.problems).length);
}

function Started({ plan, jobId }: { plan: TuningPlan; jobId: string }) {
  const again = async () => {
    const other = await actOn(plan.id, () => window.assay["tuningJobs.again"]({ id: jobId }));
    if (other) goTo("fineTuning", `plan:${other.id}`);
  };
  return (
    <p className="row wrap small">
      <span className="status ok">{words.started}</span>
      <a className="button" href={linkTo("fineTuning", `job:${jobId}`)}>
        {words.openJob}
      </a>
      <button type="button" className="button" onClick={() => void again()}>
        {words.again}
      </button>
    </p>
  );
}

/** Why it could not be started the last time, and the rows that are the reason. */
function Trouble({ plan }: { plan: TuningPlan }) {
  const { id, problem, refusal, sending, connectionId } = plan;
  const isHere = useDatasets(({ list }) => list?.some((one) => one.id === refusal?.datasetId) ?? false);
  if (problem === null || sending !== null) return null;
  const retry = () => void startPlan(id);
  return (
    <div className="plan-trouble">
      <DiagnosisView
        diagnosis={problem}
        on={connectionId === null ? { retry } : connectionActions(connectionId, retry)}
      />
      {refusal && (
        <div className="panel">
          <NamedRows found={{ ...refusal, isHere }} />
        </div>
      )}
    </div>
  );
}

function Sections(props: {
  plan: TuningPlan;
  state: CardState;
  models: ModelsState;
  isFixed: boolean;
}): ReactNode {
  const { plan, state, models, isFixed } = props;
  const { card } = state;
  const places = usePlaces();
  const model = models.models?.find(({ id }) => id === plan.model) ?? card?.model ?? null;
  const problems = card?.problems ?? [];
  return (
    <>
      <Settings title={words.settings} isFixed={isFixed}>
        {places === null ? (
          <p className="muted" role="status">
            {tuningPlans.reading}
          </p>
        ) : (
          <Where plan={plan} places={places} />
        )}
        <Method plan={plan} />
        <Model plan={plan} state={models} problems={problems} />
        <Data
          plan={plan}
          model={model}
          facts={card?.data ?? { training: null, validation: null }}
          problems={problems}
        />
        <TrainingTypes plan={plan} model={model} region={card?.region ?? null} problems={problems} />
        {plan.method === "reinforcement" && <Reward plan={plan} problems={problems} />}
      </Settings>
      {plan.method === "reinforcement" && <RewardBench plan={plan} />}
      <Settings title={words.moreSettings} isFixed={isFixed}>
        <Hyperparameters plan={plan} learned={card?.learned ?? null} problems={problems} />
        <Naming plan={plan} problems={problems} />
        <Wandb plan={plan} problems={problems} />
      </Settings>
    </>
  );
}

/** What can be set until the job is sent. */
function Settings({ title, isFixed, children }: { title: string; isFixed: boolean; children: ReactNode }) {
  return (
    <fieldset className="plan-sections" disabled={isFixed}>
      <legend className="unseen">{title}</legend>
      {children}
    </fieldset>
  );
}
