import { Plus } from "lucide-react";
import { useState } from "react";
import type { EvaluationGrader, GraderKind } from "../../../preload/contract/evaluation-graders.ts";
import type { TwinOutlook } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { useDeploymentChoices } from "../../connections/index.ts";
import type { Choice } from "../../targets/choice.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { PlanSection } from "../../ui/plan-section.tsx";
import { Removed } from "../../ui/removed.tsx";
import { places } from "../draft/places.ts";
import { freeName } from "../free-name.ts";
import { changeDraft } from "../state.ts";
import { GraderCard, graderPlace } from "./card.tsx";
import { moved, withGrader, withoutGrader } from "./changes.ts";
import { fittingKinds, hasReferences, newGrader, offeredKinds, type RowsKnown } from "./new-grader.ts";

/** What decides whether an answer is good. `faults` are by the ids of graders. */
export function Graders(props: {
  settings: EvaluationSettings;
  known: RowsKnown;
  faults: ReadonlyMap<string, readonly GraderFault[]>;
  /** How graders would grade on Foundry; null where they do not run there. */
  twins: readonly TwinOutlook[] | null;
}) {
  const { settings, known, faults, twins } = props;
  const { graders, lead } = settings;
  const [removed, setRemoved] = useState<EvaluationSettings | null>(null);
  const judge = useJudge(settings);
  const add = (kind: GraderKind) => {
    const grader = newGrader(kind, known, graders, judge);
    changeDraft({ graders: [...graders, grader] });
    focusOn(grader.id);
  };
  const duplicate = (grader: EvaluationGrader) => {
    const copy = { ...grader, id: crypto.randomUUID(), name: freeName(grader.name, graders) };
    changeDraft({ graders: graders.flatMap((one) => (one.id === grader.id ? [one, copy] : [one])) });
    focusOn(copy.id);
  };
  const remove = (grader: EvaluationGrader) => {
    setRemoved(settings);
    changeDraft(withoutGrader(settings, grader.id));
  };
  const removedName = removed?.graders.find(({ id }) => graders.every((one) => one.id !== id))?.name;
  return (
    <PlanSection id={places.graders} title={words.title} hint={words.hint}>
      {graders.length === 0 && known.fields !== null && <Fitting kinds={fittingKinds(known)} onAdd={add} />}
      {graders.map((grader, at) => (
        <GraderCard
          key={grader.id}
          grader={grader}
          others={graders.filter(({ id }) => id !== grader.id)}
          models={settings.models}
          place={settings.place}
          twin={twins?.find(({ graderId }) => graderId === grader.id) ?? null}
          fields={known.fields}
          hasReference={hasReferences(known)}
          faults={faults.get(grader.id) ?? []}
          isMain={lead === null ? at === 0 : lead === grader.id}
          items={[
            ...(at > 0
              ? [{ label: words.moveUp, onSelect: () => changeDraft(moved(settings, at, -1)) }]
              : []),
            ...(at < graders.length - 1
              ? [{ label: words.moveDown, onSelect: () => changeDraft(moved(settings, at, 1)) }]
              : []),
            { label: words.duplicate, onSelect: () => duplicate(grader) },
            { label: words.remove, onSelect: () => remove(grader) },
          ]}
          onMain={() => changeDraft({ lead: grader.id })}
          onChange={(next) => changeDraft({ graders: withGrader(graders, next) })}
        />
      ))}
      <Removed
        text={removedName === undefined ? null : fill(words.removed, { name: removedName })}
        undo={words.undo}
        onUndo={() => {
          if (removed) changeDraft({ graders: removed.graders, lead: removed.lead });
          setRemoved(null);
        }}
      />
      <div>
        <Menu
          label={words.add}
          className="button"
          items={offeredKinds(graders).map((kind) => ({
            id: kind,
            label: words.kinds[kind],
            onSelect: () => add(kind),
          }))}
        >
          <Icon of={Plus} />
          {words.add}
        </Menu>
      </div>
    </PlanSection>
  );
}

function Fitting({ kinds, onAdd }: { kinds: readonly GraderKind[]; onAdd: (kind: GraderKind) => void }) {
  return (
    <div className="row wrap">
      <span className="muted">{words.addFirst}</span>
      {kinds.map((kind) => (
        <button key={kind} type="button" className="button" onClick={() => onAdd(kind)}>
          {words.kinds[kind]}
        </button>
      ))}
    </div>
  );
}

/** A deployment that can judge and is none of those that are judged; null for none. */
function useJudge({ models }: EvaluationSettings): Choice | null {
  const choices = useDeploymentChoices().flatMap(({ options }) => options.map(({ choice }) => choice));
  const isJudged = ({ connectionId, deployment }: Choice) =>
    models.some((model) => model.connectionId === connectionId && model.deployment === deployment);
  return choices.find((choice) => !isJudged(choice)) ?? null;
}

/** Gives the name of a grader the focus once it is there. */
function focusOn(id: string): void {
  requestAnimationFrame(() => {
    const card = document.getElementById(graderPlace(id));
    card?.scrollIntoView({ block: "nearest" });
    card?.querySelector<HTMLElement>("input:not([type=radio])")?.focus({ preventScroll: true });
  });
}
