import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { hashesOf } from "../../../../main/evaluations/files/format/hashes.ts";
import { packed } from "../../../../main/evaluations/files/format/pack.ts";
import { type EvaluationRecord, plainAnswer } from "../../../../main/evaluations/files/format/records.ts";
import { settingsForFile, withDeployments } from "../../../../main/evaluations/files/format/settings.ts";
import { openReport, verify } from "../../../../main/evaluations/files/format/unpack.ts";
import { FoundryError } from "../../../../main/foundry/error.ts";
import { explain } from "../../../../preload/strings/explain.ts";
import { answered, gathered, sampleHead, sampleRecords, sampleRow, sampleSettings } from "./sample.ts";

const pack = async (
  records: Iterable<EvaluationRecord> | AsyncIterable<EvaluationRecord>,
  head = sampleHead(),
) => new Uint8Array(Buffer.concat(await gathered(packed(head, records))));

const source = (bytes: Uint8Array) => ({ name: "report.assay-eval", bytes });

const read = async (bytes: Uint8Array) => gathered((await openReport(source(bytes))).records());

/** The report with something in its text changed. */
const changed = (bytes: Uint8Array, change: (text: string) => string) =>
  new Uint8Array(gzipSync(change(gunzipSync(bytes).toString())));

const whyOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  if (!(error instanceof FoundryError)) throw new Error("was not refused");
  return error.diagnosis.parameters.why;
};

describe("a sealed report", () => {
  it("gives back what went in, in order, and holds", async () => {
    let told = "";
    const pieces = await gathered(
      packed(sampleHead(), sampleRecords(), (whole) => {
        told = whole;
      }),
    );
    const bytes = new Uint8Array(Buffer.concat(pieces));
    const report = await openReport(source(bytes));
    expect(report.head).toEqual(sampleHead());
    expect(await gathered(report.records())).toEqual(sampleRecords());
    const { holds, whole, changedGraders } = await verify(source(bytes));
    expect(Object.values(holds)).not.toContain(false);
    expect(changedGraders).toEqual([]);
    expect(whole).toBe(told);
  });

  it("says which part was changed", async () => {
    const bytes = await pack(sampleRecords());
    const broken = async (change: (text: string) => string) => {
      const { holds } = await verify(source(changed(bytes, change)));
      return Object.entries(holds).flatMap(([name, isWhole]) => (isWhole ? [] : [name]));
    };
    expect(await broken((text) => text.replace('"Istanbul"', '"Ankara"'))).toEqual(["answers", "whole"]);
    expect(await broken((text) => text.replace('"score":0,', '"score":1,'))).toEqual(["grades", "whole"]);
    expect(await broken((text) => text.replace("capital of France", "river of France"))).toEqual([
      "data",
      "whole",
    ]);
    expect(await broken((text) => text.replace("Easy.", "Hard."))).toEqual(["person", "whole"]);
    expect(await broken((text) => text.replace('"kappa":{"value":0.6', '"kappa":{"value":0.9'))).toEqual([
      "judges",
      "whole",
    ]);
    expect(await broken((text) => text.replace('"word":"better"', '"word":"none"'))).toEqual([
      "verdict",
      "whole",
    ]);
  });

  it("names the grader whose settings are others than they were sealed with", async () => {
    const bytes = changed(await pack(sampleRecords()), (text) => text.replace("Is it right?", "Is it long?"));
    const { holds, changedGraders } = await verify(source(bytes));
    expect(changedGraders).toEqual(["Judge"]);
    expect(holds.about).toBe(false);
    expect(holds.answers).toBe(true);
  });

  it("refuses what breaks off, is damaged, or is something else, and says in which line", async () => {
    const bytes = await pack(sampleRecords());
    const lines = gunzipSync(bytes).toString().trim().split("\n");
    const withoutLast = new Uint8Array(gzipSync(lines.slice(0, -1).join("\n")));
    expect(await whyOf(read(withoutLast))).toBe("cut");
    const withoutOne = new Uint8Array(gzipSync(lines.toSpliced(6, 1).join("\n")));
    expect(await whyOf(read(withoutOne))).toBe("cut");
    expect(await whyOf(read(changed(bytes, (text) => `${text}{"kind":"note"}\n`)))).toMatch(
      /^line \d+ behind$/,
    );
    expect(await whyOf(read(changed(bytes, (text) => text.replace('"text":"Istanbul"', '"text":7'))))).toBe(
      "line 11 record.text",
    );
    expect(await whyOf(read(changed(bytes, (text) => text.replace('"kind":"note"', '"kind"'))))).toBe(
      "line 9 json",
    );
    expect(await whyOf(openReport(source(new TextEncoder().encode('{"format":"other"}\n'))))).toBe("format");
    expect(
      await whyOf(openReport(source(changed(bytes, (text) => text.replace('"version":1', '"version":2'))))),
    ).toBe("version 2");
    expect(await whyOf(read(bytes.slice(0, bytes.length - 20)))).toBe("gzip");
  });

  it("refuses names that every object has, and fields it does not know", async () => {
    const bytes = await pack(sampleRecords());
    const inParts = changed(bytes, (text) => text.replace('"parts":{}', '"parts":{"__proto__":1}'));
    expect(await whyOf(read(inParts))).toMatch(/^line \d+ names$/);
    const more = changed(bytes, (text) => text.replace('"isFlip":false', '"isFlip":false,"more":1'));
    expect(await whyOf(read(more))).toMatch(/^line \d+/);
  });

  it("says a place in a line in words", () => {
    const error = new FoundryError({
      code: "import_refused",
      parameters: { why: "line 12 record.text" },
      remedies: [],
      retryable: false,
      at: 0,
    });
    expect(explain(error.diagnosis).cause).toContain("in line 12, what stands at “record.text”");
  });

  it.each<[string, EvaluationRecord[], string]>([
    ["an answer before its row", answered(0, "base", "x", [1, 1]), "row"],
    ["a model that is not there", [sampleRow(0, "a", "b"), ...answered(0, "other", "x", [1, 1])], "modelId"],
    [
      "an answer twice",
      [sampleRow(0, "a", "b"), ...answered(0, "base", "x", [1, 1]), ...answered(0, "base", "x", [1, 1])],
      "answer",
    ],
    ["rows out of order", [sampleRow(1, "a", "b"), sampleRow(0, "a", "b")], "row"],
    [
      "a grade without an answer",
      [sampleRow(0, "a", "b"), ...answered(0, "base", "x", [1, 1]).slice(1)],
      "grade",
    ],
  ])("is not made of %s", async (_what, records, why) => {
    expect(await whyOf(pack(records))).toBe(why);
  });

  it("is streamed both ways, however many answers there are", async () => {
    const filler = "word ".repeat(400);
    let alive = 0;
    function* many(): Generator<EvaluationRecord> {
      for (let row = 0; row < 10_000; row++) {
        alive = row;
        yield sampleRow(row, `country ${row}`, "x");
        for (const modelId of ["base", "tuned"])
          yield { ...plainAnswer, row, modelId, repeat: 0, text: `${filler}${row}` };
      }
    }
    const pieces = packed(sampleHead(), many());
    const first = await pieces.next();
    expect(first.done).toBe(false);
    // What was packed first is given before the last was asked for.
    expect(alive).toBeLessThan(5000);
    const rest = await gathered(pieces);
    const bytes = new Uint8Array(Buffer.concat([first.value ?? new Uint8Array(), ...rest]));
    const { records } = await openReport(source(bytes));
    let count = 0;
    for await (const _record of records()) count += 1;
    expect(count).toBe(30_000);
  });
});

