import { useCallback, useEffect, useState } from "react";
import type { Connection } from "../../preload/contract/connections.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { TunableModel } from "../../preload/contract/tuning-plans.ts";
import { beginningOf } from "../../preload/cut.ts";
import { modelNameLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { dayText } from "../../preload/strings/list-date.ts";
import { connectionActions, useConnections } from "../connections/index.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { AskedConnection } from "./asked-connection.tsx";
import { Choice } from "./choice.tsx";
import type { StepProps } from "./step-props.ts";
import { connectionOf } from "./steps.ts";

const words = strings.guide.base;

/** Picks a base model among those that can be tuned at the connection. */
export function BaseStep(props: StepProps) {
  const connection = connectionOf(props.draft, useConnections(({ list }) => list) ?? []);
  return (
    <>
      <p className="muted">{strings.guide.source.customNote}</p>
      <AskedConnection {...props} connection={connection} />
      {connection && <Tunable key={connection.id} {...props} connection={connection} />}
    </>
  );
}

function Tunable({ draft, onChange, connection }: StepProps & { connection: Connection }) {
  const { id, endpoint } = connection;
  const [models, setModels] = useState<TunableModel[] | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const read = useCallback(async () => {
    setDiagnosis(null);
    const answer = await window.assay["tuningPlans.models"]({ connectionId: id, method: null });
    if (answer.ok) setModels(answer.data.filter(({ why }) => why === null));
    else setDiagnosis(answer.error.diagnosis);
  }, [id]);
  useEffect(() => void read(), [read]);
  const pick = (baseModel: string) => {
    const isFollowing = draft.name === "" || draft.name === draft.baseModel;
    onChange({
      connectionId: id,
      baseModel,
      ...(isFollowing && { name: beginningOf(baseModel, modelNameLimit) }),
    });
  };
  return (
    <>
      <div role="status">
        {!models && !diagnosis && (
          <p className="muted">{fill(words.reading, { host: new URL(endpoint).host })}</p>
        )}
        {models?.length === 0 && <p>{words.none}</p>}
      </div>
      {diagnosis && (
        <DiagnosisView
          diagnosis={diagnosis}
          place={`base models ${id}`}
          on={connectionActions(id, () => void read())}
        />
      )}
      {models && models.length > 0 && (
        <fieldset className="guide-choices" aria-label={words.list}>
          {models.map((one) => (
            <Choice
              key={one.id}
              group="base"
              checked={draft.connectionId === id && draft.baseModel === one.id}
              onPick={() => pick(one.id)}
              title={one.id}
            >
              {one.trainingEnds !== null && fill(words.until, { date: dayText(one.trainingEnds) })}
            </Choice>
          ))}
        </fieldset>
      )}
    </>
  );
}
