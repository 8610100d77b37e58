import type { JudgeCertificate, JudgeMeasurement, JudgeStanding } from "../../../preload/contract/judges.ts";
import type { RecordOf } from "../files/format/records.ts";

type Estimate = RecordOf<"certificate">["estimates"][string];

/** A certificate as a report has it, and what rates are corrected by as long as it holds; null where it no longer does. */
export interface ReportedCertificate {
  record: Omit<RecordOf<"certificate">, "corrected">;
  holds: Pick<JudgeMeasurement, "passes"> | null;
}

/** What is known of the judges of an evaluation: certificates that hold, and those that were measured in it before a change. */
export function certificatesIn(
  standings: readonly JudgeStanding[],
  evaluationId: string,
): ReportedCertificate[] {
  return standings.flatMap(({ graderId, state, certificate }) => {
    const holds = state === "measured";
    if (!certificate || !(holds || certificate.evaluationId === evaluationId)) return [];
    const record = { ...recordOf(certificate), graderId, holds };
    return [{ record, holds: holds ? { passes: certificate.measurement.passes } : null }];
  });
}

function recordOf({ hash, measuredAt, measurement }: JudgeCertificate) {
  const { rows, agreement, consistency, position, length, ceiling } = measurement;
  const found: Record<string, Estimate | null | undefined> = {
    kappa: agreement?.kappa,
    ac1: agreement?.ac1,
    agreement: agreement?.raw,
    constant: agreement?.constant,
    ceiling,
    consistency: consistency?.same,
    position_bias: position?.bias,
    flips: position?.flips,
    length: length?.judge,
    length_person: length?.person,
  };
  const estimateOf = ({ value, low, high }: Estimate): Estimate => ({ value, low, high });
  return {
    kind: "certificate" as const,
    hash,
    at: measuredAt,
    counts: {
      rows,
      ...(agreement && { labels: agreement.labels }),
      ...(agreement?.fromVotes && { votes: agreement.fromVotes }),
    },
    estimates: Object.fromEntries(
      Object.entries(found).flatMap(([name, one]) => (one ? [[name, estimateOf(one)] as const] : [])),
    ),
    labels: (agreement?.recalls ?? []).map(({ label, recall }, place) => ({
      label,
      recall: recall && estimateOf(recall),
      judged: agreement?.table?.[place] ?? [],
    })),
  };
}
