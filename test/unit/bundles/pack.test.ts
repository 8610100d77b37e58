import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Bundle, bundleLimit, pack, unpack } from "../../../main/bundles/pack.ts";
import { seededRandom } from "../../../main/statistics/random.ts";
import { sampleBundle, sampleRun } from "./sample.ts";

const inside = (bytes: Uint8Array) => gunzipSync(bytes).toString("utf8");
const why = async (bytes: Uint8Array) =>
  await unpack(bytes).then(
    () => "nothing wrong",
    (error) => `${error.diagnosis.code}: ${error.diagnosis.parameters.why}`,
  );
/** A bundle whose text was changed. */
const changed = async (change: (text: string) => string, bundle: Bundle = sampleBundle()) =>
  gzipSync(change(inside(await pack(bundle, { endpoints: false }))));
const hostileText = '\u202e</script>\u2028{{x}} 👩‍👩‍👧 "quoted"\r\n\t=1+1\\';

describe("a bundle", () => {
  it("comes back as it went in", async () => {
    const bundle = sampleBundle();
    expect(await unpack(await pack(bundle, { endpoints: true }))).toEqual(bundle);
    const other = sampleBundle({
      title: hostileText,
      prompts: [{ id: "p1", text: hostileText, variables: { [hostileText]: hostileText } }],
      runs: [
        sampleRun({ events: [{ at: 1, type: "tool_call", index: 0, name: "look", arguments: hostileText }] }),
      ],
    });
    expect(await unpack(await pack(other, { endpoints: true }))).toEqual(other);
  });

  it("names no endpoint unless it was asked for", async () => {
    expect(inside(await pack(sampleBundle(), { endpoints: false }))).not.toContain("contoso");
    expect(inside(await pack(sampleBundle(), { endpoints: true }))).toContain("contoso-secret-project");
  });

  it("takes along no more than it knows, so no secret", async () => {
    const canary = "canary-5f1d9c";
    /** The same with a field more in every object. */
    const laden = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(laden);
      if (typeof value !== "object" || value === null) return value;
      const entries = Object.entries(value);
      const isOpen = "prompt" in value || "temperature" in value || entries.length === 0;
      const within = entries.map(([name, one]) => [name, laden(one)]);
      return Object.fromEntries(
        isOpen ? within : [...within, ["apiKey", canary], ["headers", { authorization: canary }]],
      );
    };
    const bytes = await pack(laden(sampleBundle()) as Bundle, { endpoints: true });
    expect(inside(bytes)).not.toContain(canary);
    expect(await unpack(bytes)).toEqual(sampleBundle());
    // Without the schema it would be there.
    expect(JSON.stringify(laden(sampleBundle()))).toContain(canary);
  });

  it("says which version it does not know", async () => {
    expect(await why(await changed((text) => text.replace('"version":1', '"version":7')))).toBe(
      "import_refused: version 7",
    );
    expect(await why(await changed((text) => text.replace('"version":1', '"version":"x"')))).toBe(
      "import_refused: version",
    );
    expect(await why(await changed((text) => text.replace("assay-run", "other-run")))).toBe(
      "import_refused: format",
    );
  });

  it("inflates to a limit and no further", async () => {
    const bomb = gzipSync(Buffer.alloc(bundleLimit + 1, " "), { level: 1 });
    expect(bomb.length).toBeLessThan(3_000_000);
    expect(await why(bomb)).toBe("import_refused: too_large");
    // Members one after the other count together.
    const half = gzipSync(Buffer.alloc(bundleLimit / 2 + 1, " "), { level: 1 });
    expect(await why(Buffer.concat([half, half]))).toBe("import_refused: too_large");
    const padded = await changed((text) => text + " ".repeat(1_000_000));
    expect(await why(padded)).toBe("nothing wrong");
  }, 30_000);

  it("is not made larger than what can be read back", async () => {
    const events = Array.from({ length: 60 }, (_, at) => ({
      at,
      type: "text" as const,
      text: "x".repeat(1_900_000),
    }));
    const runs = [sampleRun({ events }), sampleRun({ repeat: 1, events })];
    await expect(pack(sampleBundle({ runs }), { endpoints: false })).rejects.toMatchObject({
      diagnosis: { parameters: { why: "too_large" } },
    });
  }, 30_000);

  it("is refused when it was cut, broken or is something else", async () => {
    const bytes = await pack(sampleBundle(), { endpoints: false });
    expect(await why(bytes.subarray(0, bytes.length / 2))).toBe("import_refused: gzip");
    expect(await why(new Uint8Array())).toBe("import_refused: gzip");
    expect(await why(Buffer.from("PK\u0003\u0004 a zip"))).toBe("import_refused: gzip");
    expect(await why(gzipSync(""))).toBe("import_refused: json");
    expect(await why(gzipSync("[1]"))).toBe("import_refused: format");
    expect(await why(gzipSync(Buffer.from([0xff, 0xfe, 0x7b])))).toBe("import_refused: text");
    const lastLine = /\n[^\n]+\n$/;
    expect(await why(await changed((text) => text.replace(lastLine, "\n")))).toBe("import_refused: cut");
    expect(await why(await changed((text) => text.replace(lastLine, (line) => line + line.slice(1))))).toBe(
      "import_refused: cut",
    );
    expect(await why(await changed((text) => text.replace('"columnId":"c1"', '"columnId":5')))).toBe(
      "import_refused: edits.0.columnId",
    );
    expect(await why(await changed((text) => text.replace('"total":900', '"total":-1')))).toBe(
      "import_refused: runs.0.measurement.total",
    );
  });

  it("is refused when it names what every object has", async () => {
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const evil = await changed((text) => text.replace('"app":{', `"app":{"${name}":{"polluted":true},`));
      expect(await why(evil)).toBe("import_refused: names");
      const deep = await changed((text) => text.replace('"variables":{', `"variables":{"${name}":"x",`));
      expect(await why(deep)).toBe("import_refused: names");
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("is refused when it speaks of what is not in it", async () => {
    const { columns, prompts, votes } = sampleBundle();
    const twice = <Item>(items: Item[]) => [...items, ...items];
    const wrong: [Partial<Bundle>, string][] = [
      [{ columns: columns.map((one) => ({ ...one, alias: "small" })) }, "columns"],
      [{ columns: twice(columns) }, "columns"],
      [{ prompts: twice(prompts) }, "prompts"],
      [{ runs: [sampleRun({ columnId: "c9" })] }, "runs"],
      [{ runs: [sampleRun({ promptId: "p9" })] }, "runs"],
      [{ votes: votes.map((one) => ({ ...one, better: "c9" })) }, "votes"],
      [{ votes: votes.map((one) => ({ ...one, outcome: "tie" as const })) }, "votes"],
    ];
    for (const [change, place] of wrong) {
      const attempt = pack(sampleBundle(change), { endpoints: false });
      await expect(attempt).rejects.toMatchObject({ diagnosis: { parameters: { why: place } } });
    }
  });

  it("never gives way to bytes that were changed", async () => {
    const bytes = Buffer.from(inside(await pack(sampleBundle(), { endpoints: false })));
    const random = seededRandom(3);
    for (let round = 0; round < 300; round++) {
      const broken = Buffer.from(bytes);
      for (let hit = 0; hit < 3; hit++)
        broken[Math.floor(random() * broken.length)] = Math.floor(random() * 256);
      expect(await why(gzipSync(broken))).toMatch(/^(import_refused: \S+|nothing wrong$)/);
    }
  });
});
