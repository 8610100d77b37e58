import { randomUUID } from "node:crypto";
import type { FoundEvaluation } from "../../preload/contract/evaluation-files.ts";
import type { EvaluationSummary } from "../../preload/contract/evaluations.ts";
import type { JudgeStanding } from "../../preload/contract/judges.ts";
import { evaluations as words } from "../../preload/strings/evaluations.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Datasets } from "../datasets/datasets.ts";
import type { MethodsOf } from "../feature.ts";
import { problem } from "../foundry/error.ts";
import type { Emit, Handlers } from "../ipc.ts";
import type { JobOptions, Workers } from "../processes/workers.ts";
import { newSeed } from "./drafts.ts";
import type { Evaluations } from "./evaluations.ts";
import { askedAgain } from "./files/again.ts";
import { evaluationExports } from "./files/exports/exports.ts";
import type { EvaluationHead } from "./files/format/head.ts";
import type { FileSource } from "./files/format/texts.ts";
import { type HeadParts, headOf } from "./head.ts";
import { certificatesIn } from "./judges/records.ts";
import { isOver } from "./list.ts";
import type { EvaluationPlaces } from "./places.ts";
import type { Work } from "./process/work.ts";

/** What files of evaluations are read and written with. */
export interface EvaluationFileParts {
  evaluations: Pick<Evaluations, "find" | "fileOf" | "keep" | "create">;
  datasets: Pick<Datasets, "gather" | "get">;
  places: EvaluationPlaces;
  readers: Workers<Work>;
  head: HeadParts;
  /** What is known of the judges of an evaluation. */
  standings(evaluationId: string): Promise<JudgeStanding[]>;
  emit: Emit;
  dialogs: {
    /** Asks for files to read; none where none was picked. */
    pick(): Promise<string[]>;
    /** Asks where to write; null where no place was picked. */
    target(name: string, extension: string): Promise<string | null>;
  };
}

/** What was found in files and is neither saved nor discarded. */
interface Waiting {
  sources: FileSource[];
  head: EvaluationHead;
  holds: EvaluationHead["holds"];
}

/** Evaluations as files. Calls are as the contract says. */
export function evaluationFileHandlers(
  parts: EvaluationFileParts,
): Pick<Handlers, MethodsOf<"evaluationFiles">> {
  const { evaluations, datasets, places, readers, emit, dialogs } = parts;
  const waiting = new Map<string, Waiting>();
  const underWay = new Set<AbortController>();

  /** Does something that can be cancelled, and tells how far it is. */
  const doing = async <Value>(work: (options: JobOptions) => Promise<Value>): Promise<Value> => {
    const abort = new AbortController();
    underWay.add(abort);
    try {
      return await work({
        signal: abort.signal,
        onProgress: (progress) => emit("evaluationFiles.progress", progress),
      });
    } finally {
      underWay.delete(abort);
      emit("evaluationFiles.progress", null);
    }
  };

  const look = async (sources: FileSource[]): Promise<FoundEvaluation> => {
    const { about, head } = await doing((options) => readers.job("found", { sources }, options));
    const found = { id: randomUUID(), ...about };
    waiting.set(found.id, { sources, head, holds: found.holds });
    return found;
  };

  /** What cannot be deleted now is when the app starts again. */
  const removeQuietly = (id: string) => {
    try {
      places.remove(id);
    } catch {}
  };

  const keepResults = async (sources: FileSource[]): Promise<EvaluationSummary> => {
    const id = randomUUID();
    const file = places.file(id);
    try {
      const { head, counts } = await doing((options) => readers.job("keep", { file, sources }, options));
      return evaluations.keep(head.settings, {
        ...{ id, counts, name: head.name, origin: head.origin },
        datasetName: head.dataset.name || null,
        startedAt: head.startedAt ?? head.createdAt,
        endedAt: head.endedAt,
      });
    } catch (error) {
      removeQuietly(id);
      throw error;
    }
  };

  /** A dataset of rows, which is read from then on, as the data of a draft. */
  const dataOf = (name: string, write: (path: string, options: JobOptions) => Promise<unknown>) => {
    const { id: datasetId } = datasets.gather(name, "evaluation", async (path, signal) => {
      await write(path, { signal, onProgress: () => {} });
    });
    return { datasetId, part: null, rows: null, seed: newSeed() };
  };

  const begun = ({ sources, head }: Waiting): EvaluationSummary =>
    evaluations.create({
      settings: {
        ...head.settings,
        data: dataOf(head.dataset.name || head.name, (path, options) =>
          readers.job("writeRows", { sources, path }, options),
        ),
      },
    });

  return {
    "evaluationFiles.pick": async () => {
      const paths = await dialogs.pick();
      return paths.length === 0 ? null : look(paths.map((path) => ({ path })));
    },
    "evaluationFiles.drop": ({ files }) => look(files),
    "evaluationFiles.save": async ({ id }) => {
      const one = waiting.get(id);
      if (!one) throw problem("not_found");
      const saved = one.holds === "results" ? await keepResults(one.sources) : begun(one);
      waiting.delete(id);
      return saved;
    },
    "evaluationFiles.discard": ({ id }) => void waiting.delete(id),
    "evaluationFiles.cancel": () => {
      for (const abort of underWay) abort.abort();
    },
    "evaluationFiles.export": async ({ id, format }) => {
      const one = evaluations.find(id);
      const file = evaluations.fileOf(id);
      const path = await dialogs.target(one.name, evaluationExports[format].extension);
      if (path === null) return null;
      const head = await headOf(one, parts.head);
      const certificates = certificatesIn(await parts.standings(id), id);
      const wanted = { file, head, certificates, isDone: isOver(one), format, path };
      return { path, seal: await doing((options) => readers.job("write", wanted, options)) };
    },
    "evaluationFiles.again": async ({ id, deployed }) => {
      const { name, settings, datasetName } = evaluations.find(id);
      const file = evaluations.fileOf(id);
      const data = dataOf(datasetName ?? name, (path, options) =>
        readers.job("writeAll", { file, path }, options),
      );
      return evaluations.create({
        settings: { ...askedAgain(settings, deployed), name: fill(words.again, { name }), data },
      });
    },
  };
}
