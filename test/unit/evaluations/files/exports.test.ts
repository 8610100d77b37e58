import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { evaluationExports } from "../../../../main/evaluations/files/exports/exports.ts";
import { pullRequestSummary } from "../../../../main/evaluations/files/exports/markdown.ts";
import { type Report, reportOf } from "../../../../main/evaluations/files/exports/report.ts";
import type { EvaluationRecord } from "../../../../main/evaluations/files/format/records.ts";
import { openEvaluation } from "../../../../main/evaluations/files/imports/open.ts";
import type { EvaluationFormat } from "../../../../preload/contract/evaluation-files.ts";
import {
  answered,
  gathered,
  sampleHead,
  sampleRecords,
  sampleRow,
  sampleSettings,
  sampleVerdict,
} from "./sample.ts";

const hostile = [
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  '=HYPERLINK("http://evil")',
  "| a | b |\n# not a heading\n```\nout of the fence\n[x](javascript:alert(1))",
  "\u0000\u0001\u001b[31m]]>&<!--\ud800",
  "{{constructor}} {% include 'x' %} file:///etc/passwd",
].join("\n");

const stream = (records: EvaluationRecord[]) =>
  async function* () {
    yield* records;
  };

const sample = (records = sampleRecords(), thresholds: Report["thresholds"] = []) =>
  reportOf({ head: sampleHead(), records: stream(records) }, thresholds);

const badly = () =>
  sample([
    sampleRow(0, hostile, hostile),
    ...answered(0, "base", hostile, [0, null]),
    ...answered(0, "tuned", hostile, [1, 1]),
    { kind: "note", row: 0, note: hostile, label: "x" },
    { kind: "verdict", verdict: sampleVerdict() },
  ]);

async function written(report: Report, format: EvaluationFormat): Promise<string> {
  const pieces: (string | Uint8Array)[] = [];
  await evaluationExports[format].write(report, (piece) => {
    pieces.push(piece);
  });
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece))).toString();
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a table of answers", () => {
  it("is opened again with the rows that the models share", async () => {
    const text = await written(await sample(), "csv");
    const opened = await openEvaluation([{ name: "r.csv", bytes: bytes(text) }]);
    const records = await gathered(opened.records());
    expect(records.filter(({ kind }) => kind === "row")).toHaveLength(2);
    expect(records.flatMap((one) => (one.kind === "answer" ? [`${one.row} ${one.modelId}`] : []))).toEqual([
      ...["0 m1", "0 m2", "1 m1", "1 m2"],
    ]);
  });
});

