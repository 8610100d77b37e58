import { parse as parseCsv } from "csv-parse/sync";
import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { cutAnswers } from "../../../main/bundles/answers.ts";
import { bundleExports } from "../../../main/bundles/exports.ts";
import { cell } from "../../../main/csv.ts";
import { hostileBundle, hostileTexts, sampleBundle, sampleRun } from "./sample.ts";

const records = (csv: string): Record<string, string>[] =>
  parseCsv(csv, { columns: true, record_delimiter: "\r\n" });

describe("every export", () => {
  it("leaves the endpoint out", () => {
    expect(JSON.stringify(sampleBundle())).toContain("contoso");
    for (const { write } of Object.values(bundleExports))
      expect(write(sampleBundle())).not.toContain("contoso");
  });

  it("has the prompts, and all but promptfoo the answers and medians without the warm-up", () => {
    for (const [name, { write }] of Object.entries(bundleExports)) {
      const text = write(sampleBundle());
      expect(text).toContain("What colour is the sky?");
      if (name === "promptfoo") continue;
      if (name === "json") expect(text).toContain('"mostly."');
      else expect(text).toContain("Blue, mostly.");
      // Of 120.5 and 140.5 ms, not of the 5000 ms of the warm-up.
      if (name === "markdown" || name === "html") expect(text).toMatch(/130\.5/);
    }
  });
});

describe("what a content filter said", () => {
  const url = "https://example.com/a?b=<i>&c=1|2";
  const withFindings = () =>
    sampleBundle({
      runs: [
        sampleRun({
          events: [
            { at: 1, type: "filter", of: "prompt", results: { error: { code: "content_filter_error" } } },
            { at: 2, type: "text", text: "def f(): ..." },
            {
              at: 2,
              type: "filter",
              of: "answer",
              results: {
                hate: { filtered: false, severity: "safe" },
                protected_material_code: {
                  filtered: false,
                  detected: true,
                  citation: { URL: url, license: "MIT" },
                },
              },
            },
          ],
        }),
      ],
    });
  const lines = [
    "The content filter did not check the message (content_filter_error)",
    `Protected code in the answer: found. Source: ${url}. License: MIT`,
  ];

  it("is in the table, the page and the Markdown, as text", () => {
    expect(records(bundleExports.csv.write(withFindings()))[0]?.content_filter).toBe(lines.join("\n"));
    const html = bundleExports.html.write(withFindings());
    for (const line of lines) {
      expect(html).toContain(
        `<p>${line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</p>`,
      );
    }
    const elements = marked.parse(bundleExports.markdown.write(withFindings()), { async: false });
    expect(elements).toContain("<p>Protected code in the answer: found.");
    expect(elements).not.toMatch(/<a |<i>/);
  });

  it("is nothing where it found nothing", () => {
    expect(records(bundleExports.csv.write(sampleBundle()))[1]?.content_filter).toBe("");
  });
});

describe("the page", () => {
  it("lets what people and models wrote go its own way", () => {
    const page = bundleExports.html.write(hostileBundle("\u05e9\u05dc\u05d5\u05dd"));
    const around = [...page.matchAll(/<(\w+)([^>]*)>\s*[^<]*\u05e9\u05dc\u05d5\u05dd/g)];
    expect(new Set(around.map(([, element]) => element))).toEqual(
      new Set(["title", "h1", "td", "li", "h3", "pre"]),
    );
    for (const [, , attributes] of around) expect(attributes).toContain('dir="auto"');
  });
});

describe("the table", () => {
  it("has a row for each run, as its columns say", () => {
    const rows = records(bundleExports.csv.write(sampleBundle()));
    expect(rows).toHaveLength(5);
    expect(rows[1]).toMatchObject({
      column: "1",
      deployment: "large",
      first_token_ms: "120.5",
      warm_up: "0",
      repeat: "1",
      cost: "0.0002",
      answer: "Blue, mostly.",
    });
    expect(rows[0]?.warm_up).toBe("1");
    expect(rows[4]).toMatchObject({
      column: "2",
      end: "failed",
      problem: "service_failed",
      prompt_tokens: "",
      answer: "",
    });
  });

  it("has no formulas, and texts as they were otherwise", () => {
    for (const text of hostileTexts) {
      const [row] = records(bundleExports.csv.write(hostileBundle(text)));
      const [first] = text;
      const isFormula = ["=", "+", "-", "@", "\t", "\r"].includes(first ?? "");
      expect([row?.answer, row?.prompt, row?.deployment]).toEqual(
        Array(3).fill(isFormula ? `'${text}` : text.toWellFormed()),
      );
    }
    expect(["=1", "-x", "-5", "+5.25", "1e3", "-1e-3", "--5", "-", "\n=1", " =1"].map(cell)).toEqual([
      "'=1",
      "'-x",
      "-5",
      "+5.25",
      "1e3",
      "-1e-3",
      "'--5",
      "'-",
      '"\'\n=1"',
      " =1",
    ]);
    expect([cell(-5), cell(null), cell("")]).toEqual(["-5", "", ""]);
  });
});

