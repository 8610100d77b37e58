import { checkAccess, type Door } from "./access.ts";
import { listModels, listModelsV1 } from "./catalogue.ts";
import { changeDeployment } from "./changes.ts";
import { answerChat } from "./chat.ts";
import { isObject } from "./chat-request.ts";
import { Refused } from "./errors.ts";
import { type Exchange, readJson, sendJson } from "./exchange.ts";
import { faultNames, isFault, isStreamFault, management } from "./faults.ts";
import { createFile, deleteFile, listFiles, sendContent, showFile } from "./file-routes.ts";
import { cancelJob, createJob, listEvents, listJobs, showJob } from "./job-routes.ts";
import { listLegacy, listProject, showInProject } from "./lists.ts";
import {
  listAccountDeployments,
  listAccounts,
  listProjects,
  listRoleAssignments,
  listSubscriptions,
  listTenants,
} from "./management.ts";
import type { Resource } from "./resource.ts";
import { addPart, cancelUpload, completeUpload, startUpload } from "./upload-routes.ts";

interface Route {
  method: "GET" | "POST" | "DELETE";
  path: RegExp;
  door: Door;
  /** What `api-version` has to look like; null where none is needed. */
  version: RegExp | null;
  answer(exchange: Exchange, resource: Resource): void | Promise<void>;
}

const dated = /^\d{4}-\d{2}-\d{2}(-preview)?$/;
const project = /^(v1|\d{4}-\d{2}-\d{2}(-preview)?)$/;

export const projectPath = "/api/projects/sandbox";
const inProject = (rest: string) => new RegExp(`^${projectPath}${rest}$`);

const route = (
  method: Route["method"],
  path: RegExp,
  door: Door,
  version: RegExp | null,
  answer: Route["answer"],
): Route => ({ method, path, door, version, answer });

/** A route of files and jobs: under the project, on the resource's v1, and on its dated api-versions. */
const everywhere = (method: Route["method"], rest: string, answer: Route["answer"]): Route[] => [
  route(method, inProject(`/openai/v1${rest}`), "project", null, answer),
  route(method, new RegExp(`^/openai/v1${rest}$`), "resource", null, answer),
  route(method, new RegExp(`^/openai${rest}$`), "resource", dated, answer),
];

/** The service's routes (Foundry project reference, Azure OpenAI REST reference), then the sandbox's own. */
const routes: readonly Route[] = [
  route("GET", inProject("/deployments"), "project", project, listProject),
  route("GET", inProject("/deployments/(?<name>[^/]+)"), "project", project, showInProject),
  route("GET", inProject("/openai/v1/models"), "project", null, listModelsV1),
  route("POST", inProject("/openai/v1/chat/completions"), "project", null, answerChat),
  route("GET", /^\/openai\/deployments$/, "resource", dated, listLegacy),
  route("GET", /^\/openai\/models$/, "resource", dated, listModels),
  route("GET", /^\/openai\/v1\/models$/, "resource", null, listModelsV1),
  route(
    "POST",
    /^\/openai\/deployments\/(?<deployment>[^/]+)\/chat\/completions$/,
    "resource",
    dated,
    answerChat,
  ),
  route("POST", /^\/openai\/v1\/chat\/completions$/, "resource", null, answerChat),
  route("POST", /^\/models\/chat\/completions$/, "resource", dated, answerChat),
  route("GET", /^\/models\/info$/, "resource", dated, showInfo),
  ...everywhere("POST", "/files", createFile),
  ...everywhere("GET", "/files", listFiles),
  ...everywhere("GET", "/files/(?<id>[^/]+)", showFile),
  ...everywhere("DELETE", "/files/(?<id>[^/]+)", deleteFile),
  ...everywhere("GET", "/files/(?<id>[^/]+)/content", sendContent),
  ...everywhere("POST", "/fine_tuning/jobs", createJob),
  ...everywhere("GET", "/fine_tuning/jobs", listJobs),
  ...everywhere("GET", "/fine_tuning/jobs/(?<id>[^/]+)", showJob),
  ...everywhere("GET", "/fine_tuning/jobs/(?<id>[^/]+)/events", listEvents),
  ...everywhere("POST", "/fine_tuning/jobs/(?<id>[^/]+)/cancel", cancelJob),
  // By parts on the dated api-versions only (microsoft/azure-skills, large-file-uploads.md).
  route("POST", /^\/openai\/uploads$/, "resource", dated, startUpload),
  route("POST", /^\/openai\/uploads\/(?<id>[^/]+)\/parts$/, "resource", dated, addPart),
  route("POST", /^\/openai\/uploads\/(?<id>[^/]+)\/complete$/, "resource", dated, completeUpload),
  route("POST", /^\/openai\/uploads\/(?<id>[^/]+)\/cancel$/, "resource", dated, cancelUpload),
  route("GET", /^\/tenants$/, "management", dated, listTenants),
  route("GET", /^\/subscriptions$/, "management", dated, listSubscriptions),
  route(
    "GET",
    /^\/subscriptions\/(?<subscription>[^/]+)\/providers\/[^/]+\/accounts$/,
    "management",
    dated,
    listAccounts,
  ),
  route("GET", /^\/subscriptions\/.+\/accounts\/[^/]+\/projects$/, "management", dated, listProjects),
  route(
    "GET",
    /^\/subscriptions\/.+\/accounts\/[^/]+\/deployments$/,
    "management",
    dated,
    listAccountDeployments,
  ),
  route(
    "GET",
    /^\/subscriptions\/.+\/accounts\/[^/]+\/providers\/Microsoft\.Authorization\/roleAssignments$/,
    "management",
    dated,
    listRoleAssignments,
  ),
  route("GET", /^\/replay\/(?<name>[^/]+)$/, "resource", null, replayDocument),
  route("POST", /^\/sandbox\/faults$/, "resource", null, switchFault),
  route("GET", /^\/sandbox\/times$/, "resource", null, (exchange, { times }) =>
    sendJson(exchange, 200, { data: times.all() }),
  ),
  route("POST", /^\/sandbox\/deployments$/, "resource", null, changeDeployment),
];

