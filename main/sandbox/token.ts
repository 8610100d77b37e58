import { randomBytes } from "node:crypto";

const part = (value: object | Buffer) =>
  (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString("base64url");

/** An access token in the form of Entra's: a JWT for Foundry's audience. Its signature is random, only the sandbox takes it. */
export function createToken(): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: "https://ai.azure.com",
    iss: "https://sts.windows.net/sandbox/",
    iat: now,
    exp: now + 3_600,
    tid: "00000000-0000-4000-8000-000000000001",
    oid: "00000000-0000-4000-8000-000000000003",
  };
  return [part({ typ: "JWT", alg: "RS256" }), part(claims), part(randomBytes(32))].join(".");
}
