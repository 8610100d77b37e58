import type { RecordOf } from "../files/format/records.ts";
import type { KeptCertificate } from "./certificates.ts";

type Estimate = RecordOf<"certificate">["estimates"][string];

/** The certificates that were measured in an evaluation as a report has them, the newest of each judge. */
export function certificateRecords(
  all: readonly KeptCertificate[],
  evaluationId: string,
  graders: readonly { id: string }[],
): RecordOf<"certificate">[] {
  const own = all.filter((one) => one.evaluationId === evaluationId);
  return graders.flatMap(({ id }) => {
    const newest = own.find(({ graderId }) => graderId === id);
    return newest ? [recordOf(newest)] : [];
  });
}

function recordOf({ graderId, bound, measuredAt, measurement }: KeptCertificate): RecordOf<"certificate"> {
  const { rows, agreement, consistency, position, length } = measurement;
  const found: Record<string, Estimate | null | undefined> = {
    kappa: agreement?.kappa,
    ac1: agreement?.ac1,
    agreement: agreement?.raw,
    constant: agreement?.constant,
    consistency: consistency?.same,
    position_bias: position?.bias,
    flips: position?.flips,
    length: length?.judge,
  };
  const estimates = Object.entries(found).flatMap(([name, one]) =>
    one ? [[name, { value: one.value, low: one.low, high: one.high }] as const] : [],
  );
  return {
    kind: "certificate",
    graderId,
    hash: bound.hash,
    at: measuredAt,
    counts: { rows, ...(agreement && { labels: agreement.labels }) },
    estimates: Object.fromEntries(estimates),
  };
}