/** Answers one request. Throws `Refused`; an unknown path, method or version is "Resource not found". */
export async function answer(exchange: Omit<Exchange, "parameters">, resource: Resource): Promise<void> {
  const { request, url } = exchange;
  for (const { method, path, door, version, answer } of routes) {
    const match = request.method === method ? path.exec(url.pathname) : null;
    if (!match) continue;
    if (version && !version.test(url.searchParams.get("api-version") ?? "")) break;
    checkAccess(request.headers, door, resource);
    const fault = resource.faults.of(door === "management" ? management : "*");
    if (fault && !isStreamFault(fault) && answer !== switchFault) throw new Refused(fault);
    return answer({ ...exchange, parameters: decoded(match.groups ?? {}) }, resource);
  }
  throw new Refused("resource-not-found");
}

function decoded(groups: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    throw new Refused("resource-not-found");
  }
}

/** `GET /models/info` tells of one model; of several deployments, as here, the first. */
function showInfo(exchange: Exchange, { deployments }: Resource): void {
  const [first] = deployments;
  if (!first) throw new Refused("resource-not-found");
  sendJson(exchange, 200, {
    model_name: first.model.name,
    model_type: "chat_completion",
    model_provider_name: first.model.publisher,
  });
}

function replayDocument(exchange: Exchange, { transcripts }: Resource): void {
  const found = transcripts.get(exchange.parameters.name ?? "");
  if (found?.kind !== "document") throw new Refused("resource-not-found");
  exchange.response.writeHead(found.status, found.headers).end(found.body);
}

/** `POST /sandbox/faults {"deployment","fault"}` switches one on, or off with null. */
async function switchFault(exchange: Exchange, { deployments, faults }: Resource): Promise<void> {
  const body = await readJson(exchange);
  const { deployment, fault } = isObject(body) ? body : {};
  if (deployment !== "*" && deployment !== management && !deployments.some(({ name }) => name === deployment))
    throw new Refused("invalid-value", {
      parameter: "deployment",
      expected: `*, ${management} or one of ${deployments.map(({ name }) => name).join(", ")}`,
    });
  if (fault !== null && !isFault(fault))
    throw new Refused("invalid-value", {
      parameter: "fault",
      expected: `null or one of ${faultNames.join(", ")}`,
    });
  faults.set(String(deployment), fault);
  sendJson(exchange, 200, { deployment, fault });
}
