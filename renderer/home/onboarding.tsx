import { FlaskConical } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { NewConnection, trySandbox, useConnections } from "../connections/index.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { welcome } from "./welcome.ts";

const words = strings.home;

/** The first start: connecting, which can be put off. */
export function Onboarding() {
  const { startingSandbox, sandboxDiagnosis } = useConnections();
  return (
    <div className="work">
      <div className="onboarding">
        <header className="grow">
          <h1>{words.firstTitle}</h1>
          <p className="muted">{words.firstText}</p>
        </header>
        <button
          type="button"
          className="button large"
          onClick={() => void trySandbox()}
          disabled={startingSandbox}
          title={words.trySandboxText}
        >
          <Icon of={FlaskConical} />
          {startingSandbox ? words.startingSandbox : words.trySandbox}
        </button>
        <button
          type="button"
          className="button large"
          onClick={() => void welcome()}
          title={strings.guide.home.skipText}
        >
          {strings.guide.home.skip}
        </button>
      </div>
      {sandboxDiagnosis && (
        <div className="notice">
          <DiagnosisView diagnosis={sandboxDiagnosis} />
        </div>
      )}
      {/* What is connected is shown on Home, with what can be done now. */}
      <NewConnection onConnected={() => void welcome()} />
    </div>
  );
}