describe("what was not sent as it is set", () => {
  const bundle = sampleBundle({
    columns: [
      { id: "c1", alias: "large", systemPrompt: "", parameters: { temperature: 0 } },
      { id: "c2", alias: "large", systemPrompt: "", parameters: { temperature: 1, maxTokens: 9 } },
      { id: "c3", alias: "large", systemPrompt: "", parameters: { temperature: 1 } },
    ],
    runs: [
      sampleRun({ notes: [{ kind: "parameter_dropped", parameter: "temperature" }] }),
      sampleRun({
        columnId: "c2",
        notes: [
          { kind: "parameter_dropped", parameter: "temperature", because: "model" },
          {
            kind: "parameter_renamed",
            parameter: "max_tokens",
            instead: "max_completion_tokens",
            because: "earlier",
            refusedAt: 1_790_000_000_000,
          },
        ],
      }),
      sampleRun({
        columnId: "c3",
        notes: [{ kind: "parameter_dropped", parameter: "temperature", because: "model" }],
      }),
      // It was refused before anything could be said of its request.
      sampleRun({ columnId: "c3", repeat: 1, end: "failed", notes: [], events: [] }),
    ],
  });

  it.each(["markdown", "html"] as const)(
    "stands beside the parameters and below the table of the %s",
    (name) => {
      const text = bundleExports[name].write(bundle).replaceAll("\\", "").replaceAll("&#39;", "'");
      expect(text).toContain("temperature: 0 (not sent)");
      expect(text).toContain("temperature: 1 (not sent), max_tokens: 9 (sent as max_completion_tokens)");
      expect(text).toContain("large (1): temperature not sent: the deployment refused it");
      expect(text).toContain("large (2): temperature not sent: the model doesn't support it");
      expect(text).toContain(
        "large (2): max_tokens sent as max_completion_tokens: the deployment refused max_tokens on 2026-09-21T14:13:20.000Z",
      );
      expect(text).toContain("Columns 1 and 3 sent the same request");
      expect(text).not.toContain("Columns 1, 2");
    },
  );

  it("has columns of its own in the table of runs, and is whole in the JSON", () => {
    const rows = records(bundleExports.csv.write(bundle));
    expect(rows.map(({ parameters, request_changes }) => [parameters, request_changes])).toEqual([
      ["temperature: 0 (not sent)", "temperature not sent: the deployment refused it"],
      [
        "temperature: 1 (not sent); max_tokens: 9 (sent as max_completion_tokens)",
        expect.stringContaining("; max_tokens sent as max_completion_tokens"),
      ],
      ["temperature: 1 (not sent)", "temperature not sent: the model doesn't support it"],
      ["temperature: 1", ""],
    ]);
    expect(JSON.parse(bundleExports.json.write(bundle)).runs[1].notes).toEqual(bundle.runs[1]?.notes);
  });

  it("is said of nothing where all was sent", () => {
    const plain = sampleBundle({ runs: sampleBundle().runs.map((run) => ({ ...run, notes: [] })) });
    for (const name of ["markdown", "html"] as const)
      expect(bundleExports[name].write(plain)).not.toMatch(/not sent|Changes to the request/);
  });
});

it("half an answer, and one without a word, are told as what they are", () => {
  const bundle = sampleBundle({
    runs: [
      sampleRun({ end: "length" }),
      sampleRun({ columnId: "c2", end: "failed", diagnosis: "empty_answer", events: [] }),
    ],
  });
  const text = bundleExports.markdown.write(bundle);
  expect(text).toContain("large (1), run 1, ended: Length limit");
  expect(text).toContain("large (2), run 1, ended: The model ended its answer without a word");
});

