import { z } from "zod";
import type { Deployment, ListRoute } from "../../preload/contract/deployments.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { FoundryError, problem } from "./error.ts";
import { type Call, send, type Target } from "./http.ts";

/** A row of the project list (Foundry deployments list reference). Flags are texts; everything but the name may be missing. */
const projectRow = z.looseObject({
  name: z.string().min(1),
  type: z.string().optional(),
  modelName: z.string().optional(),
  modelVersion: z.string().optional(),
  modelPublisher: z.string().optional(),
  capabilities: z.record(z.string(), z.unknown()).optional(),
  sku: z.looseObject({ name: z.string().optional(), capacity: z.number().optional() }).optional(),
});
const projectPage = z.looseObject({
  value: z.array(z.unknown()).optional(),
  data: z.array(z.unknown()).optional(),
  nextLink: z.string().nullish(),
});

/** A row of the legacy list (Azure OpenAI authoring specification, 2023-03-15-preview). */
const legacyRow = z.looseObject({
  id: z.string().min(1),
  model: z.string().optional(),
  status: z.string().optional(),
});
const legacyPage = z.looseObject({ data: z.array(z.unknown()) });

/** The versions under which the legacy list is known to answer; the documents disagree on which one lasts. */
const legacyVersions = ["2023-03-15-preview", "2024-10-21"];
/** Pages that are followed at most; a list of more is a loop. */
const pageLimit = 200;

interface Answered {
  rows: Partial<Deployment>[];
  path: string;
}

/**
 * What is deployed, from the routes that answer, joined by name and sorted by it.
 * Throws the most telling failure when none answers: a refusal before a route that is not there.
 */
export async function listDeployments(
  target: Target,
  signal?: AbortSignal,
): Promise<{ deployments: Deployment[]; routes: ListRoute[] }> {
  const { origin, pathname } = new URL(target.endpoint.endpoint);
  const project = target.endpoint.kind === "project" || target.endpoint.project !== null;
  const prefix = pathname.replace(/\/api\/projects\/[^/]+$/, "").replace(/\/$/, "");
  const projectUrl = new URL(`${origin}${pathname}/deployments?api-version=v1`);
  const asked = [
    ...(project ? [attempt("project", projectUrl, () => projectList(target, projectUrl, signal))] : []),
    attempt("legacy", new URL(`${origin}${prefix}/openai/deployments`), () =>
      legacyList(target, origin + prefix, signal),
    ),
  ];
  const answers = await Promise.all(asked);
  if (signal?.aborted) throw problem("cancelled");
  const failure = mostTelling(answers.flatMap(({ route }) => (route.diagnosis ? [route.diagnosis] : [])));
  if (answers.every(({ route }) => !route.answered)) {
    throw failure ? new FoundryError(failure) : problem("no_list");
  }
  return { deployments: join(answers.map(({ rows }) => rows)), routes: answers.map(({ route }) => route) };
}

async function attempt(
  route: ListRoute["route"],
  url: URL,
  ask: () => Promise<Answered>,
): Promise<{ route: ListRoute; rows: Partial<Deployment>[] }> {
  try {
    const { rows, path } = await ask();
    return { rows, route: { route, path, answered: true, count: rows.length, diagnosis: null } };
  } catch (error) {
    if (!(error instanceof FoundryError)) throw error;
    const { diagnosis } = error;
    return { rows: [], route: { route, path: url.pathname, answered: false, count: 0, diagnosis } };
  }
}

async function projectList(target: Target, first: URL, signal?: AbortSignal): Promise<Answered> {
  const rows: Partial<Deployment>[] = [];
  let url: URL | null = first;
  for (let page = 0; url !== null && page < pageLimit; page++) {
    const read = projectPage.safeParse(await json(target, { url, keyHeader: "bearer", signal }));
    if (!read.success || !(read.data.value ?? read.data.data)) throw problem("reply_not_understood");
    rows.push(...(read.data.value ?? read.data.data ?? []).flatMap(fromProject));
    url = nextPage(read.data.nextLink, first);
  }
  return { rows, path: first.pathname };
}

