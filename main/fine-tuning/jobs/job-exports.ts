import type { FileFilter } from "electron";
import type { Input } from "../../../preload/contract/index.ts";
import type { ResultTable } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningNotices as words } from "../../../preload/strings/tuning-notices.ts";
import { writeSafely } from "../../datasets/out/write-safely.ts";
import { fileNameOf } from "../../dialogs.ts";
import { problem } from "../../foundry/error.ts";
import type { JobReading } from "./job-reading.ts";
import type { JobStore } from "./job-store.ts";
import { nameOf } from "./job-views.ts";
import type { MetricStore } from "./metric-store.ts";
import { metricLines } from "./metric-table.ts";
import type { Results } from "./results.ts";

/** What came of jobs as tables and files. Those that write give the file's path, or null where the person picks none. */
export interface JobExports {
  resultFile(asked: Input<"tuningJobs.resultFile">): Promise<ResultTable>;
  metrics(id: string): Promise<string | null>;
  file(id: string, fileId: string): Promise<string | null>;
}

const csvFiles: FileFilter[] = [{ name: words.metricFiles, extensions: ["csv"] }];

/** `pickTarget` asks the person where a file goes. */
export function createJobExports(parts: {
  jobs: JobStore;
  metrics: MetricStore;
  results: Results;
  reading: Pick<JobReading, "source">;
  pickTarget(name: string, filters: FileFilter[]): Promise<string | null>;
}): JobExports {
  const { jobs, metrics, results, reading } = parts;
  const exportTo = async (name: string, write: (path: string) => Promise<void>): Promise<string | null> => {
    const path = await parts.pickTarget(fileNameOf(name, "csv"), csvFiles);
    if (path !== null) await write(path);
    return path;
  };
  /** Only files of the job are read by its page. Throws `not_found` for others. */
  const sourceOf = (id: string, fileId: string) => {
    if (!jobs.find(id).remote.resultFiles.includes(fileId)) throw problem("not_found");
    return reading.source(id, fileId);
  };
  return {
    resultFile: ({ id, fileId, from, count }) => results.table(sourceOf(id, fileId), from, count),
    metrics: async (id) => {
      const job = jobs.find(id);
      const columns = await metrics.points(job.number, null);
      return exportTo(fill(words.metrics, { name: nameOf(job) }), (path) =>
        writeSafely(path, async (write) => {
          for (const line of metricLines(columns)) await write(line);
        }),
      );
    },
    file: async (id, fileId) => {
      const { name } = jobs.find(id).files.find((file) => file.id === fileId) ?? { name: null };
      const source = sourceOf(id, fileId);
      return exportTo((name ?? fileId).replace(/\.\w{1,5}$/, ""), (path) => results.exportTo(source, path));
    },
  };
}
