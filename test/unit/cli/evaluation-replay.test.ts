import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addSummary, openReportOutput } from "../../../main/cli/evaluation-output.ts";
import { replayed } from "../../../main/cli/evaluation-replay.ts";
import { exitCodeOf } from "../../../main/cli/evaluation-thresholds.ts";
import { packed } from "../../../main/evaluations/files/format/pack.ts";
import { gathered, sampleHead, sampleRecords, sampleVerdict } from "../evaluations/files/sample.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-replay-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function report(thresholds: string[], records = sampleRecords()): Promise<string> {
  const path = join(folder, "r.assay-eval");
  writeFileSync(path, Buffer.concat(await gathered(packed(sampleHead({ thresholds }), records))));
  return path;
}

describe("a report that is replayed", () => {
  it("is judged by the thresholds it was run with, and written in every format, offline", async () => {
    const path = await report(["score >= 0.8", '{"that":"failed <= 0","model":"tuned"}']);
    const again = await replayed({ path }, path);
    expect(again.verdict).toEqual(sampleVerdict());
    expect(again.thresholds.map(({ passed }) => passed)).toEqual([false, true, true]);
    expect(exitCodeOf(again.thresholds)).toBe(1);
    const beginnings: Record<string, string> = {
      "o.html": "<!doctype html>",
      "o.md": "# Capitals",
      "o.csv": "row,key",
      "o.json": '{"head"',
      "o.xml": "<?xml",
      "o.yaml": "# Not in this file",
      "o.promptfoo.json": '{"evalId"',
    };
    for (const [name, beginning] of Object.entries(beginnings)) {
      const out = join(folder, name);
      await (await openReportOutput(out))(again);
      expect(readFileSync(out, "utf8").startsWith(beginning), name).toBe(true);
    }
    const sealed = join(folder, "again.assay-eval");
    await (await openReportOutput(sealed))(again);
    expect((await replayed({ path: sealed }, sealed)).thresholds).toEqual(again.thresholds);
  });

  it("is refused where it was changed, and says what", async () => {
    const path = await report([]);
    const text = gunzipSync(readFileSync(path)).toString().replace('"Istanbul"', '"Ankara"');
    writeFileSync(path, gzipSync(text));
    await expect(replayed({ path }, path)).rejects.toMatchObject({
      problem: "sealBroken",
      values: { parts: "Answers" },
    });
  });

  it("needs a verdict for its thresholds", async () => {
    const path = await report(["score >= 0.8"], sampleRecords().slice(0, -1));
    await expect(replayed({ path }, path)).rejects.toMatchObject({ problem: "noVerdict" });
  });

  it("adds its summary to a file", async () => {
    const path = await report([]);
    const summary = join(folder, "summary.md");
    writeFileSync(summary, "before\n");
    await addSummary(summary, await replayed({ path }, path));
    expect(readFileSync(summary, "utf8")).toMatch(/^before\n# Capitals\n/);
  });

  it("says before anything is read where it cannot be written", async () => {
    await expect(openReportOutput(join(folder, "o.exe"))).rejects.toMatchObject({ problem: "outFormat" });
    await expect(openReportOutput(join(folder, "nowhere", "o.md"))).rejects.toMatchObject({
      problem: "outUnwritable",
    });
    await expect(openReportOutput(`${folder}/folder.md/..`)).rejects.toMatchObject({ problem: "outFormat" });
  });

  it("leaves nothing behind where writing fails", async () => {
    const path = await report([]);
    const again = await replayed({ path }, path);
    const failing = {
      ...again,
      records: async function* () {
        yield* sampleRecords().slice(0, 2);
        throw new Error("broken");
      },
    };
    await expect((await openReportOutput(join(folder, "o.csv")))(failing)).rejects.toMatchObject({
      problem: "outUnwritable",
    });
    expect(readdirSync(folder)).toEqual(["r.assay-eval"]);
  });
});
