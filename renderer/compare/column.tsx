import { Ellipsis, TriangleAlert } from "lucide-react";
import { memo, useEffect, useState } from "react";
import type { Column, Run } from "../../preload/contract/comparisons.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Markdown } from "../chat/markdown/markdown.tsx";
import { OptionFields } from "../chat/option-fields.tsx";
import { connectionActions } from "../connections/actions.ts";
import { useDeployments } from "../deployments/state.ts";
import { ModelPicker } from "../models/picker.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { Measured } from "./measured.tsx";
import {
  addColumn,
  arrange,
  ask,
  changeColumn,
  continueAsChat,
  isBusy,
  moveColumn,
  settingsOf,
  stop,
  useCompare,
} from "./state.ts";

const words = strings.compare;

/** One column: who is asked and how, the answer, and what was measured of it. Drawn again only when it changes itself. */
export const ColumnView = memo(function ColumnView(props: { column: Column; number: number; count: number }) {
  const { column, number, count } = props;
  const { id, connectionId, deployment, modelId, ownPrompt, run } = column;
  const [editing, setEditing] = useState(false);
  const choice = { connectionId, deployment, ...(modelId !== null && { modelId }) };
  const busy = isBusy(column);
  return (
    <section className="column" aria-label={fill(words.column, { number, name: deployment })}>
      <header className="row">
        <span className="chip">{number}</span>
        <ModelPicker
          label={fill(words.model, { number })}
          value={choice}
          onChoose={(chosen) =>
            changeColumn(id, {
              ...(chosen.modelId && settingsOf(chosen)),
              connectionId: chosen.connectionId,
              deployment: chosen.deployment,
              modelId: chosen.modelId ?? null,
            })
          }
        />
        <span className="grow muted small" role="status">
          {run && run.state !== "ended" && words.states[run.state]}
        </span>
        <Menu
          label={fill(words.actions, { number })}
          items={itemsOf(column, number, count, () => setEditing(true))}
        >
          <Icon of={Ellipsis} />
        </Menu>
      </header>
      {ownPrompt !== null && (
        <textarea
          className="own-prompt"
          rows={2}
          aria-label={fill(words.ownPromptLabel, { number })}
          placeholder={words.isOwn}
          value={ownPrompt}
          onChange={({ target }) => changeColumn(id, { ownPrompt: target.value })}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
      <article className="scroll answer" aria-label={fill(words.answer, { number })} tabIndex={0}>
        {run && <Answer run={run} column={column} />}
      </article>
      <div className="row column-buttons">
        {busy ? (
          <button type="button" className="button" onClick={() => stop(id)}>
            {words.stopOne}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => void ask(id)}>
            {words.askOne}
          </button>
        )}
      </div>
      <Measured run={run} />
      {editing && <Parameters column={column} number={number} onClose={() => setEditing(false)} />}
    </section>
  );
});

function itemsOf(column: Column, number: number, count: number, onEdit: () => void): MenuItem[] {
  const { id, run, ownPrompt } = column;
  const remove = () => {
    const { open } = useCompare.getState();
    if (open) arrange({ layout: open.layout.filter((one) => one.id !== id) });
  };
  const sync =
    ownPrompt === null
      ? {
          label: words.ownPrompt,
          onSelect: () => changeColumn(id, { ownPrompt: useCompare.getState().open?.prompt ?? "" }),
        }
      : { label: words.synced, onSelect: () => changeColumn(id, { ownPrompt: null }) };
  return [
    ...(run?.text
      ? [{ label: words.copy, onSelect: () => void navigator.clipboard.writeText(run.text) }]
      : []),
    ...(run?.text && run.state === "ended"
      ? [{ label: words.asChat, onSelect: () => void continueAsChat(id) }]
      : []),
    { label: words.parameters, onSelect: onEdit },
    sync,
    { label: words.duplicate, onSelect: () => addColumn(choiceOf(column), column) },
    ...(number > 1 ? [{ label: words.moveLeft, onSelect: () => moveColumn(id, -1) }] : []),
    ...(number < count ? [{ label: words.moveRight, onSelect: () => moveColumn(id, 1) }] : []),
    { label: words.removeColumn, onSelect: remove },
  ];
}

const choiceOf = ({ connectionId, deployment, modelId }: Column) => ({
  connectionId,
  deployment,
  ...(modelId !== null && { modelId }),
});

function Answer({ run, column }: { run: Run; column: Column }) {
  const { text, reasoning, state, diagnosis, end } = run;
  const isRunning = state === "running";
  return (
    <>
      {reasoning !== "" && (
        <details className="thought">
          <summary>{isRunning && text === "" ? words.thinking : words.thought}</summary>
          <p className="selectable">{reasoning}</p>
        </details>
      )}
      {isRunning && text === "" && reasoning === "" && <p className="muted">{words.waitingFirst}</p>}
      {text !== "" && <Markdown key={run.id} text={text} running={isRunning} />}
      {run.retryAt !== null && (
        <Countdown until={run.retryAt} attempt={run.attempts + 1} onTry={() => void ask(column.id)} />
      )}
      {end !== null && end !== "stop" && !diagnosis && <p className="note">{strings.chat.ends[end]}</p>}
      {diagnosis && (
        <DiagnosisView
          diagnosis={diagnosis}
          during="chat"
          place={run.id}
          on={connectionActions(column.connectionId, () => void ask(column.id))}
        />
      )}
    </>
  );
}

/** Counts down to the next try after a rate limit. */
function Countdown(props: { until: number; attempt: number; onTry: () => void }) {
  const { until, attempt, onTry } = props;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <div className="halt">
      <h2>
        <Icon of={TriangleAlert} />
        {words.rateTitle}
      </h2>
      <p className="countdown">{clock}</p>
      <p className="small">{fill(words.rateText, { attempt })}</p>
      <button type="button" className="button" onClick={onTry}>
        {words.tryNow}
      </button>
    </div>
  );
}

function Parameters(props: { column: Column; number: number; onClose: () => void }) {
  const { column, number, onClose } = props;
  const { id, connectionId, deployment, systemPrompt, parameters } = column;
  const list = useDeployments(({ lists }) => lists[connectionId]?.list);
  const traits = list?.deployments.find(({ name }) => name === deployment)?.traits ?? null;
  return (
    <Dialog title={fill(words.parametersOf, { number })} onClose={onClose}>
      <div className="options-pane scroll">
        <OptionFields
          options={{ systemPrompt, parameters }}
          traits={traits}
          hint={words.systemHint}
          onChange={(options) => changeColumn(id, options)}
        />
      </div>
      <div className="row end">
        <button type="button" className="button primary" onClick={onClose}>
          {words.done}
        </button>
      </div>
    </Dialog>
  );
}
