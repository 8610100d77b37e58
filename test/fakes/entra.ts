import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { createCertificate } from "../../main/sandbox/certificate.ts";

/** A running identity provider in the place of Microsoft Entra. */
export interface FakeEntra {
  /** For `ASSAY_AUTHORITY`. */
  authority: string;
  clientId: string;
  /** The certificate of the authority that its own is signed by, in PEM. */
  ca: string;
  /** The bodies of what was asked of the token endpoint, in order. */
  asked: URLSearchParams[];
  /** Milliseconds that the token endpoint waits from now on. */
  delay(milliseconds: number): void;
  /** Seconds that access tokens hold from now on. */
  lifetime(seconds: number): void;
  /** What the token endpoint refuses with from now on; null for nothing. */
  refuse(error: { error: string; error_description?: string; suberror?: string } | null): void;
  /** Seconds that codes for devices hold from now on. */
  codesHold(seconds: number): void;
  stop(): Promise<void>;
}

const scopes = [
  "openid",
  "profile",
  "offline_access",
  "https://ai.azure.com/.default",
  "https://cognitiveservices.azure.com/.default",
  "https://management.azure.com/.default",
];

/**
 * Starts `oidc-provider` over https on this computer, with one public client and the answer by form_post. Any name and
 * password sign in. Its access tokens are `accessToken`, so that a sandbox knows them.
 */
export async function startEntra(accessToken: string): Promise<FakeEntra> {
  const { ca, server: certificate } = createCertificate();
  const server = createServer(certificate);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const authority = `https://localhost:${(server.address() as AddressInfo).port}`;
  const clientId = "assay-test";
  const asked: URLSearchParams[] = [];
  let wait = 0;
  let lifetime = 3600;
  let refusal: object | null = null;
  let holds = 0;

  const provider = new Provider(authority, {
    clients: [
      {
        client_id: clientId,
        application_type: "native",
        token_endpoint_auth_method: "none",
        redirect_uris: ["http://localhost"],
        grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
        response_types: ["code"],
      },
    ],
    features: { deviceFlow: { enabled: true } },
    // Where MSAL looks for it.
    routes: { device_authorization: "/devicecode" },
    scopes,
    claims: { openid: ["sub"], profile: ["name", "preferred_username"] },
    conformIdTokenClaims: false,
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, name: sub, preferred_username: `${sub}@contoso.example` }),
    }),
    issueRefreshToken: async () => true,
    ttl: {
      AccessToken: 3600,
      IdToken: 3600,
      RefreshToken: 86_400,
      Session: 3600,
      Grant: 86_400,
      Interaction: 600,
      DeviceCode: 600,
    },
    cookies: { keys: ["for the tests only"] },
  });
  provider.use(async (context, next) => {
    // Who agrees to one of the services agrees to all: later tokens are for any of them, as Entra gives them.
    if (context.path === "/auth")
      context.query = { ...context.query, scope: scopes.join(" "), prompt: "consent" };
    if (context.path === "/devicecode") {
      await next();
      context.body = { ...(context.body as object), interval: 1, ...(holds && { expires_in: holds }) };
      return;
    }
    if (context.path !== "/token") return next();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (refusal) {
      context.status = 400;
      context.body = refusal;
      return;
    }
    await next();
    const question = new URLSearchParams((context.oidc?.body ?? {}) as Record<string, string>);
    asked.push(question);
    const body = context.body as Record<string, unknown> | undefined;
    if (body && "access_token" in body)
      context.body = {
        ...body,
        access_token: accessToken,
        expires_in: lifetime,
        scope: question.get("scope") ?? body.scope,
      };
  });
  server.on("request", provider.callback());

  return {
    authority,
    clientId,
    ca,
    asked,
    delay: (milliseconds) => {
      wait = milliseconds;
    },
    lifetime: (seconds) => {
      lifetime = seconds;
    },
    refuse: (error) => {
      refusal = error;
    },
    codesHold: (seconds) => {
      holds = seconds;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
