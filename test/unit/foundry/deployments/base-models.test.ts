import { expect, it } from "vitest";
import { readBaseModels } from "../../../../main/foundry/deployments/catalogue.ts";
import { diagnosisFrom, json, servers, targetOf } from "../server.ts";

const serve = servers();
const later = Math.floor(Date.now() / 1000) + 86_400;

it("gives the base models that can be tuned still, by name, and no others", async () => {
  const model = (id: string, more: object = {}) => ({
    id,
    status: "succeeded",
    capabilities: { fine_tune: true },
    lifecycle_status: "generally-available",
    deprecation: { fine_tune: later },
    ...more,
  });
  const { origin, seen } = await serve((_request, response) =>
    json(response, 200, {
      data: [
        model("gpt-4.1-mini-2025-04-14"),
        model("gpt-4.1-2025-04-14", { deprecation: "unknown" }),
        model("gpt-4.1-mini-2025-04-14.ft-1", { model: "gpt-4.1-mini-2025-04-14" }),
        model("babbage-002", { deprecation: { fine_tune: 1 } }),
        model("ada", { lifecycle_status: "deprecated" }),
        model("gpt-5", { capabilities: { fine_tune: false } }),
        model("broken", { status: "failed" }),
        "nonsense",
      ],
    }),
  );
  expect(await readBaseModels(targetOf(origin))).toEqual([
    { id: "gpt-4.1-2025-04-14", tunableUntil: null },
    { id: "gpt-4.1-mini-2025-04-14", tunableUntil: later * 1000 },
  ]);
  expect(seen[0]?.path).toBe("/openai/models?api-version=2024-10-21");
});

it("throws why the catalogue cannot be read", async () => {
  const { origin } = await serve((_request, response) =>
    json(response, 401, { error: { code: "401", message: "Access denied due to invalid subscription key" } }),
  );
  expect((await diagnosisFrom(readBaseModels(targetOf(origin)))).code).toBe("key_refused");
});
