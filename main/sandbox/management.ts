import type { SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { type Exchange, sendJson } from "./exchange.ts";
import type { Resource } from "./resource.ts";

/** Ids of what does not exist: a directory, a subscription. */
const tenantId = "00000000-0000-4000-8000-000000000001";
const subscriptionId = "00000000-0000-4000-8000-000000000002";
const accountPath = `/subscriptions/${subscriptionId}/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/sandbox`;

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

/** `GET /subscriptions/{id}/providers/Microsoft.CognitiveServices/accounts`: this one resource. */
export function listAccounts(exchange: Exchange): void {
  if (exchange.parameters.subscription !== subscriptionId) throw new Refused("resource-not-found");
  sendJson(exchange, 200, {
    value: [
      {
        id: accountPath,
        name: "sandbox",
        type: "Microsoft.CognitiveServices/accounts",
        kind: "AIServices",
        location: "eastus2",
        sku: { name: "S0" },
        properties: {
          endpoint: `${exchange.url.origin}/`,
          customSubDomainName: "sandbox",
          disableLocalAuth: false,
          publicNetworkAccess: "Enabled",
          provisioningState: "Succeeded",
        },
      },
    ],
  });
}

/** `GET {account}/projects`. */
export function listProjects(exchange: Exchange): void {
  checkAccount(exchange);
  sendJson(exchange, 200, {
    value: [
      {
        id: `${accountPath}/projects/sandbox`,
        name: "sandbox/sandbox",
        location: "eastus2",
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
  checkAccount(exchange);
  sendJson(exchange, 200, { value: deployments.map(row) });
}

/** `GET {account}/providers/Microsoft.Authorization/roleAssignments`: whoever asks is a Foundry User. */
export function listRoleAssignments(exchange: Exchange): void {
  checkAccount(exchange);
  const roleDefinitionId = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/53ca6127-db72-4b80-b1b0-d745d6d5456d`;
  sendJson(exchange, 200, { value: [{ properties: { roleDefinitionId, scope: accountPath } }] });
}

const row = ({ name, model, sku, status }: SandboxDeployment) => ({
  id: `${accountPath}/deployments/${name}`,
  name,
  type: "Microsoft.CognitiveServices/accounts/deployments",
  sku,
  properties: {
    provisioningState: status === "succeeded" ? "Succeeded" : "Failed",
    model: { format: model.publisher, name: model.name, version: model.version },
  },
});

function checkAccount({ url }: Exchange): void {
  if (!url.pathname.startsWith(`${accountPath}/`)) throw new Refused("resource-not-found");
}
