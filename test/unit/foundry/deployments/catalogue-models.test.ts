import { expect, it } from "vitest";
import { readCatalogueModels } from "../../../../main/foundry/deployments/catalogue.ts";
import { diagnosisFrom, json, servers, targetOf } from "../server.ts";

const serve = servers();
const later = Math.floor(Date.now() / 1000) + 86_400;

it("gives what the catalogue says of tuning, also where it says little or writes it oddly", async () => {
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
        model("gpt-4.1-2025-04-14", { deprecation: "unknown", status: null }),
        model("gpt-4.1-mini-2025-04-14.ft-1", { model: "gpt-4.1-mini-2025-04-14" }),
        model("gpt-4.1-mini-2025-04-14.ft-2", { model: "gpt-4.1-mini-2025-04-14", status: "failed" }),
        model("ada", { lifecycle_status: "deprecated", deprecation: { fine_tune: "soon" } }),
        model("gpt-oss-20b", { capabilities: null, lifecycle_status: 7, deprecation: null }),
        { id: "" },
        "nonsense",
      ],
    }),
  );
  const plain = { base: null, canTune: true, isRetired: false, trainingEnds: null };
  expect(await readCatalogueModels(targetOf(origin))).toEqual([
    { ...plain, id: "gpt-4.1-mini-2025-04-14", trainingEnds: later * 1000 },
    { ...plain, id: "gpt-4.1-2025-04-14" },
    {
      ...plain,
      id: "gpt-4.1-mini-2025-04-14.ft-1",
      base: "gpt-4.1-mini-2025-04-14",
      trainingEnds: later * 1000,
    },
    { ...plain, id: "ada", isRetired: true },
    { ...plain, id: "gpt-oss-20b", canTune: false },
  ]);
  expect(seen[0]?.path).toBe("/openai/models?api-version=2024-10-21");
});

it("throws why the catalogue cannot be read", async () => {
  const { origin } = await serve((_request, response) =>
    json(response, 401, { error: { code: "401", message: "Access denied due to invalid subscription key" } }),
  );
  expect((await diagnosisFrom(readCatalogueModels(targetOf(origin)))).code).toBe("key_refused");
});
