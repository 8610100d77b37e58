import type { Dataset } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";

const words = strings.datasets;

/** What has ended between two states of the list, in a sentence; null where nothing has. */
export function endedJob(before: readonly Dataset[], after: readonly Dataset[]): string | null {
  for (const { id, job } of before) {
    const now = after.find((one) => one.id === id);
    if (!job || !now || now.job?.id === job.id) continue;
    const what = words.jobs[job.kind];
    if (job.phase === "stopping") return fill(words.stopped, { what, name: now.name });
    const { name, problem, leftOut } = now;
    if (problem === null && job.kind === "export" && leftOut > 0)
      return fill(counted(words.exportedWithout, leftOut), { name });
    return problem === null ? fill(words.ended[job.kind], { name }) : fill(words.endedBadly, { what, name });
  }
  return null;
}
