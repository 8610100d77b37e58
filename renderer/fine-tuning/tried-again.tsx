import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { explain } from "../../preload/strings/explain.ts";
import { triedAgain as words } from "../../preload/strings/tuning-notices.ts";
import { type Actions, DiagnosisView } from "../ui/diagnosis.tsx";

/** Why something waits that is tried again by itself, in a line, and all that is known of it folded away. */
export function TriedAgain({ diagnosis, on }: { diagnosis: Diagnosis; on?: Actions }) {
  return (
    <div className="small">
      <p className="status warn" role="status">
        {explain(diagnosis).title}. {words.text}
      </p>
      <details>
        <summary>{words.details}</summary>
        <DiagnosisView diagnosis={diagnosis} {...(on && { on })} />
      </details>
    </div>
  );
}
