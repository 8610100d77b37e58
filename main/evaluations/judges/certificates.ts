import type { JudgeCertificate, JudgeChange, JudgeMeasurement } from "../../../preload/contract/judges.ts";
import { parseJson } from "../../foundry/json.ts";
import { judgeHash } from "../../graders/graders.ts";
import { keep } from "../../keep.ts";
import type { Database } from "../../storage/database.ts";
import { findingsOf, trustOf } from "./rules.ts";
import type { Judge } from "./steps.ts";

/** All that makes a judge the judge it is, part by part. Model and version are null where they are not known. */
export interface Bound {
  hash: string;
  deployment: string;
  model: string | null;
  version: string | null;
  messages: Judge["messages"];
  rubric: string;
  scale: Judge["verdict"];
  parameters: Pick<Judge, "temperature" | "maxTokens">;
}

/** What a certificate is bound to. Where the model is not known, the deployment stands for it. */
export function boundOf(judge: Judge, known: { model: string | null; version: string | null }): Bound {
  const { judge: deployed, messages, rubric, verdict, temperature, maxTokens } = judge;
  const deployment = JSON.stringify([deployed.connectionId, deployed.deployment]);
  const { model, version } = known;
  const hash = judgeHash(judge, { model: model ?? deployment, version });
  return {
    hash,
    deployment,
    model,
    version,
    messages,
    rubric,
    scale: verdict,
    parameters: { temperature, maxTokens },
  };
}

/**
 * What is other about a judge now; empty where it is the one that was measured. A model that is not known now is taken for
 * the one it was at the same deployment: a list that cannot be read proves nothing changed.
 */
export function changesBetween(before: Bound, now: Bound): JudgeChange[] {
  if (before.hash === now.hash) return [];
  const isSameDeployment = before.deployment === now.deployment;
  const isUnknown = isSameDeployment && (now.model === null || before.model === null);
  const changed: JudgeChange[] = [];
  if (!isUnknown && (before.model ?? before.deployment) !== (now.model ?? now.deployment))
    changed.push("model");
  else if (!isUnknown && before.version !== now.version) changed.push("version");
  for (const part of ["messages", "rubric", "scale", "parameters"] as const)
    if (JSON.stringify(before[part]) !== JSON.stringify(now[part])) changed.push(part);
  return changed.length > 0 || isUnknown ? changed : ["reply"];
}

/** What is kept of a measurement. */
export interface KeptCertificate {
  id: string;
  graderId: string;
  bound: Bound;
  name: string;
  deployment: string;
  evaluationId: string;
  evaluationName: string;
  measuredAt: number;
  measurement: JudgeMeasurement;
  /** Names of models in that evaluation that are the judge's own. */
  ownModels: string[];
}

/** A certificate as people read it, about the models of the evaluation that it is looked at for. */
export function certificateOf(kept: KeptCertificate, ownModels = kept.ownModels): JudgeCertificate {
  const { id, bound, name, deployment, evaluationId, evaluationName, measuredAt, measurement } = kept;
  const findings = findingsOf(measurement, ownModels);
  return {
    ...{ id, hash: bound.hash, name, deployment, model: bound.model, version: bound.version },
    ...{ evaluationId, evaluationName, measuredAt, measurement, findings },
    trust: trustOf(findings),
  };
}

/** The certificates of a profile. Writing throws `storage_failed`. */
export interface Certificates {
  /** Newest first. */
  all(): KeptCertificate[];
  /** In the place of the one of the same judge in the same evaluation. */
  put(certificate: KeptCertificate): void;
  /** Null brings it back. */
  setRemoved(id: string, at: number | null): void;
  purge(): void;
}

/** The certificates in the profile's database. */
export const openCertificates = (database: Database): Certificates => ({
  all: () =>
    database
      .prepare(
        "select certificate from judge_certificates where removed_at is null order by measured_at desc, id",
      )
      .all()
      .flatMap(({ certificate }) => (parseJson(String(certificate)) as KeptCertificate | null) ?? []),
  put: (certificate) =>
    void keep(() => {
      const { id, bound, evaluationId, measuredAt } = certificate;
      database
        .prepare("delete from judge_certificates where hash = ? and evaluation_id = ?")
        .run(bound.hash, evaluationId);
      database
        .prepare("insert into judge_certificates values (?, ?, ?, ?, ?, null)")
        .run(id, bound.hash, evaluationId, measuredAt, JSON.stringify(certificate));
    }),
  setRemoved: (id, at) =>
    void keep(() => {
      database.prepare("update judge_certificates set removed_at = ? where id = ?").run(at, id);
    }),
  purge: () => void keep(() => database.exec("delete from judge_certificates where removed_at is not null")),
});
