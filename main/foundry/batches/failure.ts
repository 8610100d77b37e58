import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { diagnosisOf } from "../error.ts";
import { batchDetails, meantInBatches } from "../http/batch-words.ts";
import type { BatchFault, RemoteBatch } from "./rows.ts";

/**
 * Why a batch did not come to its end, by what it says of it: the first error that is known counts. Null for one that
 * has not failed or expired, also where all its lines did. Never throws.
 */
export function diagnoseBatch({ state, faults }: RemoteBatch): Diagnosis | null {
  if (state === "expired") return diagnosisOf("batch_expired");
  if (state !== "failed") return null;
  const meanings = faults.map((fault) => ({ fault, code: meantInBatches(fault.code, fault.message) }));
  const { fault, code } = meanings.find((one) => one.code !== null) ?? meanings[0] ?? {};
  if (fault === undefined) return diagnosisOf("batch_failed", { details: "" });
  const meant = code ?? "batch_failed";
  return diagnosisOf(meant, parametersOf(meant, fault), {
    status: 200,
    ...(fault.code !== "" && { code: fault.code }),
    message: fault.message || fault.code,
  });
}

function parametersOf(code: Parameters<typeof batchDetails>[0], fault: BatchFault): Record<string, string> {
  const details = batchDetails(code, fault.message);
  return fault.line === null ? details : { ...details, line: String(fault.line) };
}
