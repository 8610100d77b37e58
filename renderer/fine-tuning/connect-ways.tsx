import { Plug } from "lucide-react";
import { tuningPlans } from "../../preload/strings/tuning-plans.ts";
import { trySandbox, useConnections } from "../connections/index.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";

const words = tuningPlans.overview;

/** The ways to a resource that can train; `onSandbox` is given the sandbox once it is there. */
export function ConnectWays({ onSandbox }: { onSandbox: (connectionId: string) => void }) {
  const { startingSandbox, sandboxDiagnosis } = useConnections();
  return (
    <>
      <div className="row wrap">
        <a className="button" href={linkTo("integrations")}>
          <Icon of={Plug} />
          {words.connect}
        </a>
        <button
          type="button"
          className="button"
          disabled={startingSandbox}
          onClick={() => void trySandbox(({ id }) => onSandbox(id))}
        >
          {startingSandbox ? words.startingSandbox : words.trySandbox}
        </button>
      </div>
      <p className="muted small">{words.sandboxHint}</p>
      {sandboxDiagnosis && <DiagnosisView diagnosis={sandboxDiagnosis} />}
    </>
  );
}
