import { ServerError } from "@azure/msal-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FoundryError } from "../../../main/foundry/error.ts";
import { diagnoseFailure } from "../../../main/foundry/http/failure.ts";
import { isPassing, signInFailure } from "../../../main/identity/failures.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { explain } from "../../../preload/strings/explain.ts";
import { type FakeEntra, startEntra } from "../../fakes/entra.ts";
import { fetchTrusting } from "../../fakes/person.ts";
import { temporaryProfiles } from "../profile.ts";
import { openIdentity } from "./opened.ts";
import { again, both, failed, notRenewed, over, type Reply } from "./refusal-rows.ts";

const profile = temporaryProfiles();
const foundry = "https://ai.azure.com";
let entra: FakeEntra;
beforeAll(async () => {
  entra = await startEntra("a token", "microsoft");
});
afterAll(() => entra.stop());

const refuse = ({ status, headers, ...error }: Reply) => entra.refuse(error, status, headers);
const diagnosisOf = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error("Nothing failed")),
    (error: FoundryError) => error.diagnosis,
  );

/** What a person is told when the token endpoint answers so to a sign-in. */
async function signingIn(reply: Reply): Promise<Diagnosis> {
  const { identity } = openIdentity(entra, profile());
  refuse(reply);
  try {
    return await diagnosisOf(identity.signIn("window"));
  } finally {
    identity.stop();
  }
}

/** The same for the renewal of a token, `times` one after the other. */
async function renewing(reply: Reply, times = 1): Promise<Diagnosis> {
  const { identity } = openIdentity(entra, profile());
  entra.refuse(null);
  entra.lifetime(100);
  const { id } = await identity.signIn("window");
  refuse(reply);
  try {
    for (let time = 1; time < times; time += 1) await diagnosisOf(identity.credential(id).for(foundry));
    return await diagnosisOf(identity.credential(id).for(foundry));
  } finally {
    identity.stop();
  }
}

const words = (diagnosis: Diagnosis) => {
  const { title, cause, actions } = explain(diagnosis);
  return { title, cause, actions };
};

describe.each([
  ["a sign-in", signingIn],
  ["a renewal", renewing],
] as const)("%s that is refused says why and what to do", (_, told) => {
  it.each(both)("%s", async (_, reply, [title, cause, actions]) => {
    const said = await told(reply);
    expect(words(said)).toEqual({ title, cause: expect.stringMatching(cause), actions });
    expect(said.raw?.message).toContain(reply.error_description ?? "");
  });
});

describe("a sign-in that is over", () => {
  it.each(over)("is told by its renewal: %s", async (_, reply, cause, actions) => {
    expect(words(await renewing(reply))).toEqual({
      title: notRenewed,
      cause: expect.stringMatching(cause),
      actions,
    });
  });

  it.each(over)("is no more than a failed one where somebody signs in: %s", async (_, reply) => {
    expect(words(await signingIn(reply))).toEqual({
      title: failed,
      cause: expect.stringMatching(/refused it/),
      actions: again,
    });
  });
});

describe("a service that is busy", () => {
  it("is no reason to sign in again, however often it is", async () => {
    const reply: Reply = {
      error: "temporarily_unavailable",
      error_description: "AADSTS90033: busy",
      error_codes: [90033],
      status: 503,
      headers: { "retry-after": "5" },
    };
    expect((await renewing(reply, 3)).code).toBe("sign_in_busy");
  });

  // What MSAL throws of itself for a minute after: the numbers, or nothing, where the code was.
  it.each(["90033", "90033 90034", ""])("is told when MSAL repeats it: '%s'", (code) => {
    const repeated = new ServerError(code, "", "busy");
    expect(signInFailure(repeated, true).diagnosis.code).toBe("sign_in_busy");
    expect(signInFailure(repeated, false).diagnosis.code).toBe("sign_in_busy");
  });
});

describe("offline", () => {
  it("is not signed out: the token endpoint, and the addresses of an authority", async () => {
    const own = await startEntra("a token", "openid");
    const folder = profile();
    const { identity } = openIdentity(own, folder);
    own.lifetime(100);
    const { id } = await identity.signIn("window");
    await own.stop();
    expect((await diagnosisOf(identity.credential(id).for(foundry))).code).toBe("sign_in_offline");
    identity.stop();
    const next = openIdentity(own, folder).identity;
    expect((await next.state()).accounts).toHaveLength(1);
    expect((await diagnosisOf(next.credential(id).for(foundry))).code).toBe("sign_in_offline");
    expect((await diagnosisOf(next.signIn("window"))).code).toBe("sign_in_offline");
    next.stop();
  });

  it("is what fetch says, whatever its words", () => {
    expect(signInFailure(new TypeError("fetch failed"), true).diagnosis.code).toBe("sign_in_offline");
    expect(signInFailure({ errorCode: "network_error" }, true).diagnosis.code).toBe("sign_in_offline");
  });
});

