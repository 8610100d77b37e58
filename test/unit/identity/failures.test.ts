import { ProtocolMode, PublicClientApplication } from "@azure/msal-node";
import { describe, expect, it } from "vitest";
import { signInFailure } from "../../../main/identity/failures.ts";
import { networkOver } from "../../../main/identity/network.ts";
import type { DiagnosisCode, RemedyAction } from "../../../preload/contract/diagnosis.ts";
import { explain } from "../../../preload/strings/explain.ts";

const authority = "https://login.contoso.example";
const discovery = {
  issuer: authority,
  authorization_endpoint: `${authority}/auth`,
  token_endpoint: `${authority}/token`,
  end_session_endpoint: `${authority}/end`,
  jwks_uri: `${authority}/jwks`,
};

/** What MSAL itself throws when the token endpoint answers so, as the app tells it. */
async function told(status: number, body: object) {
  const client = new PublicClientApplication({
    auth: { clientId: "c", authority, knownAuthorities: ["login.contoso.example"] },
    system: {
      protocolMode: ProtocolMode.OIDC,
      networkClient: networkOver(async (url) =>
        url.includes("openid-configuration") ? Response.json(discovery) : Response.json(body, { status }),
      ),
    },
  });
  const failure = await client
    .acquireTokenByRefreshToken({ refreshToken: "old", scopes: ["https://ai.azure.com/.default"] })
    .then(
      () => new Error("Nothing failed"),
      (error: unknown) => error,
    );
  return signInFailure(failure, true).diagnosis;
}

const grant = (number: number, more: object = {}) => ({
  error: "invalid_grant",
  error_description: `AADSTS${number}: something in the service's words. Trace ID: 1`,
  error_codes: [number],
  ...more,
});
const again: RemedyAction[] = ["connect_microsoft", "use_key"];

describe("a renewal that the sign-in service refuses", () => {
  const rows: [string, number, object, DiagnosisCode, string, RemedyAction[]][] = [
    [
      "no consent",
      400,
      grant(65001, { suberror: "consent_required" }),
      "admin_approval",
      "Admin approval required",
      ["copy_consent", "use_key"],
    ],
    [
      "an administrator is needed",
      400,
      grant(90094),
      "admin_approval",
      "Admin approval required",
      ["copy_consent", "use_key"],
    ],
    [
      "an administrator was asked",
      400,
      grant(90095),
      "admin_approval",
      "Admin approval required",
      ["copy_consent", "use_key"],
    ],
    ["inactive", 400, grant(700082), "sign_in_expired", "OAuth token refresh failed", again],
    ["expired", 400, grant(70008), "sign_in_expired", "OAuth token refresh failed", again],
    ["revoked", 400, grant(50173), "sign_in_expired", "OAuth token refresh failed", again],
    [
      "sign-in frequency",
      400,
      grant(70043, { suberror: "bad_token" }),
      "sign_in_expired",
      "OAuth token refresh failed",
      again,
    ],
    [
      "a second factor",
      400,
      { ...grant(50076), error: "interaction_required", claims: "{}" },
      "sign_in_expired",
      "OAuth token refresh failed",
      again,
    ],
    [
      "Conditional Access",
      400,
      grant(53003, { suberror: "message_only" }),
      "sign_in_blocked",
      "Your organisation does not allow this sign-in",
      ["copy_report", "use_browser", "use_key"],
    ],
    [
      "not assigned",
      400,
      grant(50105),
      "sign_in_blocked",
      "Your organisation does not allow this sign-in",
      ["copy_report", "use_browser", "use_key"],
    ],
    [
      "another directory",
      400,
      grant(50020),
      "registration_wrong",
      "The sign-in does not fit this directory",
      ["copy_report", "use_key"],
    ],
    [
      "no public client",
      401,
      { error: "invalid_client", error_description: "AADSTS7000218: secret" },
      "registration_wrong",
      "The sign-in does not fit this directory",
      ["copy_report", "use_key"],
    ],
    [
      "an unknown app",
      400,
      { error: "unauthorized_client", error_description: "AADSTS700016: not found" },
      "registration_wrong",
      "The sign-in does not fit this directory",
      ["copy_report", "use_key"],
    ],
    ["an unknown number", 400, grant(999999), "sign_in_expired", "OAuth token refresh failed", again],
    [
      "busy",
      503,
      { error: "temporarily_unavailable", error_description: "busy" },
      "sign_in_offline",
      "Microsoft's sign-in service could not be reached",
      ["retry"],
    ],
  ];

  it.each(rows)("%s", async (_, status, body, code, title, actions) => {
    const diagnosis = await told(status, body);
    expect(diagnosis.code).toBe(code);
    const words = explain(diagnosis);
    expect(words.title).toBe(title);
    expect(words.actions).toEqual(actions);
  });
});

it("offline is not signed out", () => {
  expect(signInFailure(new TypeError("fetch failed"), true).diagnosis.code).toBe("sign_in_offline");
  expect(signInFailure({ errorCode: "network_error" }, true).diagnosis.code).toBe("sign_in_offline");
});

it("a sign-in that the person declines is cancelled, one that fails otherwise has failed", () => {
  const declined = { errorCode: "access_denied", errorMessage: "AADSTS65004: declined" };
  expect(signInFailure(declined, false).diagnosis.code).toBe("sign_in_cancelled");
  expect(signInFailure(new Error("something"), false).diagnosis.code).toBe("sign_in_failed");
});
