import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { Provider } from "oidc-provider";
import { createCertificate } from "../../main/sandbox/certificate.ts";
import {
  clientInfoOf,
  directoryClaims,
  directoryRoutes,
  homeDirectory,
  leadToDirectory,
} from "./directory.ts";

/** What the token endpoint answers instead of a token. */
export interface Refusal {
  error?: string;
  error_description?: string;
  suberror?: string;
  error_codes?: number[];
  claims?: string;
}

/** A running identity provider in the place of Microsoft Entra. */
export interface FakeEntra {
  /** For `ASSAY_AUTHORITY`. */
  authority: string;
  clientId: string;
  /** The certificate of the authority that its own is signed by, in PEM. */
  ca: string;
  /** What the authorization endpoint was opened with, in order. */
  opened: URLSearchParams[];
  /** The bodies of what was asked of the token endpoint and granted, in order. */
  asked: URLSearchParams[];
  /** What it answered to each. */
  given: Record<string, unknown>[];
  /** How often the token endpoint was asked, granted or not. */
  requests(): number;
  /** Milliseconds that the token endpoint waits from now on. */
  delay(milliseconds: number): void;
  /** Seconds that access tokens hold from now on. */
  lifetime(seconds: number): void;
  /** What the token endpoint refuses with from now on; null for nothing. */
  refuse(error: Refusal | null, status?: number, headers?: Record<string, string>): void;
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
 * An address of the authorization endpoint as `oidc-provider` has to be asked, so that its refresh tokens are good for
 * every service and stay so, as Entra's are.
 */
function widened(url: string): string {
  const [path, query] = url.split("?");
  const parameters = new URLSearchParams(query);
  parameters.set("scope", scopes.join(" "));
  parameters.set("prompt", "consent");
  return `${path}?${parameters}`;
}

/**
 * Starts `oidc-provider` over https on this computer, with one public client and the answer by form_post. Any name and
 * password sign in. Its access tokens are `accessToken`, or what it makes of a name, so that a sandbox knows them.
 * `microsoft`: with the addresses, claims and `client_info` of a directory of Microsoft Entra.
 */
export async function startEntra(
  accessToken: string | ((name: string) => string),
  protocol: "openid" | "microsoft" = "openid",
): Promise<FakeEntra> {
  const isMicrosoft = protocol === "microsoft";
  const { ca, server: certificate } = createCertificate();
  const server = createServer(certificate);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  const authority = isMicrosoft ? `${origin}/${homeDirectory}` : origin;
  const clientId = "assay-test";
  const opened: URLSearchParams[] = [];
  const asked: URLSearchParams[] = [];
  const given: Record<string, unknown>[] = [];
  let requests = 0;
  let wait = 0;
  let life = 3600;
  let refusal: { error: Refusal; status: number; headers: Record<string, string> } | null = null;
  const tokenPath = isMicrosoft ? directoryRoutes.token : "/token";
  // Where MSAL looks for it.
  const devicePath = isMicrosoft ? directoryRoutes.device_authorization : "/devicecode";
  let holds = 0;

  const provider = new Provider(isMicrosoft ? `${authority}/v2.0` : authority, {
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
    routes: isMicrosoft ? directoryRoutes : { device_authorization: devicePath },
    scopes,
    claims: {
      openid: ["sub", ...(isMicrosoft ? ["oid", "tid"] : [])],
      profile: ["name", "preferred_username"],
    },
    conformIdTokenClaims: false,
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: async () => ({
        sub,
        name: sub,
        preferred_username: `${sub}@contoso.example`,
        ...(isMicrosoft && directoryClaims(sub)),
      }),
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
  // As at Entra, a refresh token that was used stays good: two services can be asked for with one at the same moment.
  provider.RefreshToken.prototype.consume = async () => {};
  provider.use(async (context, next) => {
    if (context.path === devicePath) {
      await next();
      context.body = { ...(context.body as object), interval: 1, ...(holds && { expires_in: holds }) };
      return;
    }
    if (context.path !== tokenPath) return next();
    requests += 1;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (refusal) {
      context.status = refusal.status;
      context.set(refusal.headers);
      context.body = refusal.error;
      return;
    }
    await next();
    const body = context.body as Record<string, unknown>;
    if (!("access_token" in body)) return;
    const question = new URLSearchParams((context.oidc?.body ?? {}) as Record<string, string>);
    asked.push(question);
    const name = context.oidc?.entities.Account?.accountId ?? "";
    const granted = {
      ...body,
      access_token: typeof accessToken === "string" ? accessToken : accessToken(name),
      expires_in: life,
      scope: question.get("scope") ?? body.scope,
      ...(isMicrosoft && { client_info: clientInfoOf(String(body.id_token)) }),
    };
    given.push(granted);
    context.body = granted;
  });
  const answer = provider.callback();
  const sockets = new Set<Duplex>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("request", (request, response) => {
    const { searchParams } = new URL(request.url ?? "/", origin);
    if (searchParams.has("code_challenge")) {
      opened.push(searchParams);
      request.url = widened(request.url ?? "");
    }
    if (isMicrosoft) leadToDirectory(request);
    answer(request, response);
  });

  return {
    authority,
    clientId,
    ca,
    opened,
    asked,
    given,
    requests: () => requests,
    delay: (milliseconds) => {
      wait = milliseconds;
    },
    lifetime: (seconds) => {
      life = seconds;
    },
    refuse: (error, status = 400, headers = {}) => {
      refusal = error && { error, status, headers };
    },
    codesHold: (seconds) => {
      holds = seconds;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Also those that were opened and never spoke.
        for (const socket of sockets) socket.destroy();
      }),
  };
}
