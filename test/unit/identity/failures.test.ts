import { ServerError } from "@azure/msal-common/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FoundryError } from "../../../main/foundry/error.ts";
import { signInFailure } from "../../../main/identity/failures.ts";
import type { Diagnosis, RemedyAction } from "../../../preload/contract/diagnosis.ts";
import { explain } from "../../../preload/strings/explain.ts";
import { type FakeEntra, type Refusal, startEntra } from "../../fakes/entra.ts";
import { temporaryProfiles } from "../profile.ts";
import { openIdentity } from "./opened.ts";

const profile = temporaryProfiles();
const foundry = "https://ai.azure.com";
let entra: FakeEntra;
beforeAll(async () => {
  entra = await startEntra("a token", "microsoft");
});
afterAll(() => entra.stop());

interface Reply extends Refusal {
  status?: number;
  headers?: Record<string, string>;
}

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

const grant = (number: number, more: Reply = {}): Reply => ({
  error: "invalid_grant",
  error_description: `AADSTS${number}: something in the service's words. Trace ID: 4e6f0050-76aa-4c9b-a530-035000000000`,
  error_codes: [number],
  ...more,
});

const failed = "Authentication cancelled or failed";
const notRenewed = "OAuth token refresh failed";
const again: RemedyAction[] = ["connect_microsoft", "use_browser", "use_key"];
const expired: RemedyAction[] = ["connect_microsoft", "use_key"];
const administrator: RemedyAction[] = ["copy_report", "use_key"];
const consent: RemedyAction[] = ["copy_consent", "use_key"];
const device: RemedyAction[] = ["use_browser", "copy_report", "use_key"];

type Told = [title: string, cause: RegExp, actions: RemedyAction[]];

