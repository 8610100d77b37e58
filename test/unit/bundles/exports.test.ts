import { parse as parseCsv } from "csv-parse/sync";
import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { bundleExports } from "../../../main/bundles/exports.ts";
import { cell } from "../../../main/csv.ts";
import { hostileBundle, hostileTexts, sampleBundle } from "./sample.ts";

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

describe("the page", () => {
  it("lets what people and models wrote go its own way", () => {
    const page = bundleExports.html.write(hostileBundle("\u05e9\u05dc\u05d5\u05dd"));
    const around = [...page.matchAll(/<(\w+)([^>]*)>\s*[^<]*\u05e9\u05dc\u05d5\u05dd/g)];
    expect(new Set(around.map(([, element]) => element))).toEqual(
      new Set(["title", "h1", "td", "h3", "pre"]),
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
