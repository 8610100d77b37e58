import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { newConnection } from "../../../main/connections/new-connection.ts";
import { runDoctor } from "../../../main/doctor/doctor.ts";
import type { Examination, Network } from "../../../main/doctor/examination.ts";
import type { Credential } from "../../../main/foundry/endpoints/credentials.ts";
import { understood } from "../../../main/foundry/endpoints/parse.ts";
import { problem } from "../../../main/foundry/error.ts";
import { addressesOf, type Handshake, shakeHands } from "../../../main/foundry/http/reach.ts";
import { createCertificate } from "../../../main/sandbox/certificate.ts";
import { type Sandbox, startSandbox } from "../../../main/sandbox/server.ts";
import type { Checkup, Stage } from "../../../preload/contract/doctor.ts";
import { unnamed } from "../../../preload/strings/diagnoses.ts";
import { commandOf, findingOf, reportOf, verdictOf } from "../../../renderer/doctor/findings.ts";
import { deserted, json, servers, servesAlerts } from "../foundry/server.ts";

const start = servers();
const tenantOfSandbox = "00000000-0000-4000-8000-000000000001";

const running: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

async function sandboxed(): Promise<Sandbox> {
  const sandbox = await startSandbox({ pace: "instant" });
  running.push(() => sandbox.stop());
  return sandbox;
}

const usual: Network = {
  fetch: (input, init) => fetch(input, init),
  addressesOf,
  shakeHands,
  proxyFor: async () => "DIRECT",
};

function examination(
  endpoint: string,
  credential: Credential,
  more: Partial<Omit<Examination, "network">> & { network?: Partial<Network> } = {},
): Examination {
  const network = { ...usual, ...more.network };
  const plan = async () => {
    const place = understood(endpoint);
    const target = { endpoint: place, credential, consent: null, apiVersion: null, fetch: network.fetch };
    return { connection: newConnection("c", place), target };
  };
  return { endpoint, plan, managed: async () => null, ...more, network };
}

async function examined(given: Examination, signal = new AbortController().signal) {
  const steps: Checkup[] = [];
  const checkup = await runDoctor(given, (step) => steps.push(structuredClone(step)), signal);
  const states = Object.fromEntries(checkup.results.map(({ stage, state }) => [stage, state]));
  const codes = Object.fromEntries(
    checkup.results.map(({ stage, finding, diagnosis }) => [stage, finding?.code ?? diagnosis?.code]),
  );
  const of = (stage: Stage) => checkup.results.find((one) => one.stage === stage);
  return { checkup, steps, states, codes, of };
}

const key = (secret: string): Credential => ({ kind: "api_key", secret });
const token = (secret: string): Credential => ({ kind: "token", for: async () => secret });

describe("the doctor on an endpoint that works", () => {
  it("goes through every stage with a key, each with its time, and streams one token", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const { checkup, steps, codes, of } = await examined(examination(projectEndpoint, key(apiKey)));
    expect(codes).toEqual({
      dns: "dns_not_needed",
      proxy: "proxy_none",
      tls: "tls_not_used",
      endpoint: "endpoint_project",
      credential: "key_there",
      role: "role_not_needed",
      deployments: "deployments_found",
      api: "api_answers",
      token: "token_streamed",
    });
    expect(checkup.done).toBe(true);
    expect(checkup.results.every(({ took }) => took !== null && took >= 0)).toBe(true);
    expect(of("token")?.finding?.parameters).toMatchObject({ deployment: "deepseek-r1" });
    expect(steps[0]?.results[0]?.state).toBe("running");
    expect(steps.filter(({ done }) => done)).toHaveLength(1);
    expect(JSON.stringify(steps)).not.toContain(apiKey);
  });

  it.each([
    ["length", "token_streamed"],
    ["stop", "empty_answer"],
  ])("takes an answer without a word that ends %s for what it is", async (finish, code) => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const answer: Network["fetch"] = async (input, init) => {
      const isAsked = String(init.body ?? "").includes("Say hello");
      if (!isAsked) return fetch(input, init);
      return Response.json({ choices: [{ index: 0, message: { content: "" }, finish_reason: finish }] });
    };
    const { codes } = await examined(
      examination(projectEndpoint, key(apiKey), { network: { fetch: answer } }),
    );
    expect(codes.token).toBe(code);
  });

  it("names a sign-in's audience, directory and roles", async () => {
    const sandbox = await sandboxed();
    const asked = {
      origin: sandbox.url,
      audience: "https://management.azure.com",
      credential: { kind: "token" as const, for: async () => sandbox.token },
      consent: null,
      fetch: usual.fetch,
    };
    const resourceId =
      "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/sandbox";
    const { codes, of, steps } = await examined(
      examination(sandbox.projectEndpoint, token(sandbox.token), {
        managed: async () => ({ asked, resourceId }),
      }),
    );
    expect(codes).toMatchObject({ credential: "token_given", role: "role_enough", token: "token_streamed" });
    expect(of("credential")?.finding?.parameters).toMatchObject({
      audience: "https://ai.azure.com",
      tenant: "00000000-0000-4000-8000-000000000001",
      minutes: "60",
    });
    expect(of("role")?.finding?.parameters.roles).toBe("Foundry User (formerly Azure AI User)");
    expect(JSON.stringify(steps)).not.toContain(sandbox.token);
  });
});

