import { capabilitiesInProject } from "./capabilities.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { type Exchange, sendJson } from "./exchange.ts";
import type { Resource } from "./resource.ts";

/** Small, so that every reader of the list has to follow `nextLink`. */
const pageSize = 3;

/** The one dated version on which the list by status still answers (Azure OpenAI authoring reference). */
const legacyVersion = "2023-03-15-preview";

const projectRow = ({ name, model, apis, sku }: SandboxDeployment) => ({
  type: "ModelDeployment",
  name,
  modelName: model.name,
  modelVersion: model.version,
  modelPublisher: model.publisher,
  capabilities: capabilitiesInProject({ apis }),
  sku,
});

const inProject = ({ deployments }: Resource) => deployments.filter(({ listed }) => listed === "everywhere");

/** `GET {project}/deployments`: pages of what is deployed, without any status (Foundry deployments list reference). */
export function listProject(exchange: Exchange, resource: Resource): void {
  const query = exchange.url.searchParams;
  const wanted = (name: string, value: string) => (query.get(name) ?? value) === value;
  const rows = inProject(resource)
    .map(projectRow)
    .filter(
      (row) =>
        wanted("modelPublisher", row.modelPublisher) &&
        wanted("modelName", row.modelName) &&
        wanted("deploymentType", row.type),
    );
  const skip = Number(query.get("skip") ?? 0);
  if (!Number.isInteger(skip) || skip < 0)
    throw new Refused("invalid-value", { parameter: "skip", expected: "a whole number of at least 0" });

  const next = new URL(exchange.url);
  next.searchParams.set("skip", String(skip + pageSize));
  sendJson(exchange, 200, {
    value: rows.slice(skip, skip + pageSize),
    ...(skip + pageSize < rows.length && { nextLink: next.href }),
  });
}

/** `GET {project}/deployments/{name}`. */
export function showInProject(exchange: Exchange, resource: Resource): void {
  const found = inProject(resource).find(({ name }) => name === exchange.parameters.name);
  if (!found) throw new Refused("resource-not-found");
  sendJson(exchange, 200, projectRow(found));
}

/** `GET /openai/deployments`: every deployment with its status, on one page. */
export function listLegacy(exchange: Exchange, { deployments }: Resource): void {
  if (exchange.url.searchParams.get("api-version") !== legacyVersion) throw new Refused("resource-not-found");
  const created = Date.UTC(2026, 0, 15) / 1000;
  sendJson(exchange, 200, {
    data: deployments.map(({ name, model, status }, index) => ({
      scale_settings: { scale_type: "standard" },
      model: model.name,
      owner: "organization-owner",
      id: name,
      status: status === "succeeded" || status === "failed" ? status : "running",
      created_at: created + index * 86_400,
      updated_at: created + index * 86_400,
      object: "deployment",
    })),
    object: "list",
  });
}
