import type { Dataset } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.datasets;

/** What has ended between two states of the list, in a sentence; null where nothing has. */
export function endedJob(before: readonly Dataset[], after: readonly Dataset[]): string | null {
  for (const { id, job } of before) {
    const now = after.find((one) => one.id === id);
    if (!job || !now || now.job?.id === job.id) continue;
    if (job.phase === "stopping") return fill(words.stopped, { what: words.jobs[job.kind], name: now.name });
    return now.problem === null || now.problem.code === "dataset_left_out"
      ? fill(words.ended[job.kind], { name: now.name })
      : fill(words.endedBadly, { what: words.jobs[job.kind], name: now.name });
  }
  return null;
}
