import { Search } from "lucide-react";
import { useState } from "react";
import { answersText } from "../../preload/answers-text.ts";
import type { Connection } from "../../preload/contract/connections.ts";
import { beginningOf } from "../../preload/cut.ts";
import { modelNameLimit } from "../../preload/limits.ts";
import { speaks as speakWords } from "../../preload/strings/dialects.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { connectionActions, useConnections } from "../connections/index.ts";
import { matching, readDeployments, useDeploymentList } from "../targets/deployments.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { AskedConnection } from "./asked-connection.tsx";
import { Choice } from "./choice.tsx";
import type { StepProps } from "./step-props.ts";
import { connectionOf } from "./steps.ts";

const words = strings.guide.deployment;

/** Picks one of the deployed models. */
export function DeploymentStep(props: StepProps) {
  const connection = connectionOf(props.draft, useConnections(({ list }) => list) ?? []);
  return (
    <>
      <AskedConnection {...props} connection={connection} />
      {connection && <Deployed key={connection.id} {...props} connection={connection} />}
    </>
  );
}

function Deployed({ draft, onChange, connection }: StepProps & { connection: Connection }) {
  const { list, loading, diagnosis } = useDeploymentList(connection.id);
  const [search, setSearch] = useState("");
  const readAgain = () => void readDeployments(connection.id, true);
  const usable = (list?.deployments ?? []).filter(answersText);
  const rows = matching(usable, search);
  const trouble = diagnosis ?? (loading ? null : list?.diagnosis);
  /** A name that nobody has typed follows the deployment. */
  const pick = (deployment: string) => {
    const isFollowing = draft.name === "" || draft.name === draft.deployment;
    onChange({
      connectionId: connection.id,
      deployment,
      ...(isFollowing && { name: beginningOf(deployment, modelNameLimit) }),
    });
  };
  return (
    <>
      <div role="status">
        {loading && (
          <p className="muted">{fill(words.reading, { host: new URL(connection.endpoint).host })}</p>
        )}
      </div>
      {trouble && (
        <DiagnosisView
          diagnosis={trouble}
          place={`guide ${connection.id}`}
          on={connectionActions(connection.id, readAgain)}
        />
      )}
      {!loading && !trouble && usable.length === 0 && (
        <p className="row">
          {words.none}
          <button type="button" className="button" onClick={readAgain}>
            {words.again}
          </button>
        </p>
      )}
      {usable.length > 0 && (
        <>
          <label className="input">
            <Icon of={Search} size={14} />
            <span className="unseen">{words.search}</span>
            <input
              dir="auto"
              type="search"
              placeholder={words.search}
              value={search}
              onChange={({ target }) => setSearch(target.value)}
              onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            />
          </label>
          {rows.length === 0 && <p className="muted">{words.noMatch}</p>}
          <fieldset className="guide-choices" aria-label={words.list}>
            {rows.map(({ name, model, version, speaks }) => (
              <Choice
                key={name}
                group="deployment"
                checked={draft.connectionId === connection.id && draft.deployment === name}
                onPick={() => pick(name)}
                title={name}
              >
                {[model ?? words.unknownModel, version, speakWords[speaks.what]].filter(Boolean).join(", ")}
              </Choice>
            ))}
          </fieldset>
        </>
      )}
    </>
  );
}