describe("a report for people", () => {
  it("tells means in the unit of the verdict, and rows that were not asked", async () => {
    const verdict = sampleVerdict();
    const scores = verdict.scores.map((score) => ({
      ...score,
      ...{ unit: "score" as const, mean: { value: 0.25, low: 0.125, high: 0.5 } },
    }));
    const head = sampleHead({ dataset: { ...sampleHead().dataset, unasked: 1 } });
    const told = pullRequestSummary({
      ...(await sample()),
      head,
      verdict: { ...verdict, scores },
    });
    expect(told).toContain("| Base | 0.25 (0.125 – 0.5) |");
    expect(told).toContain("1 of them couldn't be asked and are left out");
    expect(pullRequestSummary(await sample())).toContain("| Base | 50% (30% – 70%) |");
    expect(pullRequestSummary(await sample())).not.toContain("couldn't be asked");
  });

  it("says what was found, with its interval, and what it cost", async () => {
    for (const format of ["html", "markdown"] as const) {
      const text = (await written(await sample(), format)).replaceAll("\\", "");
      expect(text).toContain(
        "Exact, 2 rows: Tuned is better: 100% against 50%, 50 points more (95% interval 10 to 90; p = 0.01).",
      );
      expect(text).toContain("Rows that got worse: 0; better: 1.");
      expect(text).toContain("100% (80% – 100%)");
      expect(text).toContain("0.0002 USD");
      expect(text).toContain("600 (550 – 650)");
      expect(text).toContain("agreement with the person (κ) 0.6 (0.4 – 0.8); found of “0” 75% (40% – 90%)");
      expect(text.replaceAll("&#39;", "'")).toContain(
        "Judge: Corrected by the judge's certificate: Tuned 61% (95% interval 52% to 70%).",
      );
      expect(text).toContain("What is the capital of Turkey?");
      expect(text).toContain("Judge: not graded, Only the service can run this.");
      expect(text.replaceAll("&#39;", "'")).toContain(
        "Base: Judge couldn't grade 1 of 2 rows. Only the service can run this (1)",
      );
      expect(text).toMatch(/easy – Easy/);
    }
  });

  it.each([
    [
      "none",
      /Exact, 2 rows: No difference found between Tuned and Base.*below 30 points would probably have gone unnoticed/,
    ],
    ["worse", /Tuned is worse: /],
    ["too_little", /Too little was graded to compare Tuned with Base: 2 rows have a score for both/],
  ] as const)("says %s", async (word, sentence) => {
    const [difference] = sampleVerdict().differences;
    if (!difference) throw new Error("no difference");
    const verdict = sampleVerdict({ differences: [{ ...difference, word }] });
    expect(pullRequestSummary({ ...(await sample()), verdict })).toMatch(sentence);
  });

  it("has a short form for a pull request, without rows, with thresholds", async () => {
    const summary = pullRequestSummary(
      await sample(undefined, [{ text: "score >= 0.8: 0.5", passed: false }]),
    );
    expect(summary).toContain("# Capitals");
    expect(summary).toMatch(/score \\>= 0\.8: 0\.5 \| Missed/);
    expect(summary).not.toContain("Istanbul");
  });

  it("is one page without scripts, in which all that was written is text", async () => {
    const page = await written(await badly(), "html");
    expect(page).toContain("Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
    expect(page).not.toMatch(/<script|<img|<link|<iframe/i);
    expect(page).toContain("&lt;script&gt;alert(1)");
    expect(page).toContain("color-scheme: light dark");
  });

  it("is Markdown in which all that was written stays in its fence", async () => {
    const text = await written(await badly(), "markdown");
    const outside = text.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, "");
    expect(outside).not.toMatch(/(?<!\\)<script|^out of the fence|^# not a heading/m);
  });

  it("shows the rows that say most where there are too many", async () => {
    const many = Array.from({ length: 700 }, (_, row) => [
      sampleRow(row, `country ${row}`, "x"),
      ...answered(row, "base", "a", [row % 10 === 9 ? 0 : 1, 1]),
    ]).flat();
    const page = await written(await sample(many), "html");
    expect(page).toContain("500 of 700 rows");
    expect(page).toContain("country 699?");
    expect(page).not.toContain("country 698?");
  });
});

describe("CSV", () => {
  it("has a row for each answer, and no formula", async () => {
    const text = await written(await sample(), "csv");
    const [header = "", first = "", , third = ""] = text.split("\r\n");
    expect(header).toMatch(
      /^row,key,asked,reference,tags,label,note,model,deployment,repeat,answer,calls,score: Exact/,
    );
    expect(first).toMatch(
      /^0,100,What is the capital of France\?,Paris,geography,easy,Easy\.,Base,gpt-base,1,Paris,,1,true,/,
    );
    expect(third).toContain(",0,false,,,,,service_only,Because.,stop,");
    const bad = await written(await badly(), "csv");
    expect(bad).not.toMatch(/(^|,|")=HYPERLINK/);
  });

  it("is read back by this app with its answers and scores", async () => {
    const opened = await openEvaluation([
      { name: "x.csv", bytes: bytes(await written(await sample(), "csv")) },
    ]);
    const records = await gathered(opened.records());
    expect(records.flatMap((one) => (one.kind === "answer" ? [one.text] : []))).toEqual([
      "Paris",
      "Paris",
      "Istanbul",
      "Ankara",
    ]);
    expect(opened.head.settings.graders.map(({ name }) => name)).toEqual(["Exact", "Judge"]);
  });
});

describe("JSON and sealed reports", () => {
  it("have everything", async () => {
    const json = JSON.parse(await written(await sample(), "json")) as { rows: unknown[]; verdict: unknown };
    expect(json.verdict).toEqual(sampleVerdict());
    expect(json.rows).toMatchObject([
      { row: 0, answers: [{ text: "Paris", grades: [{ score: 1 }, { score: 0.9 }] }, {}] },
      {},
    ]);
    const pieces: Uint8Array[] = [];
    await evaluationExports.bundle.write(await sample(), (piece) => {
      pieces.push(Buffer.from(piece));
    });
    const opened = await openEvaluation([{ name: "x", bytes: new Uint8Array(Buffer.concat(pieces)) }]);
    expect(await gathered(opened.records())).toEqual(sampleRecords());
  });
});

describe("JUnit XML", () => {
  /** The names of elements in their order; throws where they are not well nested. */
  function elements(xml: string): string[] {
    const open: string[] = [];
    const all: string[] = [];
    for (const [, end, name = "", alone] of xml.matchAll(/<(\/?)([a-z]+)(?:\s+[a-z]+="[^"<]*")*\s*(\/?)>/g)) {
      if (end) expect(open.pop()).toBe(name);
      else all.push(name);
      if (!end && !alone) open.push(name);
    }
    expect(open).toEqual([]);
    return all;
  }

  it("has a suite for each grader and model, and one for thresholds", async () => {
    const xml = await written(await sample(undefined, [{ text: "score >= 0.8", passed: false }]), "junit");
    expect(elements(xml).filter((name) => name === "testsuite")).toHaveLength(5);
    expect(xml).toContain(
      '<testsuite name="Exact: Base" tests="2" failures="1" errors="0" skipped="0" time="0.8">',
    );
    expect(xml).toContain(
      '<testsuite name="Judge: Base" tests="2" failures="0" errors="0" skipped="1" time="0.8">',
    );
    expect(xml).toContain('<failure message="Score 0">Reference: Ankara&#10;&#10;Istanbul</failure>');
    expect(xml).toContain(
      '<testcase classname="Thresholds" name="score &gt;= 0.8" time="0"><failure message="Missed"/>',
    );
  });

  it("counts an answer that failed as an error", async () => {
    const failed = answered(0, "base", "", [null, null], { end: "failed", diagnosis: "rate_limited" });
    const xml = await written(await sample([sampleRow(0, "France", "Paris"), ...failed]), "junit");
    expect(xml).toContain('errors="1"');
    expect(xml).toContain('<error message="rate_limited">');
  });

  it("has nothing that XML has not", async () => {
    const xml = await written(await badly(), "junit");
    elements(xml);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800]/);
    expect(xml).not.toContain("<script");
  });
});

describe("promptfoo", () => {
  it("gets a config that asks the same, and the graders it has", async () => {
    const text = await written(await sample(), "promptfoo");
    expect(text).toMatch(/^# Not in this file, because promptfoo has no equivalent: Exact\n/);
    const config = parse(text) as Record<string, unknown>;
    expect(config).toMatchObject({
      providers: [{ id: "azure:chat:gpt-base", label: "Base", config: { temperature: 0 } }, {}],
      defaultTest: {
        assert: [
          {
            type: "llm-rubric",
            value: "Is it right?",
            provider: "azure:chat:gpt-judge",
            threshold: 0.5,
            metric: "Judge",
          },
        ],
      },
      tests: [
        { vars: { country: "France", question: "What is the capital of France?", reference: "Paris" } },
        {},
      ],
    });
  });

  it("acts upon nothing that was written", async () => {
    const text = await written(await badly(), "promptfoo");
    const config = parse(text) as { tests: unknown };
    expect(JSON.stringify(config.tests)).not.toMatch(/\{\{|\{%|file:\/\//);
  });

  it("gives back the same scores from its results", async () => {
    const text = await written(await sample(), "promptfoo_results");
    expect(JSON.parse(text)).toMatchObject({
      results: {
        version: 3,
        stats: { successes: 3, failures: 1, errors: 0 },
        prompts: [{ provider: "Base" }, {}],
      },
      config: { description: "Capitals" },
    });
    const opened = await openEvaluation([{ name: "x.json", bytes: bytes(text) }]);
    const records = await gathered(opened.records());
    const scores = records.flatMap((one) =>
      one.kind === "grade" && one.graderId !== "whole" ? [one.score] : [],
    );
    expect(scores).toEqual([1, 0.9, 1, 1, 0, 1, 1]);
    expect(opened.head.settings.models.map(({ name }) => name)).toEqual(["Base", "Tuned"]);
  });

  it("knows an answer that failed as an error, not as a score of 0", async () => {
    const failed = answered(0, "base", "", [null, null], { end: "failed", said: "Busy" });
    const text = await written(
      await sample([sampleRow(0, "France", "Paris"), ...failed]),
      "promptfoo_results",
    );
    expect(JSON.parse(text)).toMatchObject({
      results: {
        results: [{ failureReason: 2, gradingResult: null, error: "Busy", success: false }],
        stats: { errors: 1 },
      },
    });
  });

  it("has our templates as its own", async () => {
    const [exact] = sampleSettings.graders;
    if (exact?.kind !== "text") throw new Error("no text");
    const graders = [
      { ...exact, ignoreBlanks: false, expected: "{{item.country}} and {{ reference }} {%x%}" },
    ];
    const head = sampleHead({ settings: { ...sampleSettings, graders, lead: "exact" } });
    const text = await written(await reportOf({ head, records: stream([]) }), "promptfoo");
    expect(parse(text)).toMatchObject({
      defaultTest: { assert: [{ type: "equals", value: "{{country}} and {{reference}} { %x% }" }] },
      tests: [],
    });
  });
});
