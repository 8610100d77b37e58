import type { Dataset, DatasetJob } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";

const words = strings.datasets;

/** How a dataset stands, in a word or two, with the look of its status. */
export function standingOf({ state, job, findings, problem }: Dataset): { look: string; word: string } {
  if (job) return { look: "live", word: words.jobs[job.kind] };
  if (state !== "ready")
    return { look: state === "interrupted" ? "warn" : "unknown", word: words.states[state] };
  // What failed is told on its page; what was found before holds still.
  if (problem && !findings) return { look: "danger", word: words.states.failed };
  if (!findings) return { look: "unknown", word: words.states.unchecked };
  if (findings.blocks > 0) return { look: "danger", word: counted(words.blocks, findings.blocks) };
  // Such as too few rows: nothing that a row could be mended for.
  if (findings.whole > 0) return { look: "danger", word: words.states.unfit };
  if (findings.warns > 0) return { look: "warn", word: counted(words.warns, findings.warns) };
  return { look: "ok", word: words.states.fit };
}

/** How much of its phase a job has done, from 0 to 1; null where that is not known. */
export const shareOf = ({ done, total }: DatasetJob): number | null =>
  total === null || total <= 0 ? null : Math.min(1, done / total);

/** The same in words; empty where it is not known. */
export function percentOf(job: DatasetJob): string {
  const share = shareOf(job);
  return share === null ? "" : fill(words.percent, { percent: Math.floor(share * 100) });
}
