import { nothingKnown, type StoredModel } from "../../../main/models/rows.ts";
import type { Connection } from "../../../preload/contract/connections.ts";
import type { Deployment, DeploymentList, ListRoute } from "../../../preload/contract/deployments.ts";

/** A connection that is ready to be asked. */
export const connection = (id: string, more: Partial<Connection> = {}): Connection => ({
  id,
  name: `Connection ${id}`,
  kind: "api_key",
  account: null,
  endpoint: `https://${id}.openai.azure.com`,
  sandbox: false,
  key: "stored",
  isLocal: false,
  isDefault: false,
  createdAt: 1,
  apiVersion: null,
  keyHeader: null,
  extraHeaders: [],
  deployment: null,
  gateway: null,
  resourceId: null,
  ...more,
});

/** A deployment that succeeded and can chat. */
export const deployment = (name: string, more: Partial<Deployment> = {}): Deployment => ({
  name,
  model: "gpt-4.1",
  version: "2025-04-14",
  publisher: "OpenAI",
  sku: "GlobalStandard",
  capacity: 1,
  capabilities: ["chat_completion"],
  status: "succeeded",
  listedBy: ["legacy"],
  disagreements: [],
  traits: {
    refuses: [],
    reasoningEffort: null,
    thinking: null,
    images: null,
    contextTokens: 1000,
    outputTokens: 100,
  },
  route: null,
  speaks: { what: "chat", because: "list" },
  chat: { usable: true },
  ...more,
});

export const listRoute = (more: Partial<ListRoute> = {}): ListRoute => ({
  route: "legacy",
  path: "/openai/deployments",
  answered: true,
  count: 1,
  diagnosis: null,
  ...more,
});

/** A list that was read at a time; of one route that answered, unless others are given. */
export const listOf = (
  connectionId: string,
  deployments: Deployment[],
  { readAt = 10, routes = [listRoute()] }: { readAt?: number; routes?: ListRoute[] } = {},
): DeploymentList => ({ connectionId, deployments, routes, diagnosis: null, readAt });

/** A model of the deployment `d` of connection `a` that was seen before. */
export const stored = (more: Partial<StoredModel> = {}): StoredModel => ({
  id: "m",
  name: "Helper",
  connectionId: "a",
  connection: { name: "Connection a", endpoint: "https://a.openai.azure.com" },
  deployment: "d",
  systemPrompt: "",
  parameters: {},
  notes: "",
  tags: [],
  datasets: [],
  known: { ...nothingKnown, model: "gpt-4.1", readAt: 1 },
  ancestry: null,
  createdAt: 1,
  updatedAt: 1,
  ...more,
});
