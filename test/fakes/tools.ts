import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Computer } from "../../main/identity/programs.ts";

/** One run of a made tool: what it was given. */
export interface Seen {
  arguments: string[];
  environment: Record<string, string>;
  folder: string;
}

export const tenantId = "11111111-2222-4333-8444-555555555555";
export const objectId = "99999999-8888-4777-8666-555555555555";
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token as Entra makes them; its signature is nothing. */
export const jwt = (claims: object) => `${encoded({ alg: "none" })}.${encoded(claims)}.c2lnbmF0dXJl`;

/**
 * Makes a real program in a folder: a script of Node that notes what it is given and then does what `body` says, in which
 * `args` are its arguments.
 */
export function makeTool(folder: string, name: "az" | "azd", body: string): { seen: () => Seen[] } {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const log = join(folder, `${name}.log`);
  const note = `require("node:fs").appendFileSync(${JSON.stringify(log)}, JSON.stringify({
    arguments: process.argv.slice(2), environment: process.env, folder: process.cwd() }) + "\\n");`;
  const file = join(folder, name);
  writeFileSync(file, `#!${process.execPath}\n${note}\nconst args = process.argv.slice(2);\n${body}\n`);
  chmodSync(file, 0o755);
  return {
    seen: () =>
      existsSync(log)
        ? readFileSync(log, "utf8")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as Seen)
        : [],
  };
}

/** What `az` does when somebody is signed in. `token` is an expression. */
export const signedInAz = (token: string, seconds = "3600") => `
  if (args[1] === "show") console.log(JSON.stringify({ environmentName: "AzureCloud", tenantId: "${tenantId}",
    user: { name: "mara@contoso.example", type: "user" } }));
  else console.log(JSON.stringify({ accessToken: ${token}, expiresOn: "2026-01-01 00:00:00.000000",
    expires_on: Math.floor(Date.now() / 1000) + ${seconds}, subscription: "s", tenant: args[args.indexOf("--tenant") + 1],
    tokenType: "Bearer" }));`;

/** A computer on which only one folder is looked into besides the system's own. */
export const computerWith = (folder: string, env: NodeJS.ProcessEnv = {}): Computer => ({
  platform: "linux",
  env: { PATH: folder, HOME: folder, ...env },
});
