import "./guide.css";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Draft, DraftStep } from "../../preload/contract/drafts.ts";
import { strings } from "../../preload/strings/en.ts";
import { useConnections } from "../connections/index.ts";
import { useDatasets } from "../datasets/index.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { BaseStep } from "./base-step.tsx";
import { ConnectStep } from "./connect-step.tsx";
import { DataStep } from "./data-step.tsx";
import { DeploymentStep } from "./deployment-step.tsx";
import { ReviewStep } from "./review-step.tsx";
import { NameStep, SourceStep } from "./source-step.tsx";
import { beginPlan, changeDraft, discardDraft, finishDraft, useDrafts } from "./state.ts";
import type { StepProps } from "./step-props.ts";
import { isAnswered, isComplete, stepBeside, stepsOf } from "./steps.ts";

const words = strings.guide;

const views: Record<DraftStep, (props: StepProps) => React.ReactNode> = {
  source: SourceStep,
  name: NameStep,
  connect: ConnectStep,
  deployment: DeploymentStep,
  base: BaseStep,
  data: DataStep,
  review: ReviewStep,
};

/** A model that is being made, at the step where it is. */
export function GuideScreen({ draftId }: { draftId: string | null }) {
  const list = useDrafts(({ list }) => list);
  const connections = useConnections(({ list }) => list);
  const draft = list?.find(({ id }) => id === draftId);
  return (
    <main className="screen">
      {draft && connections ? (
        <Wizard key={draft.id} draft={draft} />
      ) : (
        <div className="work">
          <div className="bar">
            <h1>{words.titles.guide}</h1>
          </div>
          {list && connections ? (
            <div className="empty">
              <h2>{words.goneTitle}</h2>
              <p>{words.goneText}</p>
              <a className="button primary large" href={linkTo("home")}>
                {words.goHome}
              </a>
            </div>
          ) : (
            <p className="notice muted" role="status">
              {words.opening}
            </p>
          )}
        </div>
      )}
    </main>
  );
}

function Wizard({ draft }: { draft: Draft }) {
  const { step } = draft;
  const connections = useConnections(({ list }) => list) ?? [];
  const diagnosis = useDrafts(({ diagnosis }) => diagnosis);
  const [finishing, setFinishing] = useState(false);
  const datasets = useDatasets(({ list }) => list) ?? [];
  const formId = useId();
  const hasForm = step !== "connect";
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(draft.step);
  const next = stepBeside(draft, 1, connections);
  const back = stepBeside(draft, -1, connections);
  const isReady =
    !finishing && (next ? isAnswered(step, draft, connections) : isComplete(draft, connections));
  const View = views[step];

  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);

  const change = (changed: Partial<Draft>) => void changeDraft(draft, changed);
  const finish = async () => {
    setFinishing(true);
    const kept = draft.datasets.filter((id) => datasets.some((one) => one.id === id));
    await (draft.source === "custom" ? beginPlan(draft, kept) : finishDraft(draft, kept));
    setFinishing(false);
  };
  const goOn = () => {
    if (!isReady) return;
    if (next) change({ step: next });
    else void finish();
  };
  const last =
    draft.source === "custom"
      ? words.review.tune
      : draft.flow === "guide"
        ? words.review.chat
        : words.review.create;
  const body = (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {titleOf(step)}
      </h2>
      <View draft={draft} onChange={change} onNext={goOn} />
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
    </>
  );
  return (
    <div className="work">
      <div className="bar">
        <h1 className="grow">{words.titles[draft.flow]}</h1>
        <button type="button" className="button quiet" onClick={() => void discardDraft(draft)}>
          {words.discard}
        </button>
      </div>
      <Progress draft={draft} />
      {/* Connecting has forms of its own. */}
      {!hasForm ? (
        <div className="guide-body scroll">{body}</div>
      ) : (
        <form
          id={formId}
          className="guide-body scroll"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            goOn();
          }}
        >
          {body}
        </form>
      )}
      <footer className="guide-foot">
        <p className="grow muted small">{words.leave}</p>
        <button
          type="button"
          className="button large"
          disabled={back === null}
          onClick={() => back && change({ step: back })}
        >
          {words.back}
        </button>
        <button
          type={hasForm ? "submit" : "button"}
          {...(hasForm ? { form: formId } : { onClick: goOn })}
          className="button primary large"
          disabled={!isReady}
        >
          {next ? words.next : last}
        </button>
      </footer>
    </div>
  );
}

const titles: Partial<Record<DraftStep, string>> = {
  source: words.source.title,
  connect: words.connect.title,
  deployment: words.deployment.title,
  base: words.base.title,
  review: words.review.title,
};

const titleOf = (step: DraftStep) => titles[step] ?? words.names[step];

/** Where in the steps the draft is. */
function Progress({ draft }: { draft: Draft }) {
  const steps = stepsOf(draft);
  const at = steps.indexOf(draft.step);
  return (
    <ol className="guide-steps" aria-label={words.steps}>
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === at ? "step" : undefined}
          className={index < at ? "done" : undefined}
        >
          {words.names[step]}
        </li>
      ))}
    </ol>
  );
}
