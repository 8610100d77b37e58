import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Where the files of evaluations are in a profile's folder of them. */
export interface EvaluationPlaces {
  /** The file of an evaluation's rows and answers; its folder is made where it is not there. */
  file(id: string): string;
  /** Rows on their way from the dataset. */
  extracted(id: string): string;
  ids(): string[];
  /** Deletes all that is kept of an evaluation. Throws where a file is still open that cannot be deleted as long as it is. */
  remove(id: string): void;
}

/** Deletes a folder; waits a little where Windows still has a file of it open: a process that was ended may take a moment. */
const removeFolder = (path: string): void =>
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });

/** The places below a folder. `removeAll` deletes one of them. */
export function evaluationPlaces(folder: string, removeAll = removeFolder): EvaluationPlaces {
  const own = (id: string, name: string) => {
    mkdirSync(join(folder, id), { recursive: true, mode: 0o700 });
    return join(folder, id, name);
  };
  return {
    file: (id) => own(id, "results.db"),
    extracted: (id) => own(id, "rows.jsonl"),
    ids: () => {
      try {
        return readdirSync(folder).filter((name) => evaluationId.test(name));
      } catch {
        return [];
      }
    },
    remove: (id) => removeAll(join(folder, id)),
  };
}

const evaluationId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
