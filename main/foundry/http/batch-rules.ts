import { batchDetails, meantInBatches } from "./batch-words.ts";
import { plainCodes, plainWords } from "./plain-words.ts";
import { isOfRate, isRouteAbsent } from "./refusal-kinds.ts";
import type { SpecialMeaning } from "./special-meaning.ts";
import { trainingMeaning } from "./training-rules.ts";

/** What a refusal means of what is asked of batches and their files. */
export const batchMeaning: SpecialMeaning = (status, said, given, context) => {
  if (isRouteAbsent(status, said)) return null;
  const codes = `${said.code} ${said.kinds}`;
  const words = `${plainWords(given)} ${plainCodes(codes)}`;
  if (
    [400, 403, 409, 429].includes(status) &&
    /quotaExceeded|\bquota\b.{0,80}\b(?:files|batches)\b/i.test(words)
  )
    return { code: "batch_limit_reached" };
  const ofFiles = /\/files\b/.test(context.path);
  if ([400, 404, 409, 422, 429].includes(status) && !ofFiles) {
    const code = meantInBatches(codes, said.message);
    if (code !== null) return { code, more: batchDetails(code, said.message) };
  }
  if (status === 429 && isOfRate(words)) return null;
  if ([404, 410].includes(status)) return { code: "batch_not_found" };
  if (/\/cancel$/.test(context.path) && [400, 409, 422].includes(status))
    return { code: "batch_ended", more: { state: stateIn(plainWords(said.message)) } };
  return ofFiles ? trainingMeaning(status, said, given, context) : null;
};

const states = /\b(completed|failed|expired|cancell?ed|cancelling|finalizing)\b/i;

/** The state that a refusal names; empty where it names none. */
const stateIn = (message: string): string => states.exec(message)?.[1]?.toLowerCase() ?? "";
