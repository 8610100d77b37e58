import { afterEach, expect, it } from "vitest";
import { createDiscoveries, discover } from "../../../main/discovery/discovery.ts";
import type { Management } from "../../../main/foundry/deployments/arm.ts";
import { type Sandbox, startSandbox } from "../../../main/sandbox/server.ts";
import type { Discovery } from "../../../preload/contract/discovery.ts";

const running: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.stop();
});

const audience = "https://management.azure.com";

async function start() {
  const sandbox = await startSandbox({});
  running.push(sandbox);
  const asked: [string | null, string][] = [];
  const management = (tenantId: string | null): Management => ({
    origin: sandbox.url,
    audience,
    credential: {
      kind: "token",
      for: async (whose) => {
        asked.push([tenantId, whose]);
        return sandbox.token;
      },
    },
    consent: null,
    fetch: (input, init) => fetch(input, init),
  });
  const steps: Discovery[] = [];
  const read = (signal = new AbortController().signal) =>
    discover({ accountId: "mara", management, tell: (found) => steps.push(structuredClone(found)), signal });
  return { sandbox, asked, steps, management, read };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => error.diagnosis?.code ?? String(error),
  );

it("gives directories, subscriptions, resources, projects and deployments with their states, step by step", async () => {
  const { sandbox, asked, steps, read } = await start();
  const found = await read();
  const [tenant] = found.tenants;
  expect(tenant).toMatchObject({ name: "Sandbox", diagnosis: null });
  const [resource] = tenant?.subscriptions[0]?.resources ?? [];
  expect(resource).toMatchObject({
    name: "sandbox",
    kind: "AIServices",
    region: "eastus2",
    endpoint: `${sandbox.url}/`,
    keysDisabled: false,
    projects: [{ name: "sandbox", endpoint: sandbox.projectEndpoint, isDefault: true }],
    diagnosis: null,
  });
  expect(resource?.deployments).toContainEqual({ name: "gpt-4.1-mini", status: "succeeded" });
  expect(resource?.deployments).toContainEqual({ name: "phi-4-failed", status: "failed" });
  expect(steps.at(-1)).toEqual(found);
  expect(steps.map(({ done }) => done).lastIndexOf(false)).toBe(steps.length - 2);
  // The directories with the account's own token, the rest with one of the directory, all for Azure Resource Manager.
  expect(asked[0]).toEqual([null, audience]);
  expect(asked.slice(1).every(([id, whose]) => id === tenant?.id && whose === audience)).toBe(true);
});

it("says what could not be read in its place, and refuses where nothing could", async () => {
  const { sandbox, read, management } = await start();
  const answering: typeof fetch = fetch;
  const broken = (tenantId: string | null): Management => ({
    ...management(tenantId),
    fetch: (input, init) =>
      String(input).includes("/projects")
        ? Promise.resolve(
            Response.json({ error: { code: "GatewayTimeout", message: "late" } }, { status: 504 }),
          )
        : answering(input, init),
  });
  const signal = new AbortController().signal;
  const found = await discover({ accountId: "mara", management: broken, tell: () => {}, signal });
  const [resource] = found.tenants[0]?.subscriptions[0]?.resources ?? [];
  expect(resource).toMatchObject({ projects: null, diagnosis: { code: "service_failed" } });
  expect(resource?.deployments?.length).toBeGreaterThan(5);
  sandbox.faults.set("management", "management-role-missing");
  expect(await codeOf(read())).toBe("role_missing");
  sandbox.faults.set("management", "management-token-refused");
  expect(await codeOf(read())).toBe("token_refused");
});

it("gives the directories alone, with a token of the account's own, or says why not", async () => {
  const { sandbox, asked, management } = await start();
  const discoveries = createDiscoveries(
    (_, tenantId) => management(tenantId),
    () => {},
  );
  expect(await discoveries.directories("mara")).toEqual([
    { id: "00000000-0000-4000-8000-000000000001", name: "Sandbox" },
  ]);
  expect(asked.map(([tenantId]) => tenantId)).toEqual([null]);
  sandbox.faults.set("management", "management-wrong-directory");
  expect(await codeOf(discoveries.directories("mara"))).toBe("wrong_directory");
});

it("ends when it is cancelled", async () => {
  const { read } = await start();
  const abort = new AbortController();
  const reading = codeOf(read(abort.signal));
  abort.abort();
  expect(await reading).toBe("cancelled");
});

