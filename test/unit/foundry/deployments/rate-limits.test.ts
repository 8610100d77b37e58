import { expect, it } from "vitest";
import { listAccountDeployments } from "../../../../main/foundry/deployments/arm.ts";
import { json, servers } from "../server.ts";

const start = servers();
const resource =
  "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a";

it.each([
  [
    "by their keys, whatever their periods",
    [
      { key: "request", renewalPeriod: 10, count: 80 },
      { key: "token", renewalPeriod: 60, count: 80_000 },
    ],
    { requests: 480, tokens: 80_000 },
  ],
  [
    "as far as they can be read",
    [{ key: "request", renewalPeriod: 0, count: 1 }, null, { key: "token", renewalPeriod: 60.0, count: 5e3 }],
    { requests: null, tokens: 5_000 },
  ],
  ["not from what has none", [{ key: "openai.images", renewalPeriod: 60, count: 2 }], undefined],
  ["not from nothing", null, undefined],
])("limits are read from Azure's list %s", async (_name, rateLimits, expected) => {
  const server = await start((_request, response) =>
    json(response, 200, { value: [{ name: "a/mini", properties: { rateLimits } }] }),
  );
  const asked = {
    ...{ origin: server.origin, audience: "https://management.core.windows.net/", consent: null },
    credential: { kind: "token" as const, for: async () => "token-of-the-test" },
    fetch: (input: string | URL | Request, init?: RequestInit) => fetch(input, init),
  };
  const [row] = await listAccountDeployments(asked, resource);
  expect(row).toMatchObject({ name: "mini" });
  expect(row?.limits).toEqual(expected);
});