/** A host that is there and vouched for. */
const trusted: Partial<Network> = {
  addressesOf: async () => ["192.0.2.1"],
  shakeHands: async () => ({ refused: null, issuer: "Issuer", root: "Root", validUntil: null }),
};

it("the doctor asks a deployment that nothing lists in the API of its address, or that its name or its answer tells", async () => {
  const asked: string[] = [];
  const served =
    (serves: string): Network["fetch"] =>
    async (input) => {
      const { pathname } = new URL(String(input));
      if (pathname.endsWith("/deployments")) return new Response("{}", { status: 404 });
      asked.push(pathname);
      if (!pathname.endsWith(serves))
        return Response.json(
          { error: { code: "api_not_supported", message: "The requested API is currently not supported." } },
          { status: 404 },
        );
      return Response.json(
        serves === "/messages"
          ? {
              type: "message",
              role: "assistant",
              content: [{ type: "text", text: "Hi" }],
              stop_reason: "end_turn",
            }
          : {
              object: "response",
              status: "completed",
              output: [
                { type: "message", role: "assistant", content: [{ type: "output_text", text: "Hi" }] },
              ],
            },
      );
    };
  for (const [address, deployment, serves] of [
    ["https://r.services.ai.azure.com/openai/v1/responses", "mine", "/responses"],
    ["https://r.services.ai.azure.com/anthropic/v1/messages", "mine", "/messages"],
    ["https://r.services.ai.azure.com", "claude-sonnet-4-6", "/messages"],
    ["https://r.services.ai.azure.com", "mine", "/messages"],
  ] as const) {
    asked.length = 0;
    const place = understood(address);
    const given = examination(address, key("k"), { network: { ...trusted, fetch: served(serves) } });
    const plan = async () => {
      const { connection, target } = await given.plan();
      return { connection: { ...connection, deployment }, target: { ...target, endpoint: place } };
    };
    const { codes, of } = await examined({ ...given, plan });
    expect([address, codes.api, codes.token]).toEqual([address, "api_answers", "token_streamed"]);
    expect(of("api")?.finding?.parameters.dialect).toBe(serves.slice(1));
    // What the first request has learned is not asked for again.
    expect(asked.at(-1)?.endsWith(serves)).toBe(true);
    expect(asked.filter((path) => path.endsWith(serves))).toHaveLength(2);
  }
});

