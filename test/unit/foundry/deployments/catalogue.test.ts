import { describe, expect, it } from "vitest";
import { readRetirements, retirementOf } from "../../../../main/foundry/deployments/catalogue.ts";
import { sandboxes } from "../../sandbox/running.ts";
import { diagnosisFrom, targetOf } from "../server.ts";

const start = sandboxes();
const targetFor = (address: string, secret: string) =>
  targetOf(address, { credential: { kind: "api_key", secret } });

describe("the catalogue of models", () => {
  it("says when a model retires, by its name and version in any case", async () => {
    const { projectEndpoint, apiKey } = await start();
    const retirements = await readRetirements(targetFor(projectEndpoint, apiKey));
    const day = Date.UTC(2027, 3, 14);
    expect(retirementOf(retirements, "gpt-4.1-mini", "2025-04-14")).toBe(day);
    expect(retirementOf(retirements, "deepseek-r1", "1")).toBe(day);
    expect(retirementOf(retirements, "gpt-4.1-mini", null)).toBeNull();
    expect(retirementOf(retirements, "gpt-4.1-mini", "2099-01-01")).toBeNull();
  });

  it("knows a tuned model by its name alone", () => {
    const retirements = new Map([["gpt-4o-2024-08-06.ft-1", 5]]);
    expect(retirementOf(retirements, "gpt-4o-2024-08-06.ft-1", "1")).toBe(5);
  });

  it("counts rows that are not understood as none, and says why it cannot be read", async () => {
    const rows = [
      { id: "a", deprecation: { inference: 7 } },
      { id: "b", deprecation: { inference: "soon" } },
      { id: "c", deprecation: { inference: -1 } },
      { id: "d" },
      5,
    ];
    const answering = (body: unknown, status = 200) =>
      targetOf("https://a.openai.azure.com", {
        fetch: async () => new Response(JSON.stringify(body), { status }),
      });
    expect([...(await readRetirements(answering({ data: rows })))]).toEqual([["a", 7000]]);
    expect((await readRetirements(answering({ data: "none" }))).size).toBe(0);
    expect(await diagnosisFrom(readRetirements(answering({}, 404)))).toMatchObject({
      code: "route_not_found",
    });
  });
});
