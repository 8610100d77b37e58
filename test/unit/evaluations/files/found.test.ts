import { gunzipSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { packed } from "../../../../main/evaluations/files/format/pack.ts";
import { found } from "../../../../main/evaluations/files/found.ts";
import { openEvaluation } from "../../../../main/evaluations/files/imports/open.ts";
import { evaluationFiles } from "../../../../preload/strings/evaluation-files.ts";
import { fooFile, fooResult } from "./promptfoo-samples.ts";
import { gathered, sampleHead, sampleRecords } from "./sample.ts";

const told = async (bytes: Uint8Array) => found(await openEvaluation([{ name: "x", bytes }]));

it("says what is in a report, and what its seals say", async () => {
  const bytes = Buffer.concat(await gathered(packed(sampleHead(), sampleRecords())));
  expect(await told(new Uint8Array(bytes))).toMatchObject({
    origin: "bundle",
    holds: "results",
    models: ["Base", "Tuned"],
    graders: ["Exact", "Judge"],
    rows: 2,
    answers: 4,
    ungraded: 1,
    scripts: [],
    seals: { isWhole: true, changed: [], graders: [] },
  });
  const changed = gzipSync(
    gunzipSync(bytes).toString().replace("Is it right?", "Is it so?").replace("Easy", "Hard"),
  );
  expect((await told(new Uint8Array(changed))).seals).toMatchObject({
    isWhole: false,
    changed: ["about", "person", "whole"],
    graders: ["Judge"],
  });
});

it("says what of others was left out, each with words, and shows their scripts", async () => {
  const assert = [
    { type: "javascript", value: "output === 'x'" },
    { type: "python", value: "True" },
  ];
  const file = fooFile([fooResult({ testCase: { vars: {}, assert } }), { vars: {} }]);
  const { scripts, leftOut, seals } = await told(new TextEncoder().encode(JSON.stringify(file)));
  expect(scripts[0]?.source).toContain("output === 'x'");
  expect(leftOut.map(({ code }) => code)).toEqual(["no_place", "script", "code"]);
  for (const { code } of leftOut) expect(evaluationFiles.leftOut[code]).toMatch(/\w/);
  expect(seals).toBeNull();
});

it("tells how far the reading is from the first byte on, and ends when it is told to", async () => {
  const results = Array.from({ length: 4000 }, (_, place) =>
    fooResult({ testIdx: place, vars: { q: `${place} ${"word ".repeat(100)}` } }),
  );
  const bytes = new TextEncoder().encode(JSON.stringify(fooFile(results)));
  const megabytes = Math.ceil(bytes.length / 1e6);
  const abort = new AbortController();
  const seen: [number, number | null][] = [];
  const opening = openEvaluation([{ name: "x", bytes }], {
    signal: abort.signal,
    progress: ({ done, total }) => {
      seen.push([done, total]);
      if (seen.length === 3) abort.abort(new Error("enough"));
    },
  });
  await expect(opening).rejects.toThrow("enough");
  expect(megabytes).toBeGreaterThan(2);
  expect(seen[0]).toEqual([1, megabytes]);
  expect(seen).toHaveLength(3);
});
