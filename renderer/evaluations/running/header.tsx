import "../../ui/page.css";
import "../../ui/progress.css";
import "./running.css";
import { Ellipsis } from "lucide-react";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { titleLimit } from "../../../preload/limits.ts";
import { duration } from "../../../preload/strings/duration.ts";
import { evaluations as words } from "../../../preload/strings/evaluations.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { connectionActions } from "../../connections/index.ts";
import { counted } from "../../figures/counted.ts";
import { goTo, linkTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { TitleField } from "../../ui/title-field.tsx";
import { useNow } from "../../ui/use-now.ts";
import { ExportMenu } from "../files/export-menu.tsx";
import { askAgain } from "../files/state.ts";
import { standingOf } from "../standing.ts";
import { actOn, removeEvaluation, renameEvaluation, repeatEvaluation, useEvaluations } from "../state.ts";
import { AtService } from "./at-service.tsx";
import { Failures } from "./failures.tsx";
import { Twins } from "./twins.tsx";

const run = words.run;

const pause = (id: string) => void actOn(id, () => window.assay["evaluations.pause"]({ id }));
const resume = (id: string, failed: boolean) =>
  void actOn(id, () => window.assay["evaluations.resume"]({ id, failed }));

/** The name of an evaluation that has begun, how far it is, what it waits for, and what has to be put right; `onRow` shows a row in full. */
export function RunHeader({ evaluation, onRow }: { evaluation: Evaluation; onRow: (row: number) => void }) {
  const { id, problem, settings, pilotOf } = evaluation;
  const diagnosis = useEvaluations(({ diagnosis }) => diagnosis);
  const model = settings.models.find((one) => one.id === problem?.modelId);
  const again = () => resume(id, false);
  return (
    <>
      <header className="page-header">
        <div className="row wrap">
          <TitleField
            key={evaluation.name}
            label={words.nameOf}
            value={evaluation.name}
            maxLength={titleLimit}
            onChange={(name) => void renameEvaluation(id, name)}
          />
          <span className="grow" />
          <Actions evaluation={evaluation} />
        </div>
        {pilotOf !== null && (
          <p className="muted small">
            {run.isPilot}{" "}
            <a className="link" href={linkTo("evaluations", pilotOf)}>
              {run.openDraft}
            </a>
          </p>
        )}
      </header>
      <Progress evaluation={evaluation} />
      <AtService evaluation={evaluation} />
      <Failures evaluation={evaluation} />
      {problem && (
        <div className="notice page-notice">
          {model && <p className="small">{fill(run.problemOf, { name: model.name })}</p>}
          <DiagnosisView
            diagnosis={problem.diagnosis}
            {...(settings.place.kind === "here" && { during: "chat" as const })}
            place={id}
            on={actionsOn(problem, again)}
          />
        </div>
      )}
      {settings.place.kind === "foundry" && <Twins evaluation={evaluation} onRow={onRow} />}
      {diagnosis && (
        <div className="notice page-notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
    </>
  );
}

/** What can be done about a problem: of graders that differ there is nothing to look for at the connection. */
function actionsOn({ diagnosis, connectionId }: NonNullable<Evaluation["problem"]>, again: () => void) {
  if (diagnosis.code === "evaluation_graders_differ") return { go_on: again };
  return connectionId === "" ? { retry: again } : connectionActions(connectionId, again);
}

function Actions({ evaluation }: { evaluation: Evaluation }) {
  const { id, name, state, progress, settings, problem } = evaluation;
  // What is told of it has the button that goes on.
  const isHalted = problem?.diagnosis.code === "evaluation_graders_differ";
  // Pausing ends what the service does by itself.
  const where = state === "running" ? settings.place.kind : "here";
  const isOver = state === "done" || state === "kept";
  const failed = progress.answers.failed + progress.judged.failed;
  const remove = async () => {
    if (await removeEvaluation(evaluation)) goTo("evaluations");
  };
  return (
    <span className="row">
      {(state === "running" || state === "preparing") && (
        <button
          type="button"
          className="button"
          title={where === "here" ? undefined : run.cancelHint}
          onClick={() => pause(id)}
        >
          {where === "here" ? run.pause : run.cancel[where]}
        </button>
      )}
      {state === "paused" && !isHalted && (
        <button type="button" className="button primary" onClick={() => resume(id, false)}>
          {run.resume}
        </button>
      )}
      {(state === "paused" || state === "done") && failed > 0 && (
        <button type="button" className="button" onClick={() => resume(id, true)}>
          {run.failedAgain}
        </button>
      )}
      {evaluation.rows !== null && <ExportMenu id={id} />}
      <Menu
        label={fill(words.menu, { name })}
        className="button square"
        items={[
          {
            label: isOver ? run.again : words.duplicate,
            onSelect: () => (state === "kept" ? askAgain(evaluation) : void repeatEvaluation(id)),
          },
          { label: words.remove, onSelect: () => void remove() },
        ]}
      >
        <Icon of={Ellipsis} />
      </Menu>
    </span>
  );
}

/** How far an evaluation is; of one that is done only what failed. */
function Progress({ evaluation }: { evaluation: Evaluation }) {
  const { state, progress, settings } = evaluation;
  const { answers, judged, timeLeft, waiting } = progress;
  const { look, word } = standingOf(evaluation);
  const now = useNow(waiting.length > 0);
  if (state === "kept") return null;
  return (
    <div className="work-progress small">
      <span className={`status ${look}`} role="status">
        {word}
      </span>
      {state !== "done" && (
        <progress
          aria-label={run.progress}
          max={Math.max(1, answers.of + judged.of)}
          {...(state !== "preparing" && { value: answers.done + judged.done })}
        />
      )}
      {answers.of > 0 && <span>{fill(run.answers, texts(answers))}</span>}
      {judged.of > 0 && <span>{fill(run.judged, texts(judged))}</span>}
      {answers.failed > 0 && <span className="status danger">{counted(run.failed, answers.failed)}</span>}
      {judged.failed > 0 && <span className="status warn">{counted(run.ungraded, judged.failed)}</span>}
      {state === "running" && timeLeft !== null && (
        <span className="muted">{fill(run.left, { time: durationOf(timeLeft) })}</span>
      )}
      {waiting.map(({ columnId, until, isLimited }) => (
        <span key={columnId} className="status warn">
          {fill(isLimited ? run.waits : run.waitsToRetry, {
            name: settings.models.find(({ id }) => id === columnId)?.name ?? run.judge,
            time: durationOf(until - now),
          })}
        </span>
      ))}
    </div>
  );
}

const texts = ({ done, of }: { done: number; of: number }) => ({
  done: done.toLocaleString(),
  of: of.toLocaleString(),
});

const durationOf = (milliseconds: number): string => duration(Math.max(1, Math.round(milliseconds / 1000)));
