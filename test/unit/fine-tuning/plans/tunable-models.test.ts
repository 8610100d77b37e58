import { describe, expect, it } from "vitest";
import { baseOf, listedAs, tunableList } from "../../../../main/fine-tuning/plans/tunable-list.ts";
import { findModel, tunableModels } from "../../../../main/fine-tuning/plans/tunable-models.ts";
import type { CatalogueModel } from "../../../../main/foundry/deployments/catalogue.ts";

const now = Date.parse("2026-11-29");
const said = (id: string, more: Partial<CatalogueModel> = {}): CatalogueModel => ({
  ...{ id, base: null, canTune: true, isRetired: false, trainingEnds: null },
  ...more,
});
const models = (catalogue: CatalogueModel[], method: Parameters<typeof tunableModels>[1] = null) =>
  tunableModels({ catalogue, region: [] }, method, now);

describe("the list", () => {
  it("knows a model with and without its version, in any case, and its tuned ones; no other versions", () => {
    for (const name of ["gpt-4.1", "GPT-4.1-2025-04-14", "gpt-4.1-2025-04-14.ft-0a1b-x:ckpt-step-10"])
      expect(listedAs(name)?.name).toBe("gpt-4.1");
    expect(listedAs("gpt-4.1-mini")?.name).toBe("gpt-4.1-mini");
    expect(listedAs("Ministral-3B-2411")?.name).toBe("Ministral-3B");
    expect(listedAs("Llama-3.3-70B-Instruct-5")?.name).toBe("Llama-3.3-70B-Instruct");
    for (const other of ["gpt-4o-2024-11-20", "gpt-4.1-preview", "gpt-oss", "gpt-oss-20b-uncensored"])
      expect(listedAs(other)).toBeUndefined();
    expect(baseOf("gpt-4.1-2025-04-14.ft-0a1b")).toBe("gpt-4.1-2025-04-14");
  });

  it("says of each how it is deployed: Developer not for gpt-4o, Standard only for gpt-5, the new open ones in the portal", () => {
    const deploy = (name: string) => listedAs(name)?.deploy;
    expect(deploy("gpt-4o")?.types).not.toContain("DeveloperTier");
    expect(deploy("gpt-4.1-nano")?.types).toContain("DeveloperTier");
    expect(deploy("gpt-5")?.types).toEqual(["Standard"]);
    expect(deploy("gpt-oss-20b")).toMatchObject({
      way: "here",
      format: "Microsoft",
      types: ["GlobalStandard"],
    });
    const ofPortal = tunableList.filter(({ deploy: { way } }) => way === "portal").map(({ name }) => name);
    expect(ofPortal).toEqual(["gpt-oss-120b", "Qwen3.6-35B-A3B", "Qwen3.8-27B", "Muse-Glimmer-30B"]);
    for (const { types, regions } of tunableList)
      for (const type of Object.keys(regions)) expect(types).toContain(type);
  });
});

describe("what can be tuned", () => {
  it("is the catalogue and the list together: flagged, listed, or both", () => {
    const found = models([
      said("gpt-4.1-2025-04-14"),
      said("gpt-oss-20b", { canTune: false }),
      said("gpt-6", { canTune: true }),
      said("gpt-5.1-2025-11-13", { canTune: false }),
    ]);
    const known = (id: string) => found.find((one) => one.id === id)?.known;
    expect(known("gpt-4.1-2025-04-14")).toBe("both");
    expect(known("gpt-oss-20b")).toBe("listed");
    expect(known("Qwen3-32B")).toBe("listed");
    expect(known("gpt-4.1-mini-2025-04-14")).toBe("listed");
    expect(found.some(({ id }) => id.startsWith("gpt-5.1"))).toBe(false);
    const unknown = found.find(({ id }) => id === "gpt-6");
    expect(unknown).toMatchObject({ known: "flagged", deploy: { way: "unknown" }, why: null });
    expect(unknown?.methods).toHaveLength(3);
  });

  it("has the dates of the service where it gives them: Azure's first, then the catalogue's, then the list's", () => {
    const ends = Date.parse("2027-02-01");
    const [azure] = tunableModels(
      {
        catalogue: [said("gpt-4.1-2025-04-14", { trainingEnds: 5 })],
        region: [
          {
            ...{ name: "gpt-4.1", version: "2025-04-14", format: "OpenAI", canTune: true, skus: [] },
            ...{ isRetired: false, inferenceEnds: null, trainingEnds: ends },
          },
        ],
      },
      null,
      now,
    ).filter(({ id }) => id === "gpt-4.1-2025-04-14");
    expect(azure).toMatchObject({ trainingEnds: ends, datesFrom: null });
    const listed = findModel(models([]), "o4-mini");
    expect(listed).toMatchObject({ trainingEnds: Date.parse("2027-04-16"), datesFrom: "2026-10-05" });
  });

  it("are retired where their region says so of each version that is meant", () => {
    const row = (version: string, isRetired: boolean) => ({
      ...{ name: "gpt-4.1", version, format: "OpenAI", canTune: true, isRetired, skus: [] },
      ...{ inferenceEnds: null, trainingEnds: null },
    });
    const whyOf = (id: string, ...region: ReturnType<typeof row>[]) =>
      tunableModels({ catalogue: [said(id)], region }, null, now).find((one) => one.id === id)?.why;
    expect(whyOf("gpt-4.1-2025-04-14", row("2025-04-14", true))).toBe("retired");
    expect(whyOf("gpt-4.1-2025-04-14", row("2024-01-01", true), row("2025-04-14", false))).toBeNull();
    expect(whyOf("gpt-4.1", row("2024-01-01", true), row("2025-04-14", false))).toBeNull();
  });

  it("says why a model cannot be chosen, and lists those that can first", () => {
    const found = models(
      [
        said("gpt-4.1-2025-04-14"),
        said("gpt-4.1-mini-2025-04-14", { trainingEnds: now - 1 }),
        said("gpt-4.1-nano-2025-04-14", { isRetired: true }),
        said("gpt-oss-20b.ft-1", { base: "gpt-oss-20b" }),
        said("gpt-4.1-2025-04-14.ft-2", { base: "gpt-4.1-2025-04-14" }),
        said("gpt-4.1-nano-2025-04-14.ft-3", { base: "gpt-4.1-nano-2025-04-14" }),
      ],
      "preference",
    );
    const why = Object.fromEntries(found.map((one) => [one.id, one.why]));
    expect(why).toMatchObject({
      "gpt-4.1-2025-04-14": null,
      "gpt-4.1-mini-2025-04-14": "training_ended",
      "gpt-4.1-nano-2025-04-14": "retired",
      "gpt-oss-20b.ft-1": "open_model_again",
      "gpt-4.1-2025-04-14.ft-2": null,
      "gpt-4.1-nano-2025-04-14.ft-3": "retired",
      "o4-mini-2025-04-16": "method",
    });
    const choosable = found.map(({ why }) => why === null);
    expect(choosable.indexOf(false)).toBe(choosable.lastIndexOf(true) + 1);
    expect(found[0]?.tunedFrom).toBeNull();
    const previews = models([], "supervised").filter(({ why }) => why === null);
    expect(previews.findIndex(({ isPreview }) => isPreview)).toBe(
      previews.findLastIndex(({ isPreview }) => !isPreview) + 1,
    );
    expect(found.find(({ id }) => id.endsWith(".ft-2"))).toMatchObject({
      tunedFrom: "gpt-4.1-2025-04-14",
      methods: ["supervised", "preference"],
    });
  });
});
