import { readFileSync } from "node:fs";
import { diagnosisOf, FoundryError } from "../../../../main/foundry/error.ts";
import type { Files, RemoteFile, UploadState } from "../../../../main/foundry/files/files.ts";
import type { Jobs, RemoteJob } from "../../../../main/foundry/jobs/jobs.ts";
import type { DiagnosisCode } from "../../../../preload/contract/diagnosis.ts";

/** A failure as the service, or the way to it, gives it. */
export const failure = (code: DiagnosisCode, status?: number, message: string = code): FoundryError =>
  new FoundryError(diagnosisOf(code, {}, status === undefined ? undefined : { status, message }));

/** Calls of it, by name; what is to go wrong is said before each. */
export interface FakeService {
  files: Files;
  jobs: Jobs;
  stored: Map<string, RemoteFile & { text: string }>;
  created: { body: Record<string, unknown>; job: RemoteJob }[];
  calls: string[];
  /** Throws what is to go wrong with a call. `after` is asked when the service has done it, before its answer arrives. */
  before(call: string): void;
  after(call: string): void;
  /** A call that is never answered. */
  hangsAt: string | null;
  /** The state that a file gets, and what is said of it. */
  check(file: RemoteFile): Pick<RemoteFile, "status" | "details">;
  now(): number;
  /** Bytes of a part. */
  partBytes: number;
  hasParts: boolean;
  /** Milliseconds for which parts are valid. */
  partsLast: number;
}

const nobody = async (): Promise<never> => {
  throw new Error("Nobody asks for this");
};

/** A service in memory: it keeps files, checks them, creates jobs, and forgets parts after a while. */
export function fakeService(): FakeService {
  let number = 0;
  const uploads = new Map<string, { expiresAt: number; parts: Map<number, string> }>();
  const call = async <Value>(name: string, work: () => Value): Promise<Value> => {
    service.calls.push(name);
    if (service.hangsAt === name) await new Promise(() => {});
    service.before(name);
    const value = work();
    service.after(name);
    return value;
  };
  const add = (name: string, text: string): RemoteFile => {
    number += 1;
    const file = {
      ...{ id: `file-${number}`, name, purpose: "fine-tune", bytes: Buffer.byteLength(text) },
      ...{ createdAt: service.now(), status: "pending", details: null, text },
    };
    service.stored.set(file.id, file);
    return file;
  };
  const found = (id: string) => {
    const file = service.stored.get(id);
    if (!file) throw failure("route_not_found", 404);
    Object.assign(file, service.check(file));
    return file;
  };
  const files: Files = {
    list: () => call("list files", () => [...service.stored.values()]),
    get: (id) => call("get file", () => found(id)),
    remove: (id) => call("remove file", () => void service.stored.delete(found(id).id)),
    content: nobody as never,
    send: (name, { path, bytes }, { onProgress }) =>
      call("send", () => {
        onProgress(bytes);
        return add(name, readFileSync(path, "utf8"));
      }),
    sendParts: async (name, { path }, before, { signal, onPart, onProgress }) => {
      if (!service.hasParts) return null;
      const text = readFileSync(path, "utf8");
      const { partBytes } = service;
      const count = Math.ceil(text.length / partBytes);
      let state = before;
      if (state === null) {
        number += 1;
        const uploadId = `upload-${number}`;
        const expiresAt = service.now() + service.partsLast;
        uploads.set(uploadId, { expiresAt, parts: new Map() });
        state = { uploadId, expiresAt, partBytes, parts: Array.from({ length: count }, () => null) };
      }
      const kept = uploads.get(state.uploadId);
      if (!kept || kept.expiresAt <= service.now()) throw failure("upload_expired", 404);
      for (let part = 0; part < count; part += 1) {
        signal.throwIfAborted();
        if (state.parts[part]) continue;
        await call(`part ${part}`, () => {
          kept.parts.set(part, text.slice(part * partBytes, (part + 1) * partBytes));
        });
        const parts: UploadState["parts"] = state.parts.with(part, `part-${part}`);
        state = { ...state, parts };
        onPart(state);
        onProgress(kept.parts.size * partBytes);
      }
      return call("complete", () =>
        add(
          name,
          [...kept.parts.entries()]
            .sort(([a], [b]) => a - b)
            .map(([, one]) => one)
            .join(""),
        ),
      );
    },
  };
  const jobs = {
    address: () => ({
      url: "https://r.services.ai.azure.com/openai/v1/fine_tuning/jobs",
      keyHeader: "api-key",
    }),
    create: (body: Record<string, unknown>) =>
      call("create", () => {
        number += 1;
        const job = {
          ...{ id: `ftjob-${number}`, status: "pending", model: String(body.model), tunedModel: null },
          ...{ trainingFile: String(body.training_file), validationFile: null, resultFiles: [] },
          ...{ createdAt: service.now(), finishedAt: null, estimatedFinish: null, trainedTokens: null },
          ...{ error: null, method: null, hyperparameters: {}, suffix: (body.suffix as string) ?? null },
          ...{ seed: null, trainingType: null, grader: null, integrations: [] },
          metadata: (body.metadata as Record<string, string>) ?? {},
        } satisfies RemoteJob;
        service.created.push({ body, job });
        return job;
      }),
    list: () =>
      call("list jobs", () => ({ rows: service.created.map(({ job }) => job).toReversed(), after: null })),
  } as Partial<Jobs> as Jobs;
  const service: FakeService = {
    ...{ files, jobs, stored: new Map(), created: [], calls: [] },
    before: () => {},
    after: () => {},
    check: () => ({ status: "processed", details: null }),
    now: Date.now,
    hangsAt: null,
    partBytes: 500,
    hasParts: true,
    partsLast: 3_600_000,
  };
  return service;
}
