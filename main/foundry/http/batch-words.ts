import type { RemoteEvaluationProblem } from "../../../preload/contract/remote-evaluation-problems.ts";
import { plainCodes, plainWords } from "./plain-words.ts";

/**
 * What is said about batches in the same words wherever it is said: in a refusal or by a batch that failed. First match
 * wins. Codes: Foundry, batch guide (August 2026); sentences: Microsoft Q&A 2285577 (tokens), stackoverflow.com by way
 * of volcengine.com/article/1001422 (deployments), openai-python#2084; those of the other codes are guessed.
 */
const rules: readonly [says: RegExp, code: RemoteEvaluationProblem][] = [
  [/tokenLimitExceeded|enqueued tokens?\b/i, "batch_tokens_enqueued"],
  [/urlMismatch|\burl\b.{0,80}(?:does not match|mismatch|not supported)/i, "batch_url_refused"],
  [
    /modelNotFound|model deployment\b.{0,120}does not exist|(?:sku|deployment(?: type)?)\b.{0,80}(?:not (?:a |an )?(?:global )?batch|not support(?:ed)?.{0,20}batch|batch.{0,40}not support)/i,
    "batch_deployment_refused",
  ],
  [/invalidJsonLine|duplicateCustomId|modelMismatch|invalidRequest/i, "batch_line_refused"],
  [/emptyFile|tooManyTasks|inputModified|inputNoPermissions|byte order mark|\bBOM\b/i, "batch_file_refused"],
];

/** What the code and the message of an error of a batch mean; null where they mean nothing that is known. */
export function meantInBatches(codes: string, message: string): RemoteEvaluationProblem | null {
  const words = `${plainCodes(codes)} ${plainWords(message)}`;
  return rules.find(([says]) => says.test(words))?.[1] ?? null;
}

/** What the words of such a diagnosis are filled with, as far as the message says it; empty texts for the rest. */
export function batchDetails(code: RemoteEvaluationProblem, message: string): Record<string, string> {
  const words = plainWords(message);
  switch (code) {
    case "batch_tokens_enqueued":
      return { limit: /limit(?: of|:)? ([\d.,]*\d(?: ?[KMB]\b)?)/i.exec(words)?.[1] ?? "" };
    case "batch_deployment_refused":
      return {
        valid: /valid deployments are '([^']*)'/i.exec(words)?.[1] ?? "",
        deployment: /deployment '([^']*)'/i.exec(words)?.[1] ?? "",
      };
    case "batch_line_refused":
      return { line: /\bline (\d+)/i.exec(words)?.[1] ?? "", details: message };
    default:
      return { details: message };
  }
}
