import type { Diagnosis, DiagnosisCode } from "../../../../preload/contract/diagnosis.ts";
import type { Grade, Grader } from "../../../../preload/contract/graders.ts";
import { diagnosisOf, FoundryError } from "../../../foundry/error.ts";
import { type Deployed, questionIn, type RowQuestion } from "../../../graders/graders.ts";
import type { Clock } from "../clock.ts";
import { type DeploymentStore, freshRow, type StoredDeployment } from "../deployments-store.ts";
import type { Raising } from "../raising.ts";
import { capacityOf, isDeveloper } from "../skus.ts";
import type { Said } from "./asking.ts";
import type { StoredCandidate, StoredTrial, TrialStore } from "./store.ts";

export interface RunParts {
  store: TrialStore;
  deployments: DeploymentStore;
  raising: Raising;
  ask(asked: Deployed, question: RowQuestion, position: number, signal: AbortSignal): Promise<Said>;
  /** Grades an answer here; a grader that is a model asks `judge`. `position` as in `Questions.ask`. */
  grade(
    grader: Grader,
    sample: string,
    item: Record<string, unknown>,
    judge: Deployed | null,
    position: number,
    signal: AbortSignal,
  ): Promise<Grade>;
  clock: Clock;
  changed(id: string): void;
}

/** Rows that one candidate is asked at the same time. */
const atOnce = 4;

/** Failures that the next candidate would have as well. */
const everybodys: readonly DiagnosisCode[] = [
  "role_missing",
  "access_refused",
  "sign_in_expired",
  "key_missing",
  "deploy_in_portal",
  "deploy_role_missing",
  "deploy_format_wrong",
  "deploy_type_refused",
  "deploy_quota_missing",
  "deploy_capacity_missing",
  "deploy_model_retired",
  "deploy_limit_reached",
  "azure_forbids",
  "azure_resource_gone",
];

/**
 * Tries the candidates of a trial one after another: deploys, waits until it answers, asks the rows, grades, and removes
 * the deployment whatever happened. What is written already is not done again. Throws the signal's reason where it was
 * stopped; what was deployed then is for `removeLeft`.
 */
export async function runTrial(parts: RunParts, id: string, signal: AbortSignal): Promise<Diagnosis | null> {
  const { store, deployments, raising, clock, changed } = parts;
  const trial = store.get(id);
  if (!trial) return null;
  const set = (number: number, state: StoredCandidate["state"], diagnosis: Diagnosis | null = null) => {
    store.setCandidate(id, number, state, diagnosis);
    changed(id);
  };

  /** Asks a candidate over what was made for it. Gives why it could not be; null where it was. */
  const deployed = async (candidate: StoredCandidate): Promise<Diagnosis | null> => {
    const { number } = candidate;
    const row = newDeployment(trial, candidate, deployments.ofTrial(id).length + 1, clock.now());
    deployments.add(row);
    set(number, "deploying");
    try {
      await raising.raise(row.id, signal);
      const raised = deployments.get(row.id);
      if (raised?.state !== "ready") return raised?.diagnosis ?? notMade(row.deployment, raised?.state ?? "");
      set(number, "asking");
      return await askRows(parts, trial, candidate, row, signal);
    } finally {
      // Stopped or ended with the app, somebody else removes it: `removeLeft`, now or at the next start.
      if (!signal.aborted) {
        set(number, "removing");
        await raising.remove(row.id, signal);
      }
    }
  };

  for (const candidate of store.candidates(id)) {
    if (["done", "failed", "skipped"].includes(candidate.state)) continue;
    signal.throwIfAborted();
    const { kind, number, model } = candidate;
    let diagnosis: Diagnosis | null;
    if (kind === "base") {
      set(number, "asking");
      diagnosis = await askRows(
        parts,
        trial,
        candidate,
        { connectionId: trial.connectionId, deployment: model },
        signal,
      );
    } else {
      diagnosis = await deployed(candidate);
    }
    signal.throwIfAborted();
    const isAsked = store.grades(id, number).size >= store.rowCount(id);
    set(number, isAsked && diagnosis === null ? "done" : "failed", diagnosis);
    if (diagnosis && kind !== "base" && everybodys.includes(diagnosis.code)) {
      for (const other of store.candidates(id)) if (other.state === "waiting") set(other.number, "skipped");
      return diagnosis;
    }
  }
  return null;
}

const notMade = (deployment: string, status: string): Diagnosis =>
  diagnosisOf("deployment_not_made", { deployment, status });

/** Asks a candidate all rows that it has not answered. Gives why that could not be done; null where it was. */
async function askRows(
  { store, ask, grade, changed }: RunParts,
  trial: StoredTrial,
  { number: candidate }: StoredCandidate,
  { connectionId, deployment }: Deployed,
  signal: AbortSignal,
): Promise<Diagnosis | null> {
  const { id, grader, judge } = trial;
  const known = new Set(
    store
      .answers(id)
      .flatMap((one) => (one.candidate === candidate && one.diagnosis === null ? [one.number] : [])),
  );
  const rows = store.rows(id).filter(({ number }) => !known.has(number));
  const failure = new AbortController();
  const both = AbortSignal.any([signal, failure.signal]);
  const askOne = async (position: number) => {
    for (let row = rows.shift(); row; row = rows.shift()) {
      const { number, text } = row;
      const question = questionIn(text);
      if (!question) continue;
      const said = await ask({ connectionId, deployment }, question, position, both);
      const graded =
        said.text === null
          ? null
          : await grade(grader, said.text, question.item, judge, atOnce + position, both);
      both.throwIfAborted();
      store.putAnswer(id, { candidate, number, text: said.text, grade: graded, diagnosis: said.diagnosis });
      changed(id);
    }
  };
  try {
    await Promise.all(
      Array.from({ length: atOnce }, async (_, position) => {
        try {
          await askOne(position);
        } catch (error) {
          failure.abort(error);
          throw error;
        }
      }),
    );
    return null;
  } catch (error) {
    signal.throwIfAborted();
    const reason = failure.signal.reason ?? error;
    if (reason instanceof FoundryError) return reason.diagnosis;
    throw reason;
  }
}

/** The deployment that is made for a candidate, under a name that nothing else has. */
function newDeployment(
  trial: StoredTrial,
  { model, step }: StoredCandidate,
  count: number,
  now: number,
): StoredDeployment {
  const { connectionId, jobId, format, sku, id: trialId } = trial;
  return freshRow({
    ...{ connectionId, model, jobId, step, format, sku, trialId, kind: "trial", version: "1" },
    deployment: `trial-${trialId.slice(0, 8)}-${count}`,
    capacity: capacityOf(format),
    // It ends long before anything is worth telling, unless it is left behind.
    warned: isDeveloper(sku) ? ["developer_ends"] : [],
    createdAt: now,
  });
}

/** Removes what a trial has deployed, as far as it is still there. */
export async function removeLeft(
  { deployments, raising }: Pick<RunParts, "deployments" | "raising">,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  for (const row of deployments.ofTrial(id)) if (row.state !== "gone") await raising.remove(row.id, signal);
}
