import { capabilitiesInAccount } from "./capabilities.ts";
import { regionModels } from "./catalogue.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { type Exchange, sendJson } from "./exchange.ts";
import type { Resource } from "./resource.ts";

/** Ids of what does not exist: a directory, a subscription. */
const tenantId = "00000000-0000-4000-8000-000000000001";
const subscriptionId = "00000000-0000-4000-8000-000000000002";
export const region = "eastus2";
export const subscriptionPath = `/subscriptions/${subscriptionId}`;
/** The id of the resource. */
export const accountPath = `${subscriptionPath}/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/sandbox`;

/** `GET /tenants`. */
export const listTenants = (exchange: Exchange): void =>
  sendJson(exchange, 200, {
    value: [
      { id: `/tenants/${tenantId}`, tenantId, displayName: "Sandbox", defaultDomain: "sandbox.example" },
    ],
  });

/** `GET /subscriptions`. */
export const listSubscriptions = (exchange: Exchange): void =>
  sendJson(exchange, 200, {
    value: [
      {
        id: `/subscriptions/${subscriptionId}`,
        subscriptionId,
        tenantId,
        displayName: "Sandbox subscription",
        state: "Enabled",
      },
    ],
  });

const accountRow = (exchange: Exchange) => ({
  id: accountPath,
  name: "sandbox",
  type: "Microsoft.CognitiveServices/accounts",
  kind: "AIServices",
  location: region,
  sku: { name: "S0" },
  properties: {
    endpoint: `${exchange.url.origin}/`,
    customSubDomainName: "sandbox",
    disableLocalAuth: false,
    publicNetworkAccess: "Enabled",
    provisioningState: "Succeeded",
  },
});

/** `GET /subscriptions/{id}/providers/Microsoft.CognitiveServices/accounts`: this one resource. */
export function listAccounts(exchange: Exchange): void {
  checkSubscription(exchange);
  sendJson(exchange, 200, { value: [accountRow(exchange)] });
}

/** `GET {account}`. */
export function showAccount(exchange: Exchange): void {
  accountOf(exchange);
  sendJson(exchange, 200, accountRow(exchange));
}

/** `GET …/locations/{region}/models`: what could be deployed there, and when it ends. */
export function listRegionModels(exchange: Exchange): void {
  checkSubscription(exchange);
  sendJson(exchange, 200, { value: exchange.parameters.region === region ? regionModels() : [] });
}

/** `GET …/locations/{region}/usages`: how much of each quota is used. */
export function listUsages(exchange: Exchange, { store }: Resource): void {
  checkSubscription(exchange);
  const states = exchange.parameters.region === region ? store.usages() : [];
  sendJson(exchange, 200, {
    value: states.map(({ name, used, limit }) => ({
      name: { value: name, localizedValue: name },
      currentValue: used,
      limit,
      unit: "Count",
    })),
  });
}

/** Throws `Refused` for a subscription that is not the sandbox's. */
export function checkSubscription({ parameters }: Exchange): void {
  if (parameters.subscription !== subscriptionId) throw new Refused("resource-not-found");
}

/** `GET {account}/projects`. */
export function listProjects(exchange: Exchange): void {
  accountOf(exchange);
  sendJson(exchange, 200, {
    value: [
      {
        id: `${accountPath}/projects/sandbox`,
        name: "sandbox/sandbox",
        location: region,
        properties: {
          displayName: "sandbox",
          endpoints: { "AI Foundry API": `${exchange.url.origin}/api/projects/sandbox` },
          isDefault: true,
          provisioningState: "Succeeded",
        },
      },
    ],
  });
}

/** `GET {account}/deployments`: with the provisioning state, which the project's list leaves out. */
export function listAccountDeployments(exchange: Exchange, { deployments }: Resource): void {
  accountOf(exchange);
  sendJson(exchange, 200, { value: deployments.map(deploymentRow) });
}

/** `GET {account}/providers/Microsoft.Authorization/roleAssignments`: whoever asks is a Foundry User. */
export function listRoleAssignments(exchange: Exchange): void {
  accountOf(exchange);
  const roleDefinitionId = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/53ca6127-db72-4b80-b1b0-d745d6d5456d`;
  sendJson(exchange, 200, { value: [{ properties: { roleDefinitionId, scope: accountPath } }] });
}

/** A deployment as it is told there. */
export const deploymentRow = ({ name, model, sku, status, apis }: SandboxDeployment) => ({
  id: `${accountPath}/deployments/${name}`,
  name,
  type: "Microsoft.CognitiveServices/accounts/deployments",
  sku,
  properties: {
    provisioningState: status.charAt(0).toUpperCase() + status.slice(1),
    // Who published it is in the format: its own field was null in every row that was seen.
    model: {
      format: model.publisher,
      name: model.name,
      version: model.version,
      publisher: null,
      source: null,
    },
    capabilities: capabilitiesInAccount({ apis, model }),
    ...(status === "succeeded" && { deploymentState: "Running" }),
  },
});

/** The path of the account that is asked about. Throws `Refused` where it is not this one. */
export function accountOf({ url }: Exchange): string {
  if (!url.pathname.startsWith(`${accountPath}/`) && url.pathname !== accountPath)
    throw new Refused("resource-not-found");
  return accountPath;
}
