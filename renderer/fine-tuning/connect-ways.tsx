import { Plug } from "lucide-react";
import { tuningPlans } from "../../preload/strings/tuning-plans.ts";
import { trySandbox, useConnections } from "../connections/index.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";

const words = tuningPlans.overview;

/** The ways to a resource that can train; `onSandbox` is given the sandbox once it is there. */
export function ConnectWays(props: { onSandbox: (connectionId: string) => void; isFirst?: boolean }) {
  const { onSandbox, isFirst = false } = props;
  const { startingSandbox, sandboxDiagnosis } = useConnections();
  return (
    <>
      <div className={isFirst ? "row wrap center" : "row wrap"}>
        <a className={isFirst ? "button primary large" : "button"} href={linkTo("integrations")}>
          <Icon of={Plug} />
          {words.connect}
        </a>
        <button
          type="button"
          className={isFirst ? "button large" : "button"}
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
