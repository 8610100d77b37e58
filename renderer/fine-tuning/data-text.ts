import type { JobData } from "../../preload/contract/tuning-jobs.ts";
import { fill } from "../../preload/strings/fill.ts";
import { tuningJobs } from "../../preload/strings/tuning-jobs.ts";

const words = tuningJobs.settings;

/** A dataset's name with the version and the part of it that a job got. */
export const dataText = ({ name, version, part }: JobData): string =>
  part === null
    ? fill(words.dataset, { name, version })
    : fill(words.datasetPart, { name, version, part: words.parts[part] });