/** The next page's address. One on another origin is not asked: the key stays with the endpoint it is for. */
function nextPage(link: string | null | undefined, first: URL): URL | null {
  if (!link) return null;
  const url = URL.canParse(link, first) ? new URL(link, first) : null;
  if (url?.origin !== first.origin) throw problem("redirect_refused", { host: first.host });
  return url;
}

async function legacyList(target: Target, base: string, signal?: AbortSignal): Promise<Answered> {
  let failure: unknown;
  for (const version of legacyVersions) {
    const url = new URL(`${base}/openai/deployments?api-version=${version}`);
    try {
      const read = legacyPage.safeParse(await json(target, { url, keyHeader: "api-key", signal }));
      if (!read.success) throw problem("reply_not_understood");
      return { rows: read.data.data.flatMap(fromLegacy), path: url.pathname };
    } catch (error) {
      failure ??= error;
      if (!(error instanceof FoundryError && error.diagnosis.code === "route_not_found")) throw error;
    }
  }
  throw failure;
}

async function json(target: Target, call: Call): Promise<unknown> {
  const answer = await send(target, call);
  try {
    return await answer.json();
  } catch (error) {
    if (call.signal?.aborted) throw problem("cancelled");
    throw problem("reply_not_understood", { host: call.url.host }, error);
  }
}

/** Rows that stand for something else, such as a connection, carry no model and another type. */
function fromProject(value: unknown): Partial<Deployment>[] {
  const row = projectRow.safeParse(value);
  if (!row.success) return [];
  const { name, type, modelName, modelVersion, modelPublisher, capabilities, sku } = row.data;
  const isDeployment = type === undefined || type === "ModelDeployment" || type === "Deployment";
  if (!isDeployment && modelName === undefined) return [];
  return [
    {
      name,
      ...(modelName && { model: modelName }),
      ...(modelVersion && { version: modelVersion }),
      ...(modelPublisher && { publisher: modelPublisher }),
      ...(sku?.name && { sku: sku.name }),
      ...(sku?.capacity !== undefined && { capacity: sku.capacity }),
      ...(capabilities &&
        Object.keys(capabilities).length > 0 && {
          capabilities: Object.entries(capabilities).flatMap(([flag, held]) =>
            String(held) === "true" ? [flag] : [],
          ),
        }),
    },
  ];
}

function fromLegacy(value: unknown): Partial<Deployment>[] {
  const row = legacyRow.safeParse(value);
  if (!row.success) return [];
  const { id, model, status } = row.data;
  return [{ name: id, ...(model && { model }), ...(status && { status }) }];
}

/** One row a name; what the first route said of it stands, the others add what it left out. */
function join(answers: Partial<Deployment>[][]): Deployment[] {
  const byName = new Map<string, Partial<Deployment>>();
  for (const row of answers.flat()) {
    if (row.name !== undefined) byName.set(row.name, { ...row, ...byName.get(row.name) });
  }
  return [...byName]
    .map(([name, row]) => {
      const status = row.status ?? "unknown";
      return {
        name,
        model: row.model ?? null,
        version: row.version ?? null,
        publisher: row.publisher ?? null,
        sku: row.sku ?? null,
        capacity: row.capacity ?? null,
        capabilities: row.capabilities ?? [],
        status,
        chat: usability(status, row.capabilities),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Only a deployment that succeeded can be called; one whose flags leave chat out does something else. */
function usability(status: string, capabilities: string[] | undefined): Deployment["chat"] {
  if (status !== "succeeded" && status !== "unknown") return { usable: false, reason: "status" };
  return !capabilities || capabilities.includes("chat_completion")
    ? { usable: true }
    : { usable: false, reason: "capability" };
}

/** A refusal tells more than a route that is not there: it proves that the host is right. */
function mostTelling(diagnoses: Diagnosis[]): Diagnosis | undefined {
  const weight = ({ code }: Diagnosis) =>
    code === "route_not_found" || code === "reply_not_understood" ? 1 : 0;
  return [...diagnoses].sort((a, b) => weight(a) - weight(b))[0];
}
