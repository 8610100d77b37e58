import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs as words } from "../../../preload/strings/tuning-jobs.ts";

/** Where a job is, each thing once: a connection is named where a person has named it, since it is called like its resource and project otherwise. */
export function placeFacts(
  { resource, project }: Pick<TuningJob, "resource" | "project">,
  connection: string | null,
): string[] {
  const [label = ""] = resource.split(".");
  const places = [resource, label];
  const usual = [...places, ...places.map((place) => `${place} / ${project}`)];
  const isOwn = connection !== null && !usual.some((name) => isSame(name, connection));
  return [
    ...(isOwn ? [connection] : []),
    resource,
    ...(project === null ? [] : [fill(words.inProject, { project })]),
  ];
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
