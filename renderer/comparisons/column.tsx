import { Ellipsis } from "lucide-react";
import { memo, useRef, useState } from "react";
import type { ColumnSettings } from "../../preload/contract/comparisons.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { ModelPicker } from "../models/index.ts";
import { OptionFields } from "../parameters/fields.tsx";
import { PriceDialog } from "../prices/index.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { useInView } from "../ui/in-view.ts";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { ColumnAnswer } from "./column-answer.tsx";
import { EditAnswer } from "./edited.tsx";
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

/** One column: who is asked and how, the answer, and what was measured of it. New text redraws the answer only. */
export const ColumnView = memo(function ColumnView(props: {
  column: ColumnSettings;
  number: number;
  count: number;
}) {
  const { column, number, count } = props;
  const { id, connectionId, deployment, ownPrompt } = column;
  const [editing, setEditing] = useState(false);
  const [pricing, setPricing] = useState(false);
  const [improving, setImproving] = useState(false);
  const section = useRef<HTMLElement>(null);
  const inView = useInView(section);
  return (
    <section ref={section} className="column" aria-label={fill(words.column, { number, name: deployment })}>
      <ColumnHeader
        column={column}
        number={number}
        count={count}
        onEdit={() => setEditing(true)}
        onPrice={() => setPricing(true)}
        onImprove={() => setImproving(true)}
      />
      {ownPrompt !== null && (
        <textarea
          dir="auto"
          className="own-prompt"
          rows={2}
          aria-label={fill(words.ownPromptLabel, { number })}
          placeholder={words.isOwn}
          value={ownPrompt}
          onChange={({ target }) => changeColumn(id, { ownPrompt: target.value })}
        />
      )}
      <ColumnAnswer column={column} number={number} inView={inView} />
      <ColumnButton columnId={id} />
      <Measured columnId={id} />
      {pricing && (
        <PriceDialog connectionId={connectionId} deployment={deployment} onClose={() => setPricing(false)} />
      )}
      {editing && <Parameters column={column} number={number} onClose={() => setEditing(false)} />}
      {improving && <EditAnswer columnId={id} number={number} onClose={() => setImproving(false)} />}
    </section>
  );
});

function ColumnHeader(props: {
  column: ColumnSettings;
  number: number;
  count: number;
  onEdit: () => void;
  onPrice: () => void;
  onImprove: () => void;
}) {
  const { column, number, count, onEdit, onPrice, onImprove } = props;
  const { id, connectionId, deployment, modelId } = column;
  const state = useCompare(({ runs }) => runs[id]?.state ?? "ended");
  const hasText = useCompare(({ runs }) => (runs[id]?.text ?? "") !== "");
  const choice = { connectionId, deployment, ...(modelId !== null && { modelId }) };
  return (
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
        {state !== "ended" && words.states[state]}
      </span>
      <Menu
        label={fill(words.actions, { number })}
        items={[
          ...(hasText ? [{ label: words.copy, onSelect: () => copyAnswer(id) }] : []),
          ...(hasText && state === "ended"
            ? [
                { label: words.asChat, onSelect: () => void continueAsChat(id) },
                { label: strings.votes.edits.action, onSelect: onImprove },
              ]
            : []),
          { label: words.parameters, onSelect: onEdit },
          { label: strings.prices.menu, onSelect: onPrice },
          ...itemsOf(column, number, count),
        ]}
      >
        <Icon of={Ellipsis} />
      </Menu>
    </header>
  );
}

const copyAnswer = (columnId: string) =>
  void navigator.clipboard.writeText(useCompare.getState().runs[columnId]?.text ?? "");

function itemsOf(column: ColumnSettings, number: number, count: number): MenuItem[] {
  const { id, ownPrompt, connectionId, deployment, modelId } = column;
  const remove = () => {
    const { open } = useCompare.getState();
    if (open) arrange({ layout: open.layout.filter((one) => one.id !== id) });
  };
  const choice = { connectionId, deployment, ...(modelId !== null && { modelId }) };
  const sync =
    ownPrompt === null
      ? {
          label: words.ownPrompt,
          onSelect: () => changeColumn(id, { ownPrompt: useCompare.getState().open?.prompt ?? "" }),
        }
      : { label: words.synced, onSelect: () => changeColumn(id, { ownPrompt: null }) };
  return [
    sync,
    { label: words.duplicate, onSelect: () => addColumn(choice, column) },
    ...(number > 1 ? [{ label: words.moveLeft, onSelect: () => moveColumn(id, -1) }] : []),
    ...(number < count ? [{ label: words.moveRight, onSelect: () => moveColumn(id, 1) }] : []),
    { label: words.removeColumn, onSelect: remove },
  ];
}

function ColumnButton({ columnId }: { columnId: string }) {
  const busy = useCompare(({ runs }) => isBusy(runs[columnId]));
  return (
    <div className="row column-buttons">
      <button type="button" className="button" onClick={() => (busy ? stop(columnId) : void ask(columnId))}>
        {busy ? words.stopOne : words.askOne}
      </button>
    </div>
  );
}

function Parameters(props: { column: ColumnSettings; number: number; onClose: () => void }) {
  const { column, number, onClose } = props;
  const { id, systemPrompt, parameters } = column;
  return (
    <Dialog title={fill(words.parametersOf, { number })} onClose={onClose}>
      <div className="options-pane scroll">
        <OptionFields
          options={{ systemPrompt, parameters }}
          place={column}
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
