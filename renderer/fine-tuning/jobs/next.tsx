import { useEffect, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { TunedDeployment } from "../../../preload/contract/tuned-models.ts";
import type { OpenTuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { taskLimit } from "../../../preload/limits.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { goTo } from "../../route.ts";
import { readDeployments, useDeployments } from "../../targets/deployments.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { baseDeployments } from "../tuned/base-deployments.ts";
import { DeployDialog } from "../tuned/deploy-dialog.tsx";
import { RegisterDialog } from "../tuned/register-dialog.tsx";
import { followTunedModels, useTunedModels } from "../tuned/state.ts";
import { TrialDialog } from "../tuned/trial-dialog.tsx";

const words = tuningJobs.next;

/** Where a job that has succeeded leads: its checkpoints, a deployment, a comparison with its base, a model of one's own. */
export function Next({ open }: { open: OpenTuningJob }) {
  const { job } = open;
  const [shown, setShown] = useState<"try" | "deploy" | "register" | null>(null);
  const [said, setSaid] = useState("");
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const { tuned, base } = useBoth(job);
  const registered = tuned?.registeredAs ?? null;
  const compare = async (isBlind: boolean) => {
    if (!tuned || base === null) return;
    const task = isBlind ? beginningOf(job.name, taskLimit) : null;
    const id = await comparing(job.id, [tuned, base], task, setDiagnosis);
    if (id !== null) goTo("compare", id);
  };
  const evaluate = async () => {
    if (!tuned || tuned.connectionId === null) return;
    const { connectionId, deployment } = tuned;
    const begun = await window.assay["evaluationPlans.ofTuned"]({ connectionId, deployment });
    setDiagnosis(begun.ok ? null : begun.error.diagnosis);
    if (begun.ok) goTo("evaluations", begun.data.id);
  };
  const onClose = () => setShown(null);
  return (
    <section className="panel card" aria-labelledby="job-next">
      <h2 id="job-next">{words.title}</h2>
      <div className="next-ways">
        <Way
          text={words.tryText}
          action={tuningJobs.checkpoints.try}
          isPrimary
          onGo={() => setShown("try")}
        />
        <Way text={words.deployText} action={words.deploy} onGo={() => setShown("deploy")} />
        <Way
          text={words.compareText}
          action={words.compare}
          not={tuned && base !== null ? null : words.compareNot}
          onGo={() => void compare(true)}
          other={{ action: words.compareNamed, onGo: () => void compare(false) }}
        />
        <Way
          text={words.evaluateText}
          action={words.evaluate}
          not={tuned && base !== null ? null : words.compareNot}
          onGo={() => void evaluate()}
        />
        {registered ? (
          <Way text={words.registeredText} action={words.openModel} onGo={() => goTo("models", registered)} />
        ) : (
          <Way
            text={words.registerText}
            action={words.register}
            not={tuned ? null : words.registerNot}
            onGo={() => setShown("register")}
          />
        )}
      </div>
      <p className="muted small" role="status">
        {said}
      </p>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      {shown === "try" && <TrialDialog open={open} onClose={onClose} />}
      {shown === "deploy" && job.tunedModel !== null && (
        <DeployDialog job={job} model={job.tunedModel} step={null} onClose={onClose} />
      )}
      {shown === "register" && tuned && (
        <RegisterDialog
          deployment={tuned}
          onDone={(name) => setSaid(fill(words.registered, { name }))}
          onClose={onClose}
        />
      )}
    </section>
  );
}

function Way(props: {
  text: string;
  action: string;
  /** Why it cannot be done yet. */
  not?: string | null;
  isPrimary?: boolean;
  onGo: () => void;
  /** The same in another way. */
  other?: { action: string; onGo: () => void };
}) {
  const { text, action, not = null, isPrimary = false, onGo, other } = props;
  return (
    <div>
      <p className="small">
        {text} {not !== null && <span className="muted">{not}</span>}
      </p>
      <span className="row wrap">
        <button
          type="button"
          className={isPrimary ? "button primary" : "button"}
          disabled={not !== null}
          onClick={onGo}
        >
          {action}
        </button>
        {other && not === null && (
          <button type="button" className="button quiet" onClick={other.onGo}>
            {other.action}
          </button>
        )}
      </span>
    </div>
  );
}

/** A deployment of the job's model that answers, the final one first, and one of its base; null where there is none. */
function useBoth({ id, connectionId, model, tunedModel }: OpenTuningJob["job"]) {
  useEffect(followTunedModels, []);
  useEffect(() => {
    if (connectionId !== null) void readDeployments(connectionId);
  }, [connectionId]);
  const list = useTunedModels(({ list }) => list);
  const deployments = useDeployments(({ lists }) => lists[connectionId ?? ""]?.list?.deployments);
  const ready = (list ?? []).filter(
    (one) => one.jobId === id && one.state === "ready" && one.connectionId !== null && one.kind !== "trial",
  );
  const tuned: TunedDeployment | null = ready.find((one) => one.model === tunedModel) ?? ready[0] ?? null;
  const base = baseDeployments(deployments ?? [], model)[0]?.name ?? null;
  return { tuned, base: base === null || connectionId === null ? null : { connectionId, deployment: base } };
}

/**
 * Makes a comparison of deployments under the system message that a job's rows share, blind where it is for a task. Gives
 * its id, or null, and then shows why.
 */
async function comparing(
  jobId: string,
  deployments: readonly { connectionId: string | null; deployment: string }[],
  task: string | null,
  show: (diagnosis: Diagnosis | null) => void,
): Promise<string | null> {
  const shared = await window.assay["tuningJobs.prompt"]({ id: jobId });
  const made = shared.ok ? await window.assay["comparisons.create"]() : shared;
  const systemPrompt = shared.ok ? shared.data : "";
  const columns = deployments.flatMap(({ connectionId, deployment }) =>
    connectionId === null
      ? []
      : [
          {
            id: crypto.randomUUID(),
            connectionId,
            deployment,
            modelId: null,
            systemPrompt,
            parameters: {},
            ownPrompt: null,
          },
        ],
  );
  const arranged = made.ok
    ? await window.assay["comparisons.arrange"]({ id: made.data.id, columns, prompt: "" })
    : made;
  const voted =
    arranged.ok && task !== null
      ? await window.assay["votes.arrange"]({ comparisonId: arranged.data.id, isBlind: true, task })
      : arranged;
  show(voted.ok ? null : voted.error.diagnosis);
  return arranged.ok && voted.ok ? arranged.data.id : null;
}
