import "../evaluations.css";
import "./judges.css";
import { Gavel, Trash2 } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { JudgeCertificate } from "../../../preload/contract/judges.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { judgeCertificates as words } from "../../../preload/strings/judge-certificates.ts";
import { attempting } from "../../calls.ts";
import { linkTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Removed } from "../../ui/removed.tsx";
import { Trust } from "./badge.tsx";
import { Certificate } from "./certificate.tsx";

/** All judges that have been measured. */
export function JudgesScreen() {
  const [all, setAll] = useState<JudgeCertificate[] | null>(null);
  const [removed, setRemoved] = useState<JudgeCertificate | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const attempt = useMemo(() => attempting(setDiagnosis), []);
  useEffect(() => {
    const read = async () => {
      const list = await attempt(window.assay["judges.list"](), "list");
      if (list) setAll(list);
    };
    void read();
    return window.assay.on("judges.changed", () => void read());
  }, [attempt]);
  const remove = async (certificate: JudgeCertificate) => {
    const done = await attempt(window.assay["judges.remove"]({ id: certificate.id }));
    if (done !== null) setRemoved(certificate);
  };
  const restore = async () => {
    if (!removed) return;
    const done = await attempt(window.assay["judges.restore"]({ id: removed.id }));
    if (done !== null) setRemoved(null);
  };
  return (
    <main className="screen">
      <div className="work" tabIndex={-1}>
        <div className="bar">
          <h1 className="grow">{words.title}</h1>
          <a className="button" href={linkTo("evaluations")}>
            {words.back}
          </a>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
        <section className="scroll judges-tab" aria-label={words.title} tabIndex={0}>
          {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
          {all === null && !diagnosis && <p className="muted">{words.reading}</p>}
          {all?.length === 0 && (
            <div className="empty">
              <Icon of={Gavel} size={32} />
              <h2>{words.none}</h2>
              <p className="evaluation-words">{words.noneText}</p>
            </div>
          )}
          {all && all.length > 0 && <p className="muted small judges-intro">{words.intro}</p>}
          {all?.map((certificate) => (
            <section key={certificate.id} className="judge-card" aria-label={certificate.name}>
              <header className="row wrap">
                <h2 dir="auto">
                  <a href={linkTo("evaluations", certificate.evaluationId)}>{certificate.name}</a>
                </h2>
                <Trust trust={certificate.trust} />
                <span className="grow" />
                <button type="button" className="button quiet" onClick={() => void remove(certificate)}>
                  <Icon of={Trash2} size={14} />
                  {words.remove}
                </button>
              </header>
              <Certificate certificate={certificate} />
            </section>
          ))}
        </section>
      </div>
      <Removed
        text={removed && fill(words.removed, { name: removed.name })}
        undo={words.undo}
        onUndo={() => void restore()}
      />
    </main>
  );
}
