import { z } from "zod";
import type { Deployment, ListRoute } from "../../../preload/contract/deployments.ts";
import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { linked } from "../endpoints/credentials.ts";
import { projectBase, resourceBase } from "../endpoints/parse.ts";
import { diagnosisOf, FoundryError, problem } from "../error.ts";
import { type Call, readJson, send, type Target } from "../http/send.ts";
import { listAccountDeployments, type Management } from "./arm.ts";
import { listModels, modelsCall } from "./local-servers.ts";
import { fromLegacy, fromProject, joinRows, type Listed, type Row } from "./rows.ts";

/** A page of either list: the project's has `value`, the legacy one `data`, and gateways mix them up. */
const page = z
  .object({
    value: z.array(z.unknown()).optional(),
    data: z.array(z.unknown()).optional(),
    nextLink: z.string().nullish().catch(null),
  })
  .transform(({ value, data, nextLink }) => ({ items: value ?? data, nextLink }));

/** The versions under which the legacy list is known to answer; the documents disagree on which one lasts. */
const legacyVersions = ["2023-03-15-preview", "2024-10-21"];
/** Pages that are followed at most; a list of more goes in circles. */
const pageLimit = 100;
/** Rows a list may have: a resource holds a few dozen deployments (Foundry quotas and limits). */
const rowLimit = 10_000;

/**
 * What is deployed, from the routes that answer, joined by name and sorted by it. A route that broke off after its
 * first page counts with what it gave, and says why it stopped. A deployment that a person `named` is always there, also
 * where nothing is listed. Azure Resource Manager is asked too where the resource is known to it: its word on the status
 * counts.
 * Throws the most telling failure when none answers, `no_list` where no route exists, `cancelled` when the signal aborts.
 */
export async function listDeployments(
  target: Target,
  {
    named = null,
    management = null,
    signal,
  }: { named?: string | null; management?: Managed | null; signal?: AbortSignal } = {},
): Promise<{ deployments: Deployment[]; routes: ListRoute[] }> {
  const isLocalServer = target.endpoint.kind === "local_server";
  const project = projectBase(target.endpoint);
  const projectUrl = project === null ? null : new URL(`${project}/deployments?api-version=v1`);
  const legacyUrl = new URL(`${resourceBase(target.endpoint)}/openai/deployments`);
  const models = modelsCall(target.endpoint);
  const answers = await Promise.all([
    ...(models === null
      ? []
      : [collect(isLocalServer ? "local_server" : "models", models.url, modelPages(target, models, signal))]),
    ...(management === null
      ? []
      : [collect("management", managedUrl(management), managed(management, signal))]),
    ...(projectUrl === null
      ? []
      : [collect("project", projectUrl, projectPages(target, projectUrl, signal))]),
    ...(isLocalServer ? [] : [collect("legacy", legacyUrl, legacyPages(target, legacyUrl, signal))]),
  ]);
  if (signal?.aborted) throw problem("cancelled");
  const routes = answers.map(({ route }) => route);
  if (!routes.some(({ answered }) => answered)) {
    const failure = mostTelling(routes);
    if (named === null || failure.diagnosis.code !== "no_list") throw failure;
  }
  const lists: Listed[] = answers.map(({ route, rows }) => ({ by: route.route, rows }));
  const typed: Listed[] = named === null ? [] : [{ by: "typed", rows: [{ name: named }] }];
  return { deployments: joinRows([...lists, ...typed], target.endpoint), routes };
}

async function* modelPages(target: Target, call: Call, signal?: AbortSignal): AsyncGenerator<Row[], void> {
  yield await listModels(target, { ...call, signal });
}

/** A resource by its id in Azure. */
export interface Managed {
  asked: Management;
  resourceId: string;
}

const managedUrl = ({ asked, resourceId }: Managed) => new URL(`${asked.origin}${resourceId}/deployments`);

async function* managed({ asked, resourceId }: Managed, signal?: AbortSignal): AsyncGenerator<Row[], void> {
  yield await listAccountDeployments(asked, resourceId, signal);
}

async function collect(
  name: ListRoute["route"],
  url: URL,
  pages: AsyncIterable<Row[]>,
): Promise<{ route: ListRoute; rows: Row[] }> {
  const rows: Row[] = [];
  let answered = false;
  let diagnosis: Diagnosis | null = null;
  try {
    for await (const read of pages) {
      answered = true;
      if (rows.length + read.length > rowLimit) throw problem("reply_not_understood");
      for (const row of read) rows.push(row);
    }
  } catch (error) {
    if (!(error instanceof FoundryError)) throw error;
    diagnosis = error.diagnosis;
  }
  return { rows, route: { route: name, path: url.pathname, answered, count: rows.length, diagnosis } };
}

async function* projectPages(target: Target, first: URL, signal?: AbortSignal): AsyncGenerator<Row[], void> {
  let url: URL | null = first;
  for (let count = 0; url !== null; count++) {
    if (count === pageLimit) throw problem("reply_not_understood");
    const { items, nextLink } = await readPage(target, { url, keyHeader: "bearer", signal });
    yield items.flatMap(fromProject);
    url = nextLink ? linked(nextLink, url) : null;
  }
}

async function* legacyPages(target: Target, path: URL, signal?: AbortSignal): AsyncGenerator<Row[], void> {
  let failure: unknown;
  for (const version of legacyVersions) {
    const url = new URL(path);
    url.searchParams.set("api-version", version);
    try {
      const { items } = await readPage(target, { url, keyHeader: "api-key", signal });
      yield items.flatMap(fromLegacy);
      return;
    } catch (error) {
      if (!(error instanceof FoundryError && error.diagnosis.code === "route_not_found")) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

async function readPage(target: Target, call: Call) {
  const { data } = page.safeParse(await send(target, call, readJson));
  if (!data?.items) throw problem("reply_not_understood");
  return { items: data.items, nextLink: data.nextLink };
}

/** Refusals prove that the host is right; a route that is not there, or answers something else, proves little. */
const refusals: DiagnosisCode[] = [
  "key_not_found",
  "key_refused",
  "token_refused",
  "role_missing",
  "key_sign_in_disabled",
  "firewall",
  "private_endpoint_only",
  "resource_blocked",
];
const absences: DiagnosisCode[] = ["route_not_found", "reply_not_understood"];

/** The failure to tell when no route answered. Among equals the legacy list's: it is the one documented for keys. */
function mostTelling(routes: ListRoute[]): FoundryError {
  // A token of the wrong directory is refused by other routes with vaguer words.
  const weight = ({ code }: Diagnosis) =>
    code === "wrong_directory" ? -1 : refusals.includes(code) ? 0 : absences.includes(code) ? 2 : 1;
  const [first] = routes
    .flatMap(({ diagnosis }) => diagnosis ?? [])
    .reverse()
    .sort((a, b) => weight(a) - weight(b));
  if (!first) return problem("no_list");
  return new FoundryError(
    first.code === "route_not_found" ? diagnosisOf("no_list", first.parameters, first.raw) : first,
  );
}
