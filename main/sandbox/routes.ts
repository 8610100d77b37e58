import { checkAccess, type Door } from "./access.ts";
import { cancelBatch, createBatch, listBatches, showBatch } from "./batches/routes.ts";
import { listModels, listModelsV1 } from "./catalogue.ts";
import { changeDeployment } from "./changes.ts";
import { answerChat } from "./chat.ts";
import { setClock, switchFault } from "./controls.ts";
import { copyCheckpoint, listCopies } from "./copy-routes.ts";
import { deleteDeployment, putDeployment, showDeployment } from "./deploying.ts";
import { answerEmbeddings } from "./embeddings/routes.ts";
import { Refused } from "./errors.ts";
import { listEvaluators } from "./evals/evaluators.ts";
import {
  cancelRun,
  createEval,
  createRun,
  deleteEval,
  deleteRun,
  listEvals,
  listItems,
  listRuns,
  showEval,
  showRun,
} from "./evals/routes.ts";
import { type Exchange, sendJson } from "./exchange.ts";
import { isStreamFault, management } from "./faults.ts";
import { createFile, deleteFile, listFiles, sendContent, showFile } from "./file-routes.ts";
import { answerGrader, validateGrader } from "./graders/routes.ts";
import { answerImages } from "./images/routes.ts";
import { importFile } from "./imports.ts";
import {
  cancelJob,
  createJob,
  deleteJob,
  listCheckpoints,
  listEvents,
  listJobs,
  pauseJob,
  resumeJob,
  showJob,
} from "./job-routes.ts";
import { listLegacy, listProject, showInProject } from "./lists.ts";
import {
  listAccountDeployments,
  listAccounts,
  listProjects,
  listRegionModels,
  listRoleAssignments,
  listSubscriptions,
  listTenants,
  listUsages,
  showAccount,
} from "./management.ts";
import { answerMessages, countTokensOfMessages, refuseElsewhere } from "./messages/routes.ts";
import { listActivity, showOperation } from "./operations.ts";
import type { Resource } from "./resource.ts";
import {
  answerResponses,
  cancelResponse,
  countInputTokens,
  deleteResponse,
  listInputItems,
  showResponse,
} from "./responses/routes.ts";
import { addPart, cancelUpload, completeUpload, startUpload } from "./upload-routes.ts";