describe("the doctor names what stands in the way", () => {
  it("a token of another directory than the resource's, with both directories in plain words", async () => {
    const sandbox = await sandboxed();
    for (const [fault, directory] of [
      ["wrong-directory", "00000000-0000-4000-8000-000000000009"],
      ["token-refused", null],
    ] as const) {
      sandbox.faults.set("*", fault);
      const { checkup, of, states } = await examined(
        examination(sandbox.projectEndpoint, token(sandbox.token)),
      );
      if (directory === null) {
        expect(of("credential")?.finding?.code).toBe("token_given");
        continue;
      }
      expect(states).toMatchObject({
        endpoint: "passed",
        credential: "failed",
        role: "skipped",
        token: "skipped",
      });
      expect(of("credential")).toMatchObject({
        finding: { code: "token_elsewhere", parameters: { tenant: tenantOfSandbox, directory } },
        diagnosis: { code: "wrong_directory" },
      });
      expect(reportOf(checkup)).toContain(
        `The token is from the directory ${tenantOfSandbox}, and the resource accepts only tokens from ${directory}.`,
      );
      expect(reportOf(checkup)).toContain("The service says: Token tenant");
      expect(verdictOf(checkup)).toBe("Stopped by: Credential");
    }
  });

  it("and leaves no hole where a token is no JWT, or the resource names no directory", async () => {
    const server = await start(({ path }, response) =>
      path.includes("deployments")
        ? json(response, 400, { message: "Tenant provided in token does not match resource token" })
        : json(response, 404, {}),
    );
    const { of } = await examined(examination(`${server.origin}/api/projects/p`, token("opaque")));
    const stage = of("credential");
    if (!stage) throw new Error("No such stage");
    expect(findingOf(stage)).toContain(`from the directory ${unnamed}`);
  });

  it("a role that is missing, the roles that older guides name, and goes no further", async () => {
    const sandbox = await sandboxed();
    sandbox.faults.set("*", "role-missing-in-project");
    const doubtful = {
      origin: "https://management.azure.com",
      audience: "https://management.azure.com",
      credential: { kind: "token" as const, for: async () => sandbox.token },
      consent: null,
      fetch: async (url: string) => {
        expect(new URL(url).searchParams.get("$filter")).toBe(
          "atScope() and assignedTo('00000000-0000-4000-8000-000000000003')",
        );
        const of = (id: string) => ({ properties: { roleDefinitionId: `/x/roleDefinitions/${id}` } });
        const ids = ["64702f94-c441-49e6-a78b-ef80e0188fee", "25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68"];
        return Response.json({ value: ids.map(of) });
      },
    };
    const { states, of } = await examined(
      examination(sandbox.projectEndpoint, token(sandbox.token), {
        managed: async () => ({ asked: doubtful, resourceId: "/a/b" }),
      }),
    );
    expect(states).toMatchObject({
      credential: "passed",
      role: "failed",
      deployments: "failed",
      token: "skipped",
    });
    expect(of("role")).toMatchObject({
      diagnosis: {
        code: "role_missing",
        parameters: { action: expect.stringContaining("CognitiveServices") },
      },
      finding: {
        code: "role_doubtful",
        parameters: { roles: "Azure AI Developer, Cognitive Services Contributor" },
      },
    });
    const role = of("role");
    expect(role && commandOf(role)).toBe(
      'az role assignment create --assignee "00000000-0000-4000-8000-000000000003" --role "53ca6127-db72-4b80-b1b0-d745d6d5456d" --scope "/a/b"',
    );
  });

  it("a wrong key, at the list; what follows is skipped and says after what", async () => {
    const { projectEndpoint } = await sandboxed();
    const { codes, of } = await examined(examination(projectEndpoint, key("wrong")));
    expect(codes).toMatchObject({
      role: "role_not_needed",
      deployments: "key_refused",
      api: "after_failure",
    });
    expect(of("token")?.finding?.parameters.stage).toBe("deployments");
  });

  it("a name that nobody knows, unless a proxy looks it up", async () => {
    const network = {
      addressesOf: async () => Promise.reject(Object.assign(new Error("none"), { code: "ENOTFOUND" })),
      fetch: async () => new Response(null, { status: 404 }),
    };
    const at = "https://r.openai.azure.com";
    const direct = await examined(examination(at, key("k"), { network }));
    expect(direct.codes).toMatchObject({ dns: "host_not_found", tls: "after_failure" });
    const proxyFor = async () => "PROXY proxy.contoso.example:8080";
    const proxied = await examined(examination(at, key("k"), { network: { ...network, proxyFor } }));
    expect(proxied.codes).toMatchObject({ dns: "dns_by_proxy", proxy: "proxy_used", tls: "tls_by_system" });
    expect(proxied.of("proxy")?.finding?.parameters.proxy).toContain("proxy.contoso.example:8080");
  });

  it("a port where nothing listens, an endpoint that is none, a host that may not have the key", async () => {
    const nothing = (await deserted()).replace("http:", "https:");
    expect((await examined(examination(nothing, key("k")))).codes).toMatchObject({
      tls: "connection_refused",
    });
    expect((await examined(examination("no endpoint", key("k")))).codes).toMatchObject({
      dns: "endpoint_invalid",
    });
    const refused = examination("https://evil.example", key("k"), {
      network: { addressesOf: async () => ["192.0.2.1"], fetch: async () => new Response(null) },
      plan: async () => Promise.reject(problem("endpoint_not_known", { host: "evil.example" })),
    });
    expect((await examined(refused)).codes).toMatchObject({
      endpoint: "endpoint_not_known",
      token: "after_failure",
    });
  });

  it("does not repeat what was pasted in an endpoint's place: it may hold a key", async () => {
    for (const pasted of [
      "AZURE_OPENAI_API_KEY=very-secret-value\nAZURE_OPENAI_ENDPOINT=htp:/misspelt",
      'curl https://r.openai.azure.com.evil.example -H "api-key: very-secret-value"',
      'curl https://r.openai.azure.com/openai?api-key=very-secret-value -H "api-key: very-secret-value"',
    ]) {
      const network = { addressesOf: async () => ["192.0.2.1"], fetch: async () => new Response(null) };
      const { checkup } = await examined(examination(pasted, key("very-secret-value"), { network }));
      expect(JSON.stringify(checkup)).not.toContain("very-secret-value");
    }
  });

  it("nothing deployed, and nothing that can chat", async () => {
    const answer = (data: object[]) => async (url: string) =>
      url.includes("/openai/deployments?") ? Response.json({ data }) : new Response("{}", { status: 404 });
    const at = (data: object[]) =>
      examined(examination("http://127.0.0.1:9", key("k"), { network: { fetch: answer(data) as never } }));
    expect((await at([])).codes).toMatchObject({ deployments: "no_deployments", api: "after_failure" });
    const failed = await at([{ id: "d", model: "gpt-4.1", status: "failed" }]);
    expect(failed.codes).toMatchObject({ deployments: "deployments_found", token: "nothing_to_ask" });
  });

  it("ends when it is stopped: the rest is skipped", async () => {
    const { projectEndpoint, apiKey } = await sandboxed();
    const abort = new AbortController();
    abort.abort();
    const { codes, checkup } = await examined(examination(projectEndpoint, key(apiKey)), abort.signal);
    expect(new Set(Object.values(codes))).toEqual(new Set(["stopped"]));
    expect(checkup.done).toBe(true);
  });
});

