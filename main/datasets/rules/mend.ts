import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import { pathIn } from "../../../preload/row-text/path.ts";
import { parseJson } from "../../foundry/json.ts";
import type { Checker } from "./checker.ts";
import type { Mended } from "./rule.ts";
import { ruleOf } from "./rules.ts";

/** What a row becomes when one finding in it is put right; the finding has to be of this text. Changes nothing else. */
export function mend(text: string, finding: Finding): Mended {
  const rule = ruleOf(finding.rule);
  if (rule?.mend === undefined) return null;
  const mended = rule.mend({ text, value: parseJson(text), path: pathIn(finding.path), finding });
  if (mended === null || mended === text) return null;
  return mended === "remove" ? mended : { text: mended };
}

/** Repairs of one row, each of which is checked again. */
const stepLimit = 400;

/**
 * Puts right all that is found in a row and wanted, one after the other, as long as it helps: what a repair moves or
 * uncovers is found again. Null where nothing could be done.
 */
export function mendAll(
  text: string,
  checker: Pick<Checker, "row">,
  isWanted: (finding: Finding) => boolean,
): Mended {
  let now = text;
  /** A repair that another one takes back again would go on for ever. */
  const seen = new Set([text]);
  for (let step = 0; step < stepLimit; step += 1) {
    const next = firstMended(now, checker.row(now).filter(isWanted), seen);
    if (next === "remove") return "remove";
    if (next === null) break;
    now = next.text;
    seen.add(now);
  }
  return now === text ? null : { text: now };
}

/** The first repair that keeps the row; its removal only where there is none. */
function firstMended(text: string, findings: readonly Finding[], seen: ReadonlySet<string>): Mended {
  let isRemoved = false;
  for (const finding of findings) {
    const mended = mend(text, finding);
    if (mended === "remove") isRemoved = true;
    else if (mended !== null && !seen.has(mended.text)) return mended;
  }
  return isRemoved ? "remove" : null;
}
