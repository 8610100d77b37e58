import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Where the files of evaluations are in a profile's folder of them. */
export interface EvaluationPlaces {
  /** The file of an evaluation's rows and answers; its folder is made where it is not there. */
  file(id: string): string;
  /** Rows on their way from the dataset. */
  extracted(id: string): string;
  ids(): string[];
  /** Deletes all that is kept of an evaluation. */
  remove(id: string): void;
}

/** The places below a folder. */
export function evaluationPlaces(folder: string): EvaluationPlaces {
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
    remove: (id) => rmSync(join(folder, id), { recursive: true, force: true }),
  };
}

const evaluationId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
