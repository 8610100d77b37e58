import { useState } from "react";
import type { TuningCard, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { noteText } from "../../../preload/strings/card-note.ts";
import { strings } from "../../../preload/strings/en.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { useConnections } from "../../connections/index.ts";
import { counted } from "../../figures/counted.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { missingText, totalText } from "./card-cost.tsx";
import { deployAnswer } from "./card-model.tsx";
import { distinctNotes } from "./section.tsx";
import { startPlan, usePlans } from "./state.ts";

const words = tuningPlans.start;

/** Asks before a job starts: where it goes, with what, and what it costs. */
export function StartDialog(props: { plan: TuningPlan; card: TuningCard; onClose: () => void }) {
  const { plan, card, onClose } = props;
  const { place, model, data, cost } = card;
  const problems = distinctNotes(card.problems);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const diagnosis = usePlans(({ diagnosis }) => diagnosis);
  const endpoint = useConnections(
    ({ list }) => list?.find(({ id }) => id === plan.connectionId)?.endpoint ?? "",
  );
  const project = projectIn(endpoint);
  const go = async () => {
    setBusy(true);
    const isStarted = await startPlan(plan.id);
    setBusy(false);
    setFailed(!isStarted);
    if (isStarted) onClose();
  };
  const facts: [string, string][] = [
    [words.resource, place ? `${place.name} (${place.host})` : endpoint],
    ...(project === null ? [] : [[words.project, project] as [string, string]]),
    [words.model, plan.model ?? ""],
    [words.method, plan.method === null ? "" : tuningJobs.methods[plan.method]],
    [words.type, plan.trainingType === null ? "" : tuningPlans.types.names[plan.trainingType]],
    [words.data, data.training ? rowsText(data.training) : ""],
    [words.validation, data.validation ? rowsText(data.validation) : words.noValidation],
    [words.cost, totalText(cost) ?? missingText(cost)],
    ...(model ? [[words.deploy, deployAnswer(model, card.canDeploy)] as [string, string]] : []),
  ];
  return (
    <Dialog title={words.title} onClose={onClose}>
      <dl className="facts start-facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      <p>{place?.isSandbox ? words.sandbox : words.billed}</p>
      <p className="muted small">{words.seals}</p>
      {problems.length > 0 && (
        <div>
          <p className="status warn">{words.mayFail}</p>
          <ul className="card-notes small">
            {problems.map((note) => (
              <li key={noteText(note)}>{noteText(note)}</li>
            ))}
          </ul>
        </div>
      )}
      {hasFailed && diagnosis && <DiagnosisView diagnosis={diagnosis} onHelp={onClose} />}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {tuningPlans.cancel}
        </button>
        <button type="button" className="button primary" disabled={isBusy} onClick={() => void go()}>
          {isBusy ? words.starting : problems.length > 0 ? words.goAnyway : words.go}
        </button>
      </div>
    </Dialog>
  );
}

const rowsText = ({ name, rows, version }: { name: string; rows: number; version: number }) =>
  fill(words.rows, { name, rows: counted(strings.datasets.rows, rows), version });

/** The project that an endpoint names; null where it is a resource's. */
export const projectIn = (endpoint: string): string | null =>
  /\/api\/projects\/([^/?]+)/.exec(endpoint)?.[1] ?? null;
