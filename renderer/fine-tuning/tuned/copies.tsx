import "./tuned.css";
import { useEffect, useState } from "react";
import type { CheckpointCopy } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { CopyButton } from "../../ui/copy.tsx";
import { DiagnosisView } from "../../ui/diagnosis.tsx";

const words = tunedModels.copy;
const looks = { copying: "live", done: "ok", failed: "danger" };

/** The copies of a job's checkpoints, with what each is called where it is. */
export function Copies({ jobId }: { jobId: string }) {
  const copies = useCopies(jobId);
  if (copies.length === 0) return null;
  return (
    <section aria-label={words.copies}>
      <h3>{words.copies}</h3>
      <ul className="copies small">
        {copies.map(({ id, destination, region, state, copiedModel, diagnosis }) => (
          <li key={id}>
            <span className={`status ${looks[state]}`}>{words.states[state]}</span>{" "}
            <span className="selectable">
              {destination.split("/").at(-1)}, {region}
            </span>
            {copiedModel !== null && (
              <span className="row">
                <span className="selectable grow">{fill(words.as, { model: copiedModel })}</span>
                <CopyButton isQuiet label={tunedModels.portal.copy} text={() => copiedModel} />
              </span>
            )}
            {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The newest first; followed as long as they are shown. */
function useCopies(jobId: string): CheckpointCopy[] {
  const [copies, setCopies] = useState<CheckpointCopy[]>([]);
  useEffect(() => {
    let isLeft = false;
    const read = async () => {
      const answer = await window.assay["tunedModels.copies"]({ jobId });
      if (!isLeft && answer.ok) setCopies(answer.data);
    };
    const stop = window.assay.on("tunedModels.copied", (copy) => {
      if (copy.jobId === jobId) void read();
    });
    void read();
    return () => {
      isLeft = true;
      stop();
    };
  }, [jobId]);
  return copies;
}
