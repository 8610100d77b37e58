import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { endReconnect, reconnect, useIdentity } from "./identity-state.ts";
import { progress } from "./sign-in-step.tsx";
import { keyInstead } from "./state.ts";

const words = strings.integrations.microsoft;

/** Signing in again for a connection, above whatever needed it, which stays as it is. */
export function Reconnect() {
  const again = useIdentity(({ again }) => again);
  const diagnosis = useIdentity(({ diagnosis }) => diagnosis);
  const step = useIdentity(({ state }) => state?.signingIn ?? null);
  if (!again) return null;
  const { connectionId, then, stranger, owner } = again;
  const begin = (way: "window" | "browser") => void reconnect(connectionId, way, then);
  const connect = (
    <button type="button" className="button microsoft" onClick={() => begin("window")}>
      {words.connect}
    </button>
  );
  return (
    <Dialog title={words.connect} onClose={endReconnect}>
      <p role="status">{step ? progress[step] : !diagnosis && !stranger && words.opening}</p>
      {stranger && <p>{fill(words.stranger, { name: stranger, owner })}</p>}
      {diagnosis && (
        <DiagnosisView
          diagnosis={diagnosis}
          onHelp={endReconnect}
          on={{
            retry: () => begin("window"),
            connect_microsoft: () => begin("window"),
            use_browser: () => begin("browser"),
            use_key: () => {
              endReconnect();
              keyInstead(connectionId);
            },
          }}
        />
      )}
      <div className="row wrap end">
        {stranger && connect}
        {step === "waiting" && (
          <button type="button" className="button" onClick={() => begin("browser")}>
            {words.browser}
          </button>
        )}
        <button type="button" className="button" onClick={endReconnect}>
          {words.cancel}
        </button>
      </div>
    </Dialog>
  );
}