describe("the doctor that is stopped", () => {
  const never = () => new Promise<never>(() => {});
  const hanging: [Stage, Partial<Network>][] = [
    ["dns", { addressesOf: never }],
    ["dns", { proxyFor: never }],
    ["tls", { addressesOf: async () => ["192.0.2.1"], shakeHands: never }],
    ["tls", { addressesOf: async () => ["192.0.2.1"], shakeHands: never, fetch: never }],
  ];
  it.each(hanging)(
    "while the stage %s hangs ends at once, and says that the person stopped it",
    async (stage, network) => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 50);
      const begun = performance.now();
      const given = examination("https://r.openai.azure.com", key("k"), { network });
      const { checkup, codes, states } = await examined(given, abort.signal);
      expect(performance.now() - begun).toBeLessThan(1_000);
      expect([states[stage], codes[stage]]).toEqual(["skipped", "stopped"]);
      expect(checkup.results.filter(({ state }) => state === "failed")).toEqual([]);
      expect(verdictOf(checkup)).toBe("Stopped by you.");
    },
  );
});

describe("the certificate", () => {
  /** A server over https on this computer, made at a given time. */
  const serving = async (madeAt: number, host = "127.0.0.1") => {
    const { ca, server: certificate } = createCertificate(madeAt);
    const server = createServer(certificate, (_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    running.push(() => server.close());
    return { ca, port: (server.address() as AddressInfo).port };
  };
  const day = 24 * 60 * 60_000;

  it("is shown with who vouches for it; expired, early, wrong and unknown ones are told apart", async () => {
    const now = await serving(Date.now());
    const good = await shakeHands("localhost", now.port, { ca: now.ca });
    expect(good.refused).toBeNull();
    expect((good.validUntil ?? 0) - Date.now()).toBeGreaterThan(29 * day);
    expect(good.root).not.toBe("");
    expect((await shakeHands("localhost", now.port)).refused).toMatch(/UNABLE_TO|SELF_SIGNED/);
    const old = await serving(Date.now() - 90 * day);
    expect((await shakeHands("localhost", old.port, { ca: old.ca })).refused).toBe("CERT_HAS_EXPIRED");
    const early = await serving(Date.now() + 90 * day);
    expect((await shakeHands("localhost", early.port, { ca: early.ca })).refused).toBe("CERT_NOT_YET_VALID");
    const elsewhere = await serving(Date.now(), "127.0.0.2");
    expect((await shakeHands("127.0.0.2", elsewhere.port, { ca: elsewhere.ca })).refused).toMatch(/ALTNAME/);
  });

  const at = async (handshake: Partial<Handshake>, refused: boolean) => {
    const shaken = {
      refused: null,
      issuer: "Contoso",
      root: "Contoso Root",
      validUntil: Date.now() + 90 * day,
    };
    const network: Partial<Network> = {
      addressesOf: async () => ["192.0.2.1"],
      shakeHands: async () => ({ ...shaken, ...handshake }),
      fetch: async () => {
        if (refused) throw new TypeError("failed", { cause: new Error("net::ERR_CERT_INVALID") });
        return new Response(null, { status: 404 });
      },
    };
    const { of } = await examined(examination("https://r.openai.azure.com", key("k"), { network }));
    return [of("tls")?.state, of("tls")?.finding?.code, of("tls")?.diagnosis?.code];
  };

  const alerting = servesAlerts();
  it.each([42, 48, 116])("is no matter where the host sends the alert %i about ours", async (alert) => {
    const { port } = new URL(await alerting(alert));
    await expect(shakeHands("127.0.0.1", Number(port))).rejects.toMatchObject({
      code: expect.stringMatching(/ALERT/),
    });
    const { of } = await examined(examination(`https://127.0.0.1:${port}`, key("k")));
    expect([of("tls")?.state, of("tls")?.finding, of("tls")?.diagnosis?.code]).toEqual([
      "failed",
      null,
      "client_certificate_wanted",
    ]);
  });

  it.each<[Response | Error, string]>([
    [new Response("no", { status: 407 }), "proxy_wants_sign_in"],
    [new Error("net::ERR_PROXY_AUTH_UNSUPPORTED"), "proxy_wants_sign_in"],
    [new Error("net::ERR_TUNNEL_CONNECTION_FAILED"), "proxy_refused"],
    [new Error("net::ERR_PROXY_CONNECTION_FAILED"), "proxy_not_reached"],
    [new Error("net::ERR_BAD_SSL_CLIENT_AUTH_CERT"), "client_certificate_wanted"],
  ])("is not spoken of where it was never seen: %s is %s", async (answer, code) => {
    const network: Partial<Network> = {
      addressesOf: async () => ["192.0.2.1"],
      proxyFor: async () => "PROXY proxy.contoso.example:8080",
      fetch: async () => {
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
    const { of } = await examined(examination("https://r.openai.azure.com", key("k"), { network }));
    expect([of("tls")?.state, of("tls")?.finding, of("tls")?.diagnosis?.code]).toEqual([
      "failed",
      null,
      code,
    ]);
    expect(of("endpoint")?.finding?.code).toBe("after_failure");
  });

  it.each<[Partial<Handshake>, boolean, string, string]>([
    [{}, false, "passed", "tls_trusted"],
    [{ validUntil: Date.now() + 3 * day }, false, "warning", "tls_ends_soon"],
    [{ refused: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY" }, false, "warning", "tls_inspected"],
    [{ refused: "CERT_HAS_EXPIRED" }, true, "failed", "tls_expired"],
    [{ refused: "CERT_NOT_YET_VALID" }, true, "failed", "tls_not_yet"],
    [{ refused: "ERR_TLS_CERT_ALTNAME_INVALID" }, true, "failed", "tls_wrong_name"],
    [{ refused: "DEPTH_ZERO_SELF_SIGNED_CERT" }, true, "failed", "tls_self_signed"],
    [{ refused: "SELF_SIGNED_CERT_IN_CHAIN" }, true, "failed", "tls_unknown_issuer"],
  ])("with %o, refused by the system: %s, is %s: %s", async (handshake, refused, state, code) => {
    expect(await at(handshake, refused)).toEqual([state, code, refused ? "certificate_refused" : undefined]);
  });
});