it("takes no resource id that leads elsewhere, and follows pages on the same origin only", async () => {
  const asked: string[] = [];
  const pages: Record<string, object> = {
    "/tenants": { value: [{ tenantId: "00000000-0000-4000-8000-000000000001" }, { tenantId: "../../x" }] },
    "/subscriptions": { value: [{ subscriptionId: "00000000-0000-4000-8000-000000000002" }] },
    "/subscriptions/00000000-0000-4000-8000-000000000002/providers/Microsoft.CognitiveServices/accounts": {
      value: [
        { id: "/a/../../b", name: "up", kind: "AIServices", properties: {} },
        { id: "/a?x=", name: "query", kind: "AIServices", properties: {} },
        { id: "/a/b", name: "search", kind: "TextAnalytics", properties: {} },
      ],
      nextLink: "https://evil.example/more",
    },
  };
  const management = (): Management => ({
    origin: audience,
    audience,
    credential: { kind: "token", for: async () => "token" },
    consent: null,
    fetch: async (input) => {
      asked.push(input);
      return Response.json(pages[new URL(input).pathname]);
    },
  });
  const signal = new AbortController().signal;
  const found = await discover({ accountId: "mara", management, tell: () => {}, signal });
  expect(found.tenants).toHaveLength(1);
  expect(found.tenants[0]?.subscriptions[0]).toMatchObject({
    resources: [],
    diagnosis: { code: "redirect_refused" },
  });
  expect(asked.every((url) => url.startsWith(`${audience}/`))).toBe(true);
});

it("with hundreds of resources tells of them a few times a second, not for each", async () => {
  const parent =
    "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/a/providers/Microsoft.CognitiveServices/accounts/";
  const rows = (path: string): object[] => {
    if (path === "/tenants") return [{ tenantId: "00000000-0000-4000-8000-000000000001" }];
    if (path === "/subscriptions") return [{ subscriptionId: "00000000-0000-4000-8000-000000000002" }];
    if (!path.endsWith("/accounts")) return [];
    return Array.from({ length: 300 }, (_, index) => ({
      id: `${parent}${index}`,
      name: `r${index}`,
      kind: "AIServices",
      properties: {},
    }));
  };
  let told = 0;
  const begun = performance.now();
  const found = await discover({
    accountId: "mara",
    management: () => ({
      origin: audience,
      audience,
      credential: { kind: "token", for: async () => "token" },
      consent: null,
      fetch: async (url) => Response.json({ value: rows(new URL(url).pathname) }),
    }),
    tell: () => {
      told += 1;
    },
    signal: new AbortController().signal,
  });
  expect(found.tenants[0]?.subscriptions[0]?.resources).toHaveLength(300);
  expect(told).toBeLessThanOrEqual((performance.now() - begun) / 100 + 2);
});

it("asks for nothing that a resource's id leads away to", async () => {
  const paths: string[] = [];
  const ids = [
    "/a/../../tenants",
    "/a/./b",
    "//evil.example/a",
    "/a?b",
    "/a#b",
    "@evil.example/a",
    "/a/%2e%2e/b",
  ];
  await discover({
    accountId: "mara",
    management: () => ({
      origin: audience,
      audience,
      credential: { kind: "token", for: async () => "token" },
      consent: null,
      fetch: async (url) => {
        const { host, pathname } = new URL(url);
        paths.push(`${host}${pathname}`);
        if (pathname === "/tenants")
          return Response.json({ value: [{ tenantId: "00000000-0000-4000-8000-000000000001" }] });
        if (pathname === "/subscriptions")
          return Response.json({ value: [{ subscriptionId: "00000000-0000-4000-8000-000000000002" }] });
        return Response.json({
          value: ids.map((id) => ({ id, name: "r", kind: "AIServices", properties: {} })),
        });
      },
    }),
    tell: () => {},
    signal: new AbortController().signal,
  });
  expect(paths).toHaveLength(3);
});

it("offers no endpoint that a token may not go to, and this computer only to itself", async () => {
  const id = "/subscriptions/00000000-0000-4000-8000-000000000002/accounts/r";
  const endpoints = [
    "http://127.0.0.1:8080/",
    "https://localhost/",
    "https://evil.example/",
    "http://r.openai.azure.com/",
    "https://r.openai.azure.com@evil.example/",
    "https://r.services.ai.azure.com.evil.example/",
    "nonsense",
  ];
  for (const endpoint of [...endpoints, "https://r.openai.azure.com/"]) {
    const found = await discover({
      accountId: "mara",
      management: () => ({
        origin: audience,
        audience,
        credential: { kind: "token", for: async () => "token" },
        consent: null,
        fetch: async (url) => {
          const { pathname } = new URL(url);
          const row = pathname.endsWith("/projects")
            ? { name: "p", properties: { endpoints: { x: `${endpoint}api/projects/p` } } }
            : {
                tenantId: "00000000-0000-4000-8000-000000000001",
                subscriptionId: "00000000-0000-4000-8000-000000000002",
                id,
                name: "r",
                kind: "AIServices",
                properties: { endpoint },
              };
          return Response.json({ value: [row] });
        },
      }),
      tell: () => {},
      signal: new AbortController().signal,
    });
    const [resource] = found.tenants[0]?.subscriptions[0]?.resources ?? [];
    const isProper = endpoint === "https://r.openai.azure.com/";
    expect([resource?.endpoint, resource?.projects?.length]).toEqual(isProper ? [endpoint, 1] : [null, 0]);
  }
});
