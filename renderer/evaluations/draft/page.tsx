import "../../ui/page.css";
import "../../ui/plan.css";
import "../../graders/graders.css";
import "./draft.css";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { titleLimit } from "../../../preload/limits.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { evaluations as words } from "../../../preload/strings/evaluations.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { useDatasets } from "../../datasets/index.ts";
import { counted } from "../../figures/counted.ts";
import { goTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { TitleField } from "../../ui/title-field.tsx";
import { Graders } from "../graders/section.tsx";
import {
  changeDraft,
  removeEvaluation,
  repeatEvaluation,
  startEvaluation,
  useEvaluations,
} from "../state.ts";
import { keepable } from "../whole.ts";
import { blocksOf, Card, goToCard } from "./card.tsx";
import { Data } from "./data.tsx";
import { Models } from "./models.tsx";
import { usePilot } from "./pilot.tsx";
import { Prompt } from "./prompt.tsx";
import { Run } from "./run.tsx";
import { useFaults } from "./use-faults.ts";
import { usePreview } from "./use-preview.ts";
import { useWeight, type WeightState } from "./use-weight.ts";

/** An evaluation as it is prepared: what it will do, and what there is to know before. */
export function DraftPage({ evaluation }: { evaluation: Evaluation }) {
  const { id, settings } = evaluation;
  const diagnosis = useEvaluations(({ diagnosis }) => diagnosis);
  const stamp = useStamp(evaluation);
  const state = useWeight(id, stamp);
  const preview = usePreview(id, stamp);
  const faults = useFaults(id, stamp);
  const fields = settings.data === null ? null : (preview?.fields ?? null);
  const isWhole = keepable(settings, null).isAll;
  const known = { fields, references: preview?.rows.map(({ reference }) => reference) ?? [] };
  return (
    <>
      <Header evaluation={evaluation} state={state} isWhole={isWhole} />
      {diagnosis && (
        <div className="notice page-notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
      <div className="plan-body">
        <div>
          <div className="plan-sections">
            <Data settings={settings} preview={preview} />
            <Models settings={settings} />
            <Prompt prompt={settings.prompt} fields={fields} />
            <Graders
              settings={settings}
              known={known}
              faults={faults}
              twins={settings.place.kind === "foundry" ? (state.weight?.twins ?? null) : null}
            />
            <Run settings={settings} fields={fields} />
          </div>
        </div>
        <Card evaluation={evaluation} state={state} isWhole={isWhole} />
      </div>
    </>
  );
}

/** Another text whenever what is known of a draft may be other: it, its rows, or its pilot. */
function useStamp({ id, settings: { data } }: Evaluation): string {
  const kept = useEvaluations(({ kept }) => kept);
  const dataset = useDatasets(({ list }) => list?.find((one) => one.id === data?.datasetId));
  const pilot = usePilot(id);
  return [kept, dataset?.version, dataset?.state, pilot?.id, pilot?.state].join(" ");
}

function Header(props: { evaluation: Evaluation; state: WeightState; isWhole: boolean }) {
  const { evaluation, state, isWhole } = props;
  const { id, name } = evaluation;
  const [isStarting, setStarting] = useState(false);
  const isReady = isWhole && state.weight !== null && blocksOf(state.weight).length === 0;
  const canStart = isReady && !isStarting;
  const start = async () => {
    setStarting(true);
    if (!(await startEvaluation(id))) setStarting(false);
  };
  const remove = async () => {
    if (await removeEvaluation(evaluation)) goTo("evaluations");
  };
  return (
    <header className="page-header">
      <div className="row wrap">
        <TitleField
          key={name}
          label={words.nameOf}
          value={name}
          maxLength={titleLimit}
          onChange={(name) => changeDraft({ name })}
        />
        <span className="grow" />
        <button
          type="button"
          className="button primary"
          aria-disabled={!canStart}
          aria-describedby={`start-${id}`}
          onClick={() => canStart && void start()}
        >
          {isStarting ? evaluationDrafts.starting : evaluationDrafts.start}
        </button>
        <Menu
          label={fill(words.menu, { name })}
          className="button square"
          items={[
            { label: words.duplicate, onSelect: () => void repeatEvaluation(id) },
            { label: words.remove, onSelect: () => void remove() },
          ]}
        >
          <Icon of={Ellipsis} />
        </Menu>
      </div>
      <p className="muted small" id={`start-${id}`}>
        {isReady || state.weight === null ? (
          hintText(state, isWhole)
        ) : (
          <button type="button" className="link" onClick={goToCard}>
            {hintText(state, isWhole)}
          </button>
        )}
      </p>
    </header>
  );
}

/** What a draft waits for. */
function hintText({ weight }: WeightState, isWhole: boolean): string {
  if (!isWhole) return evaluationDrafts.unfinished;
  if (weight === null) return evaluationDrafts.notKnown;
  const blocks = blocksOf(weight).length;
  return blocks === 0 ? evaluationDrafts.saved : counted(evaluationDrafts.blocked, blocks);
}