describe("who stands on the way to the sign-in service", () => {
  const answers: [string, () => Promise<Response>, string][] = [
    [
      "a 407",
      async () => new Response("<h1>Log in to the proxy</h1>", { status: 407 }),
      "proxy_wants_sign_in",
    ],
    [
      "a proxy's 407",
      () => Promise.reject(new Error("net::ERR_PROXY_AUTH_UNSUPPORTED")),
      "proxy_wants_sign_in",
    ],
    [
      "a tunnel refused",
      () => Promise.reject(new Error("net::ERR_TUNNEL_CONNECTION_FAILED")),
      "proxy_refused",
    ],
    ["no proxy", () => Promise.reject(new Error("net::ERR_PROXY_CONNECTION_FAILED")), "proxy_not_reached"],
    [
      "an inspecting proxy",
      () => Promise.reject(new Error("net::ERR_CERT_AUTHORITY_INVALID")),
      "certificate_refused",
    ],
    ["a page of the network's", async () => new Response("<h1>Welcome</h1>"), "sign_in_offline"],
  ];

  it.each(answers)("is told, and nobody is signed out: %s", async (_, answer, code) => {
    let between: (() => Promise<Response>) | null = null;
    const through = fetchTrusting(entra.ca);
    const { identity } = openIdentity(entra, profile(), undefined, {
      fetch: (url, init) => between?.() ?? through(url, init),
    });
    entra.refuse(null);
    entra.lifetime(100);
    const { id } = await identity.signIn("window");
    between = answer;
    const renewal = identity.credential(id).for(foundry);
    expect((await diagnosisOf(renewal)).code).toBe(code);
    expect(isPassing(await renewal.catch((error: unknown) => error))).toBe(true);
    expect((await diagnosisOf(identity.signIn("device_code"))).code).toBe(code);
    expect((await diagnosisOf(identity.signIn("window"))).code).toBe(code);
    between = null;
    await identity.credential(id).for(foundry);
    expect((await identity.state()).accounts).toHaveLength(1);
    identity.stop();
  });

  it.each([
    ["ERR_TUNNEL_CONNECTION_FAILED", "proxy_refused"],
    ["ERR_BAD_SSL_CLIENT_AUTH_CERT", "client_certificate_wanted"],
    ["ERR_NAME_NOT_RESOLVED", "sign_in_offline"],
  ])("is told where a page does not come: %s is %s", async (name, code) => {
    const context = { host: "login.contoso.example", path: "/", secrets: [], sent: "" };
    const { identity } = openIdentity(entra, profile(), undefined, {
      browsers: {
        window: ({ onFailed }) => {
          queueMicrotask(() => onFailed(diagnoseFailure(new Error(`net::${name}`), context)));
          return { focus: () => {}, close: () => {} };
        },
        browser: () => ({ focus: () => {}, close: () => {} }),
      },
    });
    const told = await diagnosisOf(identity.signIn("window"));
    expect([told.code, told.raw?.message]).toEqual([code, `net::${name}`]);
    identity.stop();
  });
});

describe("a sign-in page that sends somebody back", () => {
  const answers = both.filter(([, { status = 400 }]) => status === 400);

  it.each(answers)("says the same: %s", async (_, reply, [title, cause, actions]) => {
    const { identity, person } = openIdentity(entra, profile());
    const { error = "", error_description = "", suberror = "" } = reply;
    person.refused = { error, error_description, suberror };
    const before = entra.requests();
    expect(words(await diagnosisOf(identity.signIn("window")))).toEqual({
      title,
      cause: expect.stringMatching(cause),
      actions,
    });
    // Nothing was there to be exchanged.
    expect(entra.requests()).toBe(before);
    identity.stop();
  });
});

it("a person who declines is told so", async () => {
  const { identity, person } = openIdentity(entra, profile());
  person.agrees = false;
  const diagnosis = await diagnosisOf(identity.signIn("window"));
  expect(words(diagnosis)).toMatchObject({ title: failed, actions: ["connect_microsoft", "use_browser"] });
  identity.stop();
});