describe("settings in a file", () => {
  it("have no ids of connections, datasets and registered models, and say what stood for what", () => {
    const here = {
      ...sampleSettings,
      data: { datasetId: "d-1", part: null, rows: null, seed: 1 },
      models: sampleSettings.models.map((model, place) => ({
        ...model,
        connectionId: `secret-${place}`,
        modelId: "registered",
      })),
    };
    const { settings, deployed } = settingsForFile(here);
    expect(JSON.stringify(settings)).not.toMatch(/secret|registered|d-1/);
    expect(settings.models.map(({ connectionId }) => connectionId)).toEqual(["c1", "c2"]);
    expect(deployed[1]).toEqual({
      here: { connectionId: "secret-1", deployment: "gpt-tuned" },
      file: { connectionId: "c2", deployment: "gpt-tuned" },
    });
  });
});

it("settings of a file can be run on other deployments", () => {
  const { models, graders } = withDeployments(sampleSettings, ({ deployment }) => ({
    connectionId: "here",
    deployment: `${deployment}-2`,
  }));
  expect(models.map(({ deployment }) => deployment)).toEqual(["gpt-base-2", "gpt-tuned-2"]);
  expect(graders[1]).toMatchObject({ judge: { connectionId: "here", deployment: "gpt-judge-2" } });
});

describe("what a head says of judges", () => {
  it("changes with the version of the model behind the deployment, and has no hash for other graders", () => {
    const of = (modelVersion: string) =>
      hashesOf(sampleSettings, [
        {
          ...{ connectionId: "c1", deployment: "gpt-judge", kind: "cloud", model: "gpt-4.1", modelVersion },
          ...{ sku: null, region: null, apiVersion: null },
        },
      ]);
    expect(of("1").judgeHashes.map(({ graderId }) => graderId)).toEqual(["judge"]);
    expect(of("1").judgeHashes).not.toEqual(of("2").judgeHashes);
    expect(of("1").graderHashes).toEqual(of("2").graderHashes);
  });
});