interface Route {
  method: "GET" | "POST" | "PUT" | "DELETE";
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

/** The only dated api-version that knows how to delete a job, to pause and to resume (authoring specification). */
const preview = /^2025-04-01-preview$/;

/** A route of files and jobs: under the project, on the resource's v1, and on its dated api-versions. */
const everywhere = (
  method: Route["method"],
  rest: string,
  answer: Route["answer"],
  versions = dated,
): Route[] => [
  ...onV1(method, rest, answer),
  route(method, new RegExp(`^/openai${rest}$`), "resource", versions, answer),
];

/** A route that no dated api-version has. */
const onV1 = (method: Route["method"], rest: string, answer: Route["answer"]): Route[] => [
  route(method, inProject(`/openai/v1${rest}`), "project", null, answer),
  route(method, new RegExp(`^/openai/v1${rest}$`), "resource", null, answer),
];

const copyPath = "/fine_tuning/jobs/(?<id>[^/]+)/checkpoints/(?<name>[^/]+)/copy";
const deploymentPath = /^\/subscriptions\/.+\/accounts\/[^/]+\/deployments\/(?<name>[^/]+)$/;
const locationPath = (rest: string) =>
  new RegExp(
    `^/subscriptions/(?<subscription>[^/]+)/providers/Microsoft\\.CognitiveServices/locations/(?<region>[^/]+)/${rest}$`,
  );

/** The service's routes (Foundry project reference, Azure OpenAI REST reference), then the sandbox's own. */
const routes: readonly Route[] = [
  route("GET", inProject("/deployments"), "project", project, listProject),
  route("GET", inProject("/deployments/(?<name>[^/]+)"), "project", project, showInProject),
  route("GET", inProject("/evaluators"), "project", project, listEvaluators),
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
  route(
    "POST",
    /^\/openai\/deployments\/(?<deployment>[^/]+)\/embeddings$/,
    "resource",
    dated,
    answerEmbeddings,
  ),
  route("POST", /^\/openai\/v1\/embeddings$/, "resource", null, answerEmbeddings),
  route("POST", inProject("/openai/v1/embeddings"), "project", null, answerEmbeddings),
  ...everywhere("POST", "/responses", answerResponses),
  ...everywhere("POST", "/responses/input_tokens", countInputTokens),
  ...everywhere("GET", "/responses/(?<id>[^/]+)", showResponse),
  ...everywhere("DELETE", "/responses/(?<id>[^/]+)", deleteResponse),
  ...everywhere("POST", "/responses/(?<id>[^/]+)/cancel", cancelResponse),
  ...everywhere("GET", "/responses/(?<id>[^/]+)/input_items", listInputItems),
  route("POST", /^\/anthropic\/v1\/messages$/, "anthropic", null, answerMessages),
  route("POST", /^\/anthropic\/v1\/messages\/count_tokens$/, "anthropic", null, countTokensOfMessages),
  ...(["GET", "POST", "DELETE"] as const).map((method) =>
    route(method, /^\/anthropic(\/|$)/, "anthropic", null, refuseElsewhere),
  ),
  route("POST", /^\/openai\/v1\/images\/generations$/, "resource", null, answerImages),
  route(
    "POST",
    /^\/openai\/deployments\/(?<deployment>[^/]+)\/images\/generations$/,
    "resource",
    dated,
    answerImages,
  ),
  route("POST", /^\/models\/embeddings$/, "resource", dated, answerEmbeddings),
  route("GET", /^\/models\/info$/, "resource", dated, showInfo),
  ...everywhere("POST", "/files", createFile),
  ...everywhere("GET", "/files", listFiles),
  ...everywhere("GET", "/files/(?<id>[^/]+)", showFile),
  ...everywhere("DELETE", "/files/(?<id>[^/]+)", deleteFile),
  ...everywhere("GET", "/files/(?<id>[^/]+)/content", sendContent),
  ...everywhere("POST", "/batches", createBatch),
  ...everywhere("GET", "/batches", listBatches),
  ...everywhere("GET", "/batches/(?<id>[^/]+)", showBatch),
  ...everywhere("POST", "/batches/(?<id>[^/]+)/cancel", cancelBatch),
  ...everywhere("POST", "/fine_tuning/jobs", createJob),
  ...everywhere("GET", "/fine_tuning/jobs", listJobs),
  ...everywhere("GET", "/fine_tuning/jobs/(?<id>[^/]+)", showJob),
  ...everywhere("GET", "/fine_tuning/jobs/(?<id>[^/]+)/events", listEvents),
  ...everywhere("GET", "/fine_tuning/jobs/(?<id>[^/]+)/checkpoints", listCheckpoints),
  ...everywhere("POST", "/fine_tuning/jobs/(?<id>[^/]+)/cancel", cancelJob),
  ...everywhere("POST", "/fine_tuning/jobs/(?<id>[^/]+)/pause", pauseJob, preview),
  ...everywhere("POST", "/fine_tuning/jobs/(?<id>[^/]+)/resume", resumeJob, preview),
  route("DELETE", /^\/openai\/fine_tuning\/jobs\/(?<id>[^/]+)$/, "resource", preview, deleteJob),
  ...onV1("POST", copyPath, copyCheckpoint),
  ...onV1("GET", copyPath, listCopies),
  ...everywhere("POST", "/fine_tuning/alpha/graders/run", answerGrader, preview),
  ...everywhere("POST", "/fine_tuning/alpha/graders/validate", validateGrader, preview),
  ...everywhere("POST", "/evals", createEval, preview),
  ...everywhere("GET", "/evals", listEvals, preview),
  ...everywhere("GET", "/evals/(?<id>[^/]+)", showEval, preview),
  ...everywhere("DELETE", "/evals/(?<id>[^/]+)", deleteEval, preview),
  ...everywhere("POST", "/evals/(?<id>[^/]+)/runs", createRun, preview),
  ...everywhere("GET", "/evals/(?<id>[^/]+)/runs", listRuns, preview),
  ...everywhere("GET", "/evals/(?<id>[^/]+)/runs/(?<run>[^/]+)", showRun, preview),
  ...everywhere("POST", "/evals/(?<id>[^/]+)/runs/(?<run>[^/]+)", cancelRun, preview),
  ...everywhere("DELETE", "/evals/(?<id>[^/]+)/runs/(?<run>[^/]+)", deleteRun, preview),
  ...everywhere("GET", "/evals/(?<id>[^/]+)/runs/(?<run>[^/]+)/output_items", listItems, preview),
  route("POST", /^\/openai\/files\/import$/, "resource", dated, importFile),
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
  route("GET", deploymentPath, "management", dated, showDeployment),
  route("PUT", deploymentPath, "management", dated, putDeployment),
  route("DELETE", deploymentPath, "management", dated, deleteDeployment),
  route("GET", locationPath("models"), "management", dated, listRegionModels),
  route("GET", locationPath("usages"), "management", dated, listUsages),
  route("GET", locationPath("operationResults/(?<operation>[^/]+)"), "management", dated, showOperation),
  route(
    "GET",
    /^\/subscriptions\/(?<subscription>[^/]+)\/providers\/Microsoft\.Insights\/eventtypes\/management\/values$/,
    "management",
    dated,
    listActivity,
  ),
  route("GET", /^\/subscriptions\/.+\/accounts\/[^/]+$/, "management", dated, showAccount),
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
  route("POST", /^\/sandbox\/clock$/, "resource", null, setClock),
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