/** The same for a sign-in and a renewal. */
const both: [string, Reply, Told][] = [
  [
    "65001",
    grant(65001, { suberror: "consent_required" }),
    ["Admin approval required", /lets an administrator decide/, consent],
  ],
  [
    "consent, without a number",
    { error: "invalid_grant", suberror: "consent_required" },
    ["Admin approval required", /lets an administrator decide/, consent],
  ],
  ["90094", grant(90094), ["Admin approval required", /lets an administrator decide/, consent]],
  [
    "90095",
    grant(90095),
    ["Admin approval required", /takes requests for it/, ["connect_microsoft", "copy_consent", "use_key"]],
  ],
  [
    "65004",
    { ...grant(65004), error: "access_denied" },
    [failed, /was declined/, ["connect_microsoft", "use_key"]],
  ],
  [
    "declined, without a number",
    { error: "access_denied", error_description: "No." },
    [failed, /closed, declined/, ["connect_microsoft", "use_browser"]],
  ],
  ...([500011, 650052] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number), error: "invalid_resource" },
    [
      "This directory does not know the service",
      /another directory than the resource's, or nobody has used Foundry/,
      ["copy_report", "connect_microsoft", "use_key"],
    ],
  ]),
  ...([650056, 650057] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number), error: "invalid_client" },
    ["The app registration lacks a permission", /does not list that/, administrator],
  ]),
  [
    "50011",
    { ...grant(50011), error: "invalid_request" },
    ["The app registration does not take the answer", /http:\/\/localhost/, administrator],
  ],
  [
    "7000218",
    { ...grant(7000218, { status: 401 }), error: "invalid_client" },
    ["The app registration wants a secret", /can keep none/, administrator],
  ],
  ...([700016, 700011] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number), error: "unauthorized_client" },
    ["This directory does not know the app", /misspelt, or the app is registered/, administrator],
  ]),
  [
    "an app that may not, of an unknown number",
    { ...grant(7009999), error: "unauthorized_client" },
    ["The sign-in does not fit this directory", /do not belong together/, administrator],
  ],
  ...([50059, 50128] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number), error: "invalid_request" },
    ["The directory could not be told", /which directory/, ["connect_microsoft", "copy_report", "use_key"]],
  ]),
  [
    "50194",
    { ...grant(50194), error: "invalid_request" },
    ["The app is for one directory only", /accounts of its own directory/, administrator],
  ],
  ...([50020, 90072] as const).map((number): [string, Reply, Told] => [
    String(number),
    grant(number),
    [
      "This account is not in the directory",
      /was not invited/,
      ["connect_microsoft", "copy_report", "use_key"],
    ],
  ]),
  ["50034", grant(50034), ["There is no such account", /misspelt, or was deleted/, expired]],
  [
    "50057",
    grant(50057),
    [
      "This account is switched off",
      /administrator has disabled it/,
      ["copy_report", "connect_microsoft", "use_key"],
    ],
  ],
  [
    "50055",
    grant(50055, { suberror: "user_password_expired" }),
    ["The password has expired", /wants a new one/, expired],
  ],
  ["50126", grant(50126), ["The name or the password was not accepted", /One of them is wrong/, expired]],
  ...([50074, 50076] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number, { suberror: "basic_action" }), error: "interaction_required", claims: "{}" },
    ["A second proof is wanted", /more than a password/, again],
  ]),
  ...([50072, 50079] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number, { suberror: "basic_action" }), error: "interaction_required" },
    ["A second proof has to be set up first", /nothing set up/, again],
  ]),
  [
    "50078",
    { ...grant(50078), error: "interaction_required" },
    ["The second proof is too old", /after some time/, again],
  ],
  ...([50097, 53001] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number), error: "interaction_required" },
    ["Your organisation does not know this device", /registered there/, device],
  ]),
  [
    "53000",
    grant(53000, { suberror: "message_only" }),
    ["This device does not meet your organisation's rules", /is missing/, device],
  ],
  [
    "53002",
    grant(53002, { suberror: "message_only" }),
    ["Your organisation has not approved this app", /only certain apps/, administrator],
  ],
  [
    "53003",
    grant(53003, { suberror: "message_only" }),
    [
      "Your organisation does not allow this sign-in",
      /A rule of your directory/,
      ["copy_report", "use_browser", "use_key"],
    ],
  ],
  [
    "50131",
    grant(50131),
    ["Your organisation's conditions for access are not met", /who may use what/, device],
  ],
  [
    "530035",
    grant(530035),
    ["Security defaults stopped this sign-in", /Microsoft's own basic rules/, device],
  ],
  ["50105", grant(50105), ["You are not assigned to this app", /on its list/, administrator]],
  [
    "500212",
    grant(500212),
    [
      "Your directory does not let you into this one",
      /that organisation/,
      ["copy_report", "connect_microsoft", "use_key"],
    ],
  ],
  [
    "500213",
    grant(500213),
    [
      "This directory does not let yours in",
      /do not allow your account/,
      ["copy_report", "connect_microsoft", "use_key"],
    ],
  ],
  [
    "70016",
    { ...grant(70016), error: "authorization_pending" },
    [failed, /not entered on Microsoft's page yet/, ["connect_microsoft", "use_browser"]],
  ],
  [
    "70018",
    { ...grant(70018), error: "bad_verification_code" },
    [failed, /did not know the code/, ["connect_microsoft", "use_browser"]],
  ],
  [
    "70019",
    { ...grant(70019), error: "expired_token" },
    [failed, /not entered in time/, ["connect_microsoft", "use_browser"]],
  ],
  [
    "too many requests",
    { error: "temporarily_unavailable", error_description: "AADSTS90033: busy", status: 429 },
    ["Microsoft's sign-in service is busy", /cannot do this now/, ["retry"]],
  ],
  [
    "a service that is busy",
    { error: "temporarily_unavailable", error_description: "busy", status: 503 },
    ["Microsoft's sign-in service is busy", /cannot do this now/, ["retry"]],
  ],
  [
    "a service that has failed",
    { error: "server_error", error_description: "failed", status: 500 },
    ["Microsoft's sign-in service is busy", /cannot do this now/, ["retry"]],
  ],
];

/** A sign-in that was there before is over: what a renewal says of it. A sign-in itself has only failed. */
const over: [string, Reply, RegExp, RemedyAction[]][] = [
  ["70000", grant(70000), /too old, was revoked/, expired],
  ["70008", grant(70008), /too old, was revoked/, expired],
  ["700082", grant(700082), /too old, was revoked/, expired],
  ["50132", grant(50132), /password was changed, or an administrator/, expired],
  ["50133", grant(50133), /password was changed, or an administrator/, expired],
  ["50173", grant(50173), /password was changed, or an administrator/, expired],
  ["50173, with a suberror", grant(50173, { suberror: "bad_token" }), /password was changed/, expired],
  ["70043", grant(70043, { suberror: "bad_token" }), /sign in again after some time/, expired],
  ["50058", { ...grant(50058), error: "login_required" }, /Nobody is signed in/, expired],
  ["an unknown number", grant(999999), /too old, was revoked/, expired],
  ["an unknown number and suberror", grant(999998, { suberror: "bad_token" }), /too old/, expired],
  ["no number", { error: "invalid_grant", error_description: "The grant is gone." }, /too old/, expired],
  ["an unknown code", { error: "something_new", error_description: "Whatever." }, /too old/, expired],
];

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

it("a person who declines is told so", async () => {
  const { identity, person } = openIdentity(entra, profile());
  person.agrees = false;
  const diagnosis = await diagnosisOf(identity.signIn("window"));
  expect(words(diagnosis)).toMatchObject({ title: failed, actions: ["connect_microsoft", "use_browser"] });
  identity.stop();
});
