import { Ellipsis } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { TwinOutlook } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationModel, EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { faultsAt, faultsBeside } from "../../graders/faults.ts";
import { Faults, TextField } from "../../graders/field.tsx";
import { type GraderView, ViewSwitch } from "../../graders/view-switch.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { isWhole } from "../whole.ts";
import { GraderForm } from "./form.tsx";
import { JsonView } from "./json-view.tsx";
import { TwinNote } from "./twin-note.tsx";

const longestName = 80;

/** Fields whose faults their forms show. */
const shown = [
  ...["name", "input", "expected", "reference", "pattern", "schema", "embeddings", "least", "most"],
  ...["rubric", "messages", "verdict", "source", "of", "grader", "mapping", "threshold"],
];

/** A grader that is edited: what it is called, whether the verdict is about it, and its fields or its JSON. */
export function GraderCard(props: {
  grader: EvaluationGrader;
  others: readonly EvaluationGrader[];
  models: readonly EvaluationModel[];
  place: EvaluationSettings["place"];
  /** How it would grade on Foundry; null where it does not run there, or that is not known yet. */
  twin: TwinOutlook | null;
  fields: readonly string[] | null;
  hasReference: boolean;
  faults: readonly GraderFault[];
  isMain: boolean;
  /** What can be done with it besides. */
  items: MenuItem[];
  onMain: () => void;
  onChange: (grader: EvaluationGrader) => void;
}) {
  const { grader, twin, isMain, items, faults, onMain, onChange, ...given } = props;
  const { id, name, kind } = grader;
  const [view, setView] = useState<GraderView>("form");
  const [isOpen, setOpen] = useState(true);
  const bodyId = useId();
  return (
    <section id={graderPlace(id)} className="grader-card" aria-label={fill(words.grader, { name })}>
      <div className="row wrap grader-card-head">
        <button
          type="button"
          className="grader-card-title"
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => setOpen(!isOpen)}
        >
          <b className="clip" dir="auto">
            {name}
          </b>
          {name !== words.kinds[kind] && <small className="muted">{words.kinds[kind]}</small>}
        </button>
        <span className="grow" />
        <label className="row small" title={words.mainHint}>
          <input type="radio" name="evaluation-lead" checked={isMain} onChange={onMain} />
          {words.main}
        </label>
        <Menu label={fill(words.menu, { name })} items={items}>
          <Icon of={Ellipsis} />
        </Menu>
      </div>
      {twin && <TwinNote twin={twin} />}
      <div id={bodyId} className="grader-card-body" hidden={!isOpen}>
        <div className="row wrap">
          <p className="muted small grow">{words.kindHints[kind]}</p>
          <ViewSwitch label={fill(words.view, { name })} view={view} onView={setView} />
        </div>
        {view === "json" ? (
          <JsonView grader={grader} faults={faults} onChange={onChange} />
        ) : (
          <>
            <TextField
              label={words.name}
              value={name}
              faults={faultsAt(faults, ["name"])}
              maxLength={longestName}
              onChange={(name) => onChange({ ...grader, name })}
            />
            <GraderForm grader={grader} path={[]} faults={faults} onChange={onChange} {...given} />
            <Faults
              faults={faultsBeside(
                faults,
                shown.map((field) => [field]),
              )}
            />
          </>
        )}
        <Unfinished grader={grader} />
      </div>
    </section>
  );
}

/** The id of a grader's element. */
export const graderPlace = (id: string): string => `grader-${id}`;

const Unfinished = ({ grader }: { grader: EvaluationGrader }): ReactNode =>
  isWhole(grader) ? null : <p className="status warn small">{words.unfinished}</p>;
