import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The directory that the stand-in's accounts belong to. */
export const homeDirectory = "7a1b0c2d-3e4f-4a5b-8c6d-9e0f1a2b3c4d";

/** Where Microsoft Entra has its endpoints, below a directory (Entra OpenID Connect page). */
export const directoryRoutes = {
  authorization: "/oauth2/v2.0/authorize",
  token: "/oauth2/v2.0/token",
  device_authorization: "/oauth2/v2.0/devicecode",
  code_verification: "/oauth2/deviceauth",
  end_session: "/oauth2/v2.0/logout",
  jwks: "/discovery/v2.0/keys",
};

const below = /^\/([0-9a-f-]{36}|organizations|common)(\/.*)$/;

/**
 * Turns a request to a directory into one that `oidc-provider` knows, as one that came to it below that directory.
 */
export function leadToDirectory(request: IncomingMessage): void {
  const [, directory, path = "/"] = below.exec(request.url ?? "") ?? [];
  if (directory === undefined) return;
  request.url = path.replace("/v2.0/.well-known/", "/.well-known/");
  Object.assign(request, { originalUrl: `/${directory}${request.url}` });
}

/** The claims that Microsoft Entra adds to who somebody is: the same ids for the same name. */
export function directoryClaims(name: string): { oid: string; tid: string } {
  const digest = createHash("sha256").update(name).digest("hex");
  const oid = digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
  return { oid, tid: homeDirectory };
}

/** `client_info`, by which MSAL tells accounts apart, from the id token it comes with. */
export function clientInfoOf(idToken: string): string {
  const { oid, tid } = JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString());
  return Buffer.from(JSON.stringify({ uid: oid, utid: tid })).toString("base64url");
}
