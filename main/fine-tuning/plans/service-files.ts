import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { ServiceFile } from "../../../preload/contract/tuning-plans.ts";
import { FoundryError } from "../../foundry/error.ts";
import type { Files } from "../../foundry/files/files.ts";
import type { Jobs, RemoteJob } from "../../foundry/jobs/jobs.ts";
import { isOver, stateOf } from "../jobs/states.ts";
import { diagnosisFrom } from "./resource.ts";
import { everyJob } from "./resource-limits.ts";

/** The files that lie at resources. */
export interface ServiceFiles {
  /** The largest first. Throws a FoundryError. */
  list(connectionId: string): Promise<ServiceFile[]>;
  /** Deletes them one by one; each says why it could not be. Throws a FoundryError where none can be tried. */
  remove(
    connectionId: string,
    ids: readonly string[],
  ): Promise<{ id: string; diagnosis: Diagnosis | null }[]>;
}

/** `datasetOf` says whose rows a file has, `changed` is called when files are gone. */
export function openServiceFiles(parts: {
  files(connectionId: string): Promise<Files>;
  jobs(connectionId: string): Promise<Jobs>;
  datasetOf(connectionId: string, fileId: string): string | null;
  changed(connectionId: string): void;
}): ServiceFiles {
  const { files, jobs, datasetOf, changed } = parts;
  return {
    list: async (connectionId) => {
      const [found, named] = await Promise.all([
        (await files(connectionId)).list(),
        // Which jobs name a file is worth knowing, but not worth more than the list.
        jobs(connectionId)
          .then(everyJob)
          .catch((): RemoteJob[] => []),
      ]);
      return found
        .map(({ id, name, purpose, bytes, createdAt, status, details }) => {
          const own = named.filter((job) => filesOf(job).includes(id));
          return {
            ...{ id, name, purpose, bytes, createdAt, status, details },
            datasetId: datasetOf(connectionId, id),
            jobs: own.map((job) => job.id),
            isNeeded: own.some((job) => !isOver(stateOf(job.status))),
          };
        })
        .sort((one, other) => other.bytes - one.bytes || other.createdAt - one.createdAt);
    },
    remove: async (connectionId, ids) => {
      const client = await files(connectionId);
      const removed: { id: string; diagnosis: Diagnosis | null }[] = [];
      for (const id of ids) removed.push({ id, diagnosis: await removeOne(client, id) });
      changed(connectionId);
      return removed;
    },
  };
}

const filesOf = ({ trainingFile, validationFile, resultFiles }: RemoteJob) => [
  trainingFile,
  validationFile,
  ...resultFiles,
];

/** Null where the file is gone, also where it was before. */
async function removeOne(files: Files, id: string): Promise<Diagnosis | null> {
  try {
    await files.remove(id);
    return null;
  } catch (error) {
    const isGone = error instanceof FoundryError && error.diagnosis.raw?.status === 404;
    return isGone ? null : diagnosisFrom(error);
  }
}
