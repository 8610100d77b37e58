import { describe, expect, it } from "vitest";
import { listDeployments } from "../../../../main/foundry/deployments/list.ts";
import { diagnoseAnswer } from "../../../../main/foundry/http/diagnosis.ts";
import { explain } from "../../../../preload/strings/explain.ts";
import { jwt } from "../../../fakes/tools.ts";
import { diagnosisFrom, json, servers, targetOf } from "../server.ts";

const own = "11111111-1111-4111-8111-111111111111";
const right = "22222222-2222-4222-8222-222222222222";
const third = "33333333-3333-4333-8333-333333333333";
const at = (id: string) => `https://sts.windows.net/${id}/`;

const of = (
  status: number,
  message: string,
  {
    code = "",
    headers = {},
    tokenDirectory = own,
  }: { code?: string; headers?: object; tokenDirectory?: string } = {},
) =>
  diagnoseAnswer(status, new Headers({ ...headers }), JSON.stringify({ error: { code, message } }), {
    host: "h",
    path: "/",
    secrets: [],
    sent: "",
    signedIn: true,
    tokenDirectory,
  });

describe("a token of another directory than the resource's", () => {
  const transferred =
    "Note, if the subscription is transferred to another tenant there is no impact to the services.";
  const rows: [number, string, string, string][] = [
    [400, "BadRequest", `Token tenant ${own} does not match resource tenant ${right}.`, right],
    [400, "BadRequest", `The resource tenant ${right} does not match the token tenant ${own}.`, right],
    [400, "", "Tenant provided in token does not match resource token", ""],
    [
      401,
      "InvalidAuthenticationTokenTenant",
      `The access token is from the wrong issuer '${at(own)}'. It must match the tenant '${at(right)}' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${right}' to get the token. ${transferred}`,
      right,
    ],
    [
      401,
      "InvalidAuthenticationTokenTenant",
      `The access token is from the wrong issuer. It must match one of the tenants '${at(right)},${at(third)}' associated with this subscription.`,
      right,
    ],
    [
      401,
      "Unauthorized",
      `AKV10032: Invalid issuer. Expected one of ${at(right)}, ${at(third)}, found ${at(own)}.`,
      right,
    ],
    [
      401,
      "",
      `IDX10205: Issuer validation failed. Issuer: '${at(own)}'. Did not match: validationParameters.ValidIssuer: '${at(right)}'.`,
      right,
    ],
    [403, "Forbidden", "The issuer of the token is not trusted", ""],
    [403, "", "The token was issued by a different tenant", ""],
    [
      401,
      "",
      "The caller is from the wrong directory. Expected contoso.onmicrosoft.com",
      "contoso.onmicrosoft.com",
    ],
    [403, "TenantMismatch", "Access denied", ""],
    [400, "", `Cross-tenant access is not allowed: token ${own}, resource ${right.toUpperCase()}`, right],
  ];
  it.each(rows)("%i %s %s", (status, code, message, directory) => {
    for (const tokenDirectory of [own, ""]) {
      const diagnosis = of(status, message, { code, tokenDirectory });
      expect(diagnosis).toMatchObject({
        code: "wrong_directory",
        parameters: { directory, tokenDirectory },
        remedies: ["use_directory", "ask_invitation", "use_key"],
      });
      const { title, cause, said } = explain(diagnosis, "test");
      expect(title).toBe("This sign-in belongs to another directory");
      expect(cause).not.toMatch(/\{|does not name/);
      expect(cause.includes(directory || "nothing")).toBe(directory !== "" && tokenDirectory !== "");
      expect(said).toEqual({ by: "The service says:", words: message });
    }
  });

  it("is known from where the resource wants a token asked for, and from its own directory alone", () => {
    const challenge = (id: string) => ({
      "www-authenticate": `Bearer authorization_uri="https://login.windows.net/${id}", error="invalid_token"`,
    });
    const message = "The access token is invalid.";
    expect(of(401, message, { headers: challenge(right) })).toMatchObject({
      code: "wrong_directory",
      parameters: { directory: right },
    });
    expect(of(401, message, { headers: challenge(own) }).code).toBe("token_refused");
    expect(of(401, message, { headers: challenge("common") }).code).toBe("token_refused");
    expect(of(401, message, { headers: challenge(right), tokenDirectory: "" }).code).toBe("token_refused");
    expect(of(400, "The issuer does not match", { headers: challenge(right) }).parameters.directory).toBe(
      right,
    );
  });

  it("is not any refusal that has a tenant or an id in it", () => {
    const id = `The client with object id '${right}' does not have authorization to perform action 'a/read'`;
    expect(of(403, id, { code: "AuthorizationFailed" }).code).toBe("role_missing");
    expect(of(401, "Access token is missing, invalid, audience is incorrect, or have expired.").code).toBe(
      "token_refused",
    );
  });

  it("is looked for quickly, however long the words are", () => {
    const before = performance.now();
    for (const words of ["x".repeat(64_000), "x-".repeat(32_000), "tenant ".repeat(9000)]) of(401, words);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe("the list of deployments", () => {
  const start = servers();
  const token = jwt({ tid: own });
  const asked = (origin: string) =>
    diagnosisFrom(
      listDeployments(
        targetOf(`${origin}/api/projects/p`, { credential: { kind: "token", for: async () => token } }),
      ),
    );

  it("tells of the directory where another route refuses the token without saying why, and which one it was", async () => {
    const { origin } = await start(({ path }, response) =>
      path.startsWith("/api/projects/")
        ? json(response, 400, {
            error: { message: `Token tenant ${own} does not match resource tenant ${right}.` },
          })
        : json(response, 401, {
            error: { code: "401", message: "Access denied due to invalid subscription key" },
          }),
    );
    expect(await asked(origin)).toMatchObject({
      code: "wrong_directory",
      parameters: { directory: right, tokenDirectory: own },
    });
  });
});
