import { trainingTypeOf } from "../../../preload/tuning-methods.ts";
import { segment } from "../endpoints/segment.ts";
import { addressOn, datedRoute, v1Route } from "../endpoints/tuning-routes.ts";
import { FoundryError, problem } from "../error.ts";
import { readOne, readPage } from "../http/documents.ts";
import { sendOn } from "../http/on-routes.ts";
import { readNothing, type Target } from "../http/send.ts";
import { asText, type JsonObject } from "../json.ts";
import {
  type CopiedTo,
  checkpointIn,
  copiesIn,
  eventIn,
  jobIn,
  type RemoteCheckpoint,
  type RemoteEvent,
  type RemoteJob,
} from "./rows.ts";

export type { CopiedTo, RemoteCheckpoint, RemoteEvent, RemoteJob };

export interface RemotePage<Row> {
  rows: Row[];
  /** What the next page begins after; null on the last. */
  after: string | null;
}

/** The fine-tuning jobs of a resource, or of a project. Each throws a FoundryError. */
export interface Jobs {
  /** Where a job is created: for the person to read. */
  address(): { url: string; keyHeader: "api-key" | "bearer" };
  create(body: Record<string, unknown>, signal?: AbortSignal): Promise<RemoteJob>;
  /** Newest first. */
  list(after: string | null, signal?: AbortSignal): Promise<RemotePage<RemoteJob>>;
  get(id: string, signal?: AbortSignal): Promise<RemoteJob>;
  /** Newest first. */
  events(id: string, after: string | null, signal?: AbortSignal): Promise<RemotePage<RemoteEvent>>;
  checkpoints(id: string, after: string | null, signal?: AbortSignal): Promise<RemotePage<RemoteCheckpoint>>;
  pause(id: string, signal?: AbortSignal): Promise<RemoteJob>;
  resume(id: string, signal?: AbortSignal): Promise<RemoteJob>;
  cancel(id: string, signal?: AbortSignal): Promise<RemoteJob>;
  remove(id: string, signal?: AbortSignal): Promise<void>;
  copy(
    id: string,
    checkpoint: string,
    to: { destination: string; region: string },
    signal?: AbortSignal,
  ): Promise<CopiedTo[]>;
  copies(id: string, checkpoint: string, signal?: AbortSignal): Promise<CopiedTo[]>;
}

export type CreateJobs = (target: Target) => Jobs;

/** Rows of a page that are asked for; services that know no such number give fewer. */
const pageRows = "100";

/** The jobs of a resource, or of a project where the endpoint is one. */
export const createJobs: CreateJobs = (target) => {
  const v1 = v1Route(target.endpoint);
  const dated = datedRoute(target.endpoint);
  const both = [v1, dated];
  const named = (name: string) => {
    const part = segment(name);
    if (part === null) throw problem("training_not_found", { name });
    return part;
  };
  const path = (id: string, rest = "") => `/fine_tuning/jobs/${named(id)}${rest}`;
  const post = (routes: typeof both, at: string, signal?: AbortSignal, body?: object) =>
    sendOn(target, routes, { path: at, method: "POST", ...(body && { body }), signal }, readOne(jobIn));
  const page = <Row>(
    at: string,
    understand: (row: JsonObject) => Row | null,
    after: string | null,
    signal?: AbortSignal,
  ) => {
    const query = { limit: pageRows, ...(after !== null && { after }) };
    return sendOn(target, both, { path: at, query, signal }, readPage(understand, after));
  };
  const copyPath = (id: string, checkpoint: string) => path(id, `/checkpoints/${named(checkpoint)}/copy`);

  return {
    address: () => ({ url: addressOn(v1, "/fine_tuning/jobs").href, keyHeader: v1.keyHeader }),
    create: (body, signal) =>
      post(both, "/fine_tuning/jobs", signal, body).catch((error: unknown) => {
        throw withRequest(error, body);
      }),
    list: (after, signal) => page("/fine_tuning/jobs", jobIn, after, signal),
    get: (id, signal) => sendOn(target, both, { path: path(id), signal }, readOne(jobIn)),
    events: (id, after, signal) => page(path(id, "/events"), eventIn, after, signal),
    checkpoints: (id, after, signal) => page(path(id, "/checkpoints"), checkpointIn, after, signal),
    pause: (id, signal) => post(both, path(id, "/pause"), signal),
    resume: (id, signal) => post(both, path(id, "/resume"), signal),
    cancel: (id, signal) => post(both, path(id, "/cancel"), signal),
    // On no other route (Azure OpenAI authoring specification).
    remove: (id, signal) =>
      sendOn(target, [dated], { path: path(id), method: "DELETE", signal }, readNothing),
    copy: (id, checkpoint, { destination, region }, signal) => {
      const body = { destinationResourceId: destination, region };
      const call = { path: copyPath(id, checkpoint), method: "POST" as const, body, signal };
      return sendOn(target, [v1], { ...call, headers: copyPreview }, readOne(copiesIn));
    },
    copies: (id, checkpoint, signal) =>
      sendOn(
        target,
        [v1],
        { path: copyPath(id, checkpoint), headers: copyPreview, signal },
        readOne(copiesIn),
      ),
  };
};

/** A refusal of the training type does not repeat what was sent. To choose Global is no remedy where that was refused. */
function withRequest(error: unknown, { model, trainingType }: Record<string, unknown>): unknown {
  if (!(error instanceof FoundryError) || error.diagnosis.code !== "training_type_refused") return error;
  const { parameters, remedies } = error.diagnosis;
  const sent = { model: asText(model), type: asText(trainingType) || (parameters.type ?? "") };
  const isGlobal = trainingTypeOf(sent.type) === "global";
  const left = isGlobal ? remedies.filter((remedy) => remedy !== "use_global") : remedies;
  return new FoundryError(
    { ...error.diagnosis, parameters: { ...parameters, ...sent }, remedies: left },
    error,
  );
}

/** The switch of the preview (Azure OpenAI v1 specification). */
const copyPreview = { "aoai-copy-ft-checkpoints": "preview" };