describe("the page", () => {
  it("has no element and no attribute of what was written", () => {
    const tags = (html: string) => [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
    const plain = tags(bundleExports.html.write(hostileBundle("x")));
    for (const text of hostileTexts)
      expect(tags(bundleExports.html.write(hostileBundle(text)))).toEqual(plain);
    expect(
      plain.filter((tag) => /script|\son|href|src/i.test(tag.replace(/style-src|default-src/g, ""))),
    ).toEqual([]);
    expect(plain.slice(0, 4).join("")).toContain("default-src 'none'; style-src 'sha256-");
  });
});

describe("the Markdown", () => {
  it("makes no element but its own", () => {
    const elements = (text: string) => {
      const html = marked.parse(bundleExports.markdown.write(hostileBundle(text)), { async: false });
      return [...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name = ""]) => name);
    };
    const plain = elements("x");
    expect(plain).toContain("table");
    for (const text of hostileTexts) expect([text, elements(text)]).toEqual([text, plain]);
  });
});

describe("the promptfoo config", () => {
  it("has a provider for each column and a test for each prompt", () => {
    const config = parseYaml(bundleExports.promptfoo.write(sampleBundle()));
    expect(config.providers).toEqual([
      { id: "azure:chat:large", label: "large (1)", config: { temperature: 0 }, prompts: ["large (1)"] },
      { id: "azure:chat:large", label: "large (2)", config: {}, prompts: ["large (2)"] },
    ]);
    expect(config.tests).toEqual([{ vars: { question: "What colour is the sky?" } }]);
    expect(JSON.parse(config.prompts[0].raw)).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "{{question}}" },
    ]);
  });

  it.each([
    ["responses", "azure:responses:large"],
    ["messages", "anthropic:messages:large"],
    ["chat", "azure:chat:large"],
  ] as const)("asks a column that was asked by %s with the provider for it", (dialect, id) => {
    const runs = sampleBundle().runs.map((run) => ({ ...run, dialect }));
    const config = parseYaml(bundleExports.promptfoo.write(sampleBundle({ runs })));
    expect(config.providers[0].id).toBe(id);
  });

  it("asks a local server as OpenAI's", () => {
    const deployments = sampleBundle().deployments.map((one) => ({ ...one, kind: "local" as const }));
    const config = parseYaml(bundleExports.promptfoo.write(sampleBundle({ deployments })));
    expect(config.providers[0].id).toBe("openai:chat:large");
  });

  it("has no template and no file but its own place", () => {
    for (const text of hostileTexts) {
      const yaml = bundleExports.promptfoo.write(hostileBundle(text));
      expect(yaml.match(/\{[{%#]/g)).toEqual(["{{", "{{"]);
      expect(yaml).not.toMatch(/file:\/\/|[%#]\}/i);
      const config = parseYaml(yaml);
      const spaceless = (one: string) => one.replaceAll(" ", "");
      expect(spaceless(config.tests[0].vars.question)).toBe(spaceless(text));
      expect(spaceless(config.description)).toBe(spaceless(text));
    }
  });
});

it("by which API a column was asked is told where its runs say so, and only there", () => {
  const asked = sampleBundle({
    runs: [sampleRun({ dialect: "responses" }), sampleRun({ columnId: "c2", dialect: "messages" })],
  });
  expect(records(bundleExports.csv.write(asked)).map(({ api }) => api)).toEqual(["responses", "messages"]);
  for (const name of ["markdown", "html"] as const) {
    expect(bundleExports[name].write(asked)).toContain("Responses, swedencentral");
    expect(bundleExports[name].write(asked)).toContain("Messages, swedencentral");
    expect(bundleExports[name].write(sampleBundle())).not.toContain("Responses");
  }
  expect(records(bundleExports.csv.write(sampleBundle()))[0]?.api).toBe("");
});

it("tells what a model declined apart from what a filter stopped, though both end alike", () => {
  const cut = { end: "content_filter" } as const;
  const runs = [sampleRun({ ...cut, diagnosis: "answer_declined" }), sampleRun(cut), sampleRun(cut)];
  const lines = cutAnswers(sampleBundle({ runs }));
  expect(lines).toEqual([expect.stringContaining("Declined"), expect.stringContaining("Content filter")]);
  expect(lines[1]).toContain("2");
});
