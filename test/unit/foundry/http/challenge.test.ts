import { describe, expect, it } from "vitest";
import { listDeployments } from "../../../../main/foundry/deployments/list.ts";
import { challengeIn } from "../../../../main/foundry/http/challenge.ts";
import { diagnosisFrom, json, servers, targetOf } from "../server.ts";

const serve = servers();
const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
const header = (encoded: string) =>
  `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${encoded}"`;
const challenge = header(Buffer.from(claims).toString("base64"));

describe("a claims challenge", () => {
  it("is read from the header of a 401 only", () => {
    const read = (status: number, text: string) =>
      challengeIn(status, new Headers({ "www-authenticate": text }));
    expect(read(401, challenge)).toBe(claims);
    expect(read(403, challenge)).toBeNull();
    expect(read(401, challenge.replace("insufficient_claims", "invalid_token"))).toBeNull();
    expect(read(401, header(Buffer.from("no json").toString("base64")))).toBeNull();
    expect(read(401, header(Buffer.from("[1]").toString("base64")))).toBeNull();
    for (const odd of ['{"access_token":null}', '{"access_token":"x"}', '{"id_token":{},"access_token":1}'])
      expect(read(401, header(Buffer.from(odd).toString("base64")))).toBeNull();
    expect(read(401, `${challenge}${"x".repeat(9000)}`)).toBeNull();
    expect(challengeIn(401, new Headers())).toBeNull();
  });

  const challenging = async (answers: (token: string) => boolean) => {
    const server = await serve(({ headers }, response) => {
      const token = headers.authorization?.replace("Bearer ", "") ?? "";
      if (answers(token))
        return json(response, 200, { data: [{ id: "d", model: "m", status: "succeeded" }] });
      json(
        response,
        401,
        { error: { code: "401", message: "Access denied" } },
        { "www-authenticate": challenge },
      );
    });
    const asked: (string | undefined)[] = [];
    const credential = {
      kind: "token" as const,
      for: async (_audience: string, wanted?: string) => {
        asked.push(wanted);
        return wanted === undefined ? "first" : "second";
      },
    };
    return { target: targetOf(server.origin, { credential }), server, asked };
  };

  it("is answered with a token that proves what was asked for", async () => {
    const { target, asked } = await challenging((token) => token === "second");
    expect((await listDeployments(target)).deployments).toHaveLength(1);
    expect(asked).toEqual([undefined, claims]);
  });

  it("is answered once, not for ever, and never with a key", async () => {
    const { target, server } = await challenging(() => false);
    expect((await diagnosisFrom(listDeployments(target))).code).toBe("token_refused");
    expect(server.seen).toHaveLength(2);
    const withKey = targetOf(server.origin);
    await diagnosisFrom(listDeployments(withKey));
    expect(server.seen).toHaveLength(3);
  });
});
