import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDatasetCommand } from "../../../main/cli/dataset-command.ts";
import { datasetCommand } from "../../../preload/strings/dataset-command.ts";
import { emptyTemporaryFolder } from "../temporary-folder.ts";

const root = mkdtempSync(join(tmpdir(), "assay-test-dataset-command-"));
let folder = "";
let number = 0;

beforeEach(() => {
  number += 1;
  folder = join(root, String(number));
  mkdirSync(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);

const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content);
  return at(name);
};

const topics = [
  "gold",
  "river stones",
  "old maps",
  "bread",
  "violins",
  "the moon",
  "chess",
  "salt",
  "paper",
  "bees",
  "glass",
  "snow",
];

/** A row that nothing is wrong with, unlike the others. */
const example = (index: number) => ({
  messages: [
    { role: "user", content: `What should a beginner know about ${topics[index]}?` },
    {
      role: "assistant",
      content: `That ${topics[index]} rewards patience ${"more ".repeat(index)}than haste.`,
    },
  ],
});

const examples = topics.map((_, index) => example(index));
const jsonl = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

async function run(
  args: string[],
  { stdin = "", signal = new AbortController().signal, isTTY = false } = {},
): Promise<{ code: number; output: Buffer; said: string }> {
  const stdout = new PassThrough();
  const output = buffer(stdout);
  let said = "";
  const stderr = {
    isTTY: false,
    write: (piece: string) => {
      said += piece;
      return true;
    },
  } as unknown as NodeJS.WriteStream;
  const terminal = {
    stdin: Readable.from([stdin]),
    stdout: Object.assign(stdout, { isTTY }),
    stderr,
    signal,
  };
  const code = await runDatasetCommand(args, terminal);
  stdout.end();
  return { code, output: await output, said };
}

const report = async (args: string[], options = {}) => {
  const { code, output, said } = await run(args, options);
  return { code, said, text: output.toString() };
};

interface Document {
  method: string;
  verdict: { fit: boolean; blockedRows: number; convertFirst: string[] };
  files: { name: string; format: string; checkedAsWritten: boolean; shape: string | null }[];
  rows: number;
  tokens: { tokens: number; error: number; counted: number };
  rules: {
    rule: string;
    scope: string;
    findings: number;
    evidence: { kind: string; source: string; date: string };
  }[];
  findings: {
    file: string;
    line: number;
    column: number | null;
    rule: string;
    title: string;
    excerpt: { before: string; text: string; after: string };
    other: { file: string; line: number } | null;
  }[];
}

const documentOf = async (args: string[], options = {}) => {
  const { code, output, said } = await run(["check", ...args, "--json"], options);
  return { code, said, document: JSON.parse(output.toString()) as Document };
};

describe("check", () => {
  it("ends with 0 for a file that is fit, and says how it was read", async () => {
    const file = write("good.jsonl", jsonl(examples));
    const { code, text: said } = await report(["check", file, "--method", "supervised"]);
    expect(code).toBe(0);
    expect(said).toContain(`${file}: JSONL, UTF-8. Checked as written.`);
    expect(said).toContain("Supervised fine-tuning: 12 rows");
    expect(said).toMatch(/\d+ tokens\. Every row was counted\./);
    expect(said.trimEnd().split("\n").at(-1)).toBe("Fit for supervised fine-tuning: nothing blocks.");
  });

  it("ends with 1 and names line, column, rule and where that comes from", async () => {
    const broken = JSON.stringify(examples[3]).replace('"role":"assistant"', '"role":"helper"');
    const lines = jsonl(examples).split("\n");
    lines[3] = broken;
    const file = write("bad.jsonl", lines.join("\n"));
    const { code, text: said } = await report(["check", file, "--method", "supervised"]);
    expect(code).toBe(1);
    expect(said).toContain(`${file}:4:${broken.indexOf('"helper"') + 1}: `);
    expect(said).toContain('»"helper"«');
    expect(said).toContain("Error: role_unknown, 1 finding in 1 row");
    expect(said).toMatch(/Documented: Microsoft: .+, 20\d\d/);
    expect(said.trimEnd().split("\n").at(-1)).toBe(
      "Not fit for supervised fine-tuning: 1 row has findings that block.",
    );
  });

  it("blocks a file as a whole that has too few examples", async () => {
    const file = write("few.jsonl", jsonl(examples.slice(0, 3)));
    const { code, document } = await documentOf([file, "--method", "supervised"]);
    expect(code).toBe(1);
    expect(document.verdict).toMatchObject({ fit: false, blockedRows: 0, blockingDatasetFindings: 1 });
    expect(document.rules).toMatchObject([{ rule: "too_few_examples", scope: "dataset" }]);
  });

  it("writes one JSON document with every finding", async () => {
    const rows = examples.map((row, index) =>
      index < 8 ? { messages: [...row.messages, { role: "user", content: "And then?" }] } : row,
    );
    const file = write("ends.jsonl", jsonl(rows));
    const { document, said } = await documentOf([file, "--method", "supervised"]);
    expect(said).toBe("");
    expect(document.method).toBe("supervised");
    expect(document.rows).toBe(12);
    const found = document.findings.filter(({ rule }) => rule === "last_not_assistant");
    expect(found.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(document.rules.find(({ rule }) => rule === "last_not_assistant")).toMatchObject({
      findings: 8,
      evidence: { kind: expect.stringMatching(/documented|observed|guessed/), source: expect.any(String) },
    });
    const short = await report(["check", file, "--method", "supervised"]);
    expect(short.text).toContain("3 more; --all shows every finding");
    const all = await report(["check", file, "--method", "supervised", "--all"]);
    expect(all.text).not.toContain("--all shows");
  });

  it("names the same row in another file by its place, and rows of an evaluation", async () => {
    const one = write("one.jsonl", jsonl(examples));
    mkdirSync(at("more"));
    const two = write("more/one.jsonl", jsonl([examples[4]]));
    const held = write("eval.jsonl", jsonl([examples[7]]));
    const more = [0, 1, 2, 3].flatMap((n) => ["--against", write(`eval-${n}.jsonl`, jsonl([examples[n]]))]);
    const { code, document } = await documentOf([
      one,
      at("more"),
      "--method",
      "supervised",
      "--against",
      held,
      ...more,
    ]);
    expect(code).toBe(0);
    expect(document.rows).toBe(13);
    expect(document.findings.find(({ rule }) => rule === "duplicate")).toMatchObject({
      file: two,
      line: 1,
      other: { file: one, line: 5 },
    });
    const leaks = document.findings.filter(({ rule }) => rule === "leak");
    expect(leaks.map(({ line }) => line)).toEqual([1, 2, 3, 4, 8]);
    expect(leaks.at(-1)).toMatchObject({ file: one, line: 8, other: { file: held, line: 1 } });
  });

  it("holds lines of the service to the rules as they are, and says what has to be converted first", async () => {
    const written = write(
      "as-is.jsonl",
      jsonl(examples.map(({ messages }) => ({ messages: JSON.stringify(messages) }))),
    );
    expect((await documentOf([written, "--method", "supervised"])).document.verdict.blockedRows).toBe(12);
    const rows = examples.map(({ messages: [asked, answer] }) => ({
      prompt: asked?.content,
      completion: answer?.content,
    }));
    const other = write("pairs.jsonl", jsonl(rows));
    const { code, document } = await documentOf([other, "--method", "supervised"]);
    expect(code).toBe(0);
    expect(document.files).toMatchObject([{ checkedAsWritten: false, shape: "prompt_completion" }]);
    expect(document.verdict.convertFirst).toEqual([other]);
  });

  it("finds the limit of the model that is named", async () => {
    const long = {
      messages: [
        ...example(0).messages,
        { role: "user", content: "gold ".repeat(40_000) },
        { role: "assistant", content: "Yes." },
      ],
    };
    const file = write("long.jsonl", jsonl([...examples, long]));
    const rulesFor = async (model: string) =>
      (await documentOf([file, "--method", "supervised", "--model", model])).document.rules.map(
        ({ rule }) => rule,
      );
    expect(await rulesFor("gpt-4.1-nano")).toContain("too_many_tokens");
    expect(await rulesFor("gpt-4.1")).not.toContain("too_many_tokens");
  });

  it("reads standard input", async () => {
    const { code, document } = await documentOf(["-", "--method", "supervised"], { stdin: jsonl(examples) });
    expect(code).toBe(0);
    expect(document.files).toMatchObject([{ name: datasetCommand.stdin, format: "jsonl" }]);
  });

  it("lets nothing that moves a terminal's cursor through", async () => {
    const bad = '{"messages":[{"role":"user\u001b[2J\u202e\u009b","content":"\u001b]0;x\u0007"}]}';
    const file = write("hostile\u001b[31m.jsonl", jsonl(examples) + bad);
    const active = /[^\P{Cc}\n]|\p{Cf}/u;
    const { code, text: said } = await report(["check", file, "--method", "supervised", "--all"]);
    expect(code).toBe(1);
    expect(said).not.toMatch(active);
    const { output } = await run(["check", file, "--method", "supervised", "--json"]);
    expect(output.toString()).not.toMatch(active);
    expect(JSON.parse(output.toString()).files[0].name).toBe(file);
    expect((await run(["check", at("\u001b[31mgone")])).said).not.toMatch(active);
  });

  it("takes names that every object has for data", async () => {
    const rows = ["__proto__", "constructor", "toString"].map((name) => `{"${name}":{"messages":1},"a":1}`);
    const file = write("names.jsonl", `${rows.join("\n")}\n`);
    const { code, document } = await documentOf([file, "--method", "evaluation"]);
    expect({ code, rows: document.rows }).toEqual({ code: 0, rows: 3 });
  });
});

describe("what fails", () => {
  it.each([
    [[], datasetCommand.reasons.command],
    [["check"], datasetCommand.reasons.noFiles],
    [["check", "a", "--shape", "blob"], "--shape can't be “blob”"],
    [["check", "a", "--out", "b"], "--out is an option of convert"],
    [["convert", "a", "--all"], "--all is an option of check"],
    [["convert", "a", "--field", "prompt"], "ROLE=COLUMN"],
    [["convert", "a", "--field", "constructor=b"], "no role “constructor”"],
    [["convert", "a", "--out", "b.parquet", "--gzip"], datasetCommand.reasons.parquetGzip],
    [["check", "-", "-"], datasetCommand.reasons.stdinTwice],
    [["check", "a", "--unheard"], "--unheard"],
  ])("%j ends with 2 and the reason", async (args, reason) => {
    const { code, output, said } = await run(args);
    expect({ code, output: output.length }).toEqual({ code: 2, output: 0 });
    expect(said).toContain(reason);
  });

  it("ends with 2 for a file that is not there, no text or empty, and names it", async () => {
    for (const file of [
      at("gone.jsonl"),
      write("image.jsonl", new Uint8Array(2000)),
      write("empty.csv", ""),
    ]) {
      const { code, output, said } = await run(["check", file]);
      expect({ code, output: output.length }).toEqual({ code: 2, output: 0 });
      expect(said.startsWith(`${file}: `)).toBe(true);
    }
  });

  it("writes no Parquet to a terminal, and nothing where no file can be", async () => {
    const file = write("good.jsonl", jsonl(examples));
    expect((await run(["convert", file, "--to", "parquet"], { isTTY: true })).code).toBe(2);
    expect((await run(["convert", file, "--out", folder])).code).toBe(2);
    const nowhere = await run(["convert", file, "--out", at("gone/out.jsonl")]);
    expect(nowhere.code).toBe(2);
    expect(nowhere.said).toContain(at("gone/out.jsonl"));
  });

  it("ends with 2 when it is interrupted, and leaves no files", async () => {
    const file = write("good.jsonl", jsonl(examples));
    const scratches = emptyTemporaryFolder();
    const signal = AbortSignal.abort();
    const checked = await run(["check", file], { signal });
    expect({ code: checked.code, said: checked.said }).toEqual({
      code: 2,
      said: `${datasetCommand.interruptedCheck}\n`,
    });
    expect((await run(["convert", file, "--out", at("out.jsonl")], { signal })).code).toBe(2);
    expect(readdirSync(folder)).toEqual(["good.jsonl"]);
    expect(readdirSync(scratches)).toEqual([]);
  });

  it("ends when nobody reads its output any more", async () => {
    const file = write("good.jsonl", jsonl(examples));
    const stdout = new Writable({
      write: (_piece, _encoding, done) => done(Object.assign(new Error("gone"), { code: "EPIPE" })),
    });
    const said: string[] = [];
    const stderr = {
      isTTY: false,
      write: (piece: string) => said.push(piece) > 0,
    } as unknown as NodeJS.WriteStream;
    const signal = new AbortController().signal;
    const code = await runDatasetCommand(["check", file], {
      stdin: Readable.from([]),
      stdout,
      stderr,
      signal,
    });
    expect({ code, said: said.join("") }).toEqual({ code: 2, said: "" });
  });

  it("shows its options", async () => {
    expect((await report(["--help"])).text).toBe(`${datasetCommand.usage}\n`);
  });
});

describe("convert", () => {
  const [asked, answer] = ["What tests gold?", "An assay."];
  const pair = { role: "user", content: asked };
  const said = { role: "assistant", content: answer };
  const supervised = { messages: [pair, said] };

  it.each<[string, string, string, string[], unknown]>([
    ["messages", "a.jsonl", jsonl([supervised]), [], supervised],
    ["prompt and completion", "a.jsonl", jsonl([{ prompt: asked, completion: answer }]), [], supervised],
    ["Alpaca", "a.json", JSON.stringify([{ instruction: asked, input: "", output: answer }]), [], supervised],
    [
      "ShareGPT",
      "a.jsonl",
      jsonl([
        {
          conversations: [
            { from: "human", value: asked },
            { from: "gpt", value: answer },
          ],
        },
      ]),
      [],
      supervised,
    ],
    [
      "preference pairs",
      "a.csv",
      `prompt,chosen,rejected\n${asked},${answer},A guess.\n`,
      [],
      {
        input: { messages: [pair] },
        preferred_output: [said],
        non_preferred_output: [{ role: "assistant", content: "A guess." }],
      },
    ],
    [
      "rows for a grader",
      "a.jsonl",
      jsonl([{ prompt: asked, reference_answer: answer }]),
      ["--method", "reinforcement"],
      { messages: [pair], reference_answer: answer },
    ],
    [
      "columns with a template",
      "a.tsv",
      `word\tmeaning\ngold\t${answer}\n`,
      ["--template-user", "What tests {{word}}?", "--template-assistant", "{{meaning}}"],
      supervised,
    ],
    [
      "columns by their roles",
      "a.csv",
      `q,a\n${asked},${answer}\n`,
      ["--shape", "prompt_completion", "--field", "prompt=q", "--field", "completion=a"],
      supervised,
    ],
  ])("makes rows of %s", async (_name, name, content, options, row) => {
    const { code, output } = await run(["convert", write(name, content), ...options]);
    expect(code).toBe(0);
    expect(JSON.parse(output.toString())).toEqual(row);
  });

  it.each(["csv", "parquet", "jsonl.gz", "csv.gz"])("goes through %s and back", async (ending) => {
    const file = write("good.jsonl", jsonl(examples));
    const out = at(`out.${ending}`);
    expect((await run(["convert", file, "--out", out])).code).toBe(0);
    const back = await run(["convert", out, "--method", "supervised"]);
    expect(back.code).toBe(0);
    expect(back.output.toString()).toBe(jsonl(examples));
  });

  it("leaves rows that are in shape as they are written, byte for byte", async () => {
    const line =
      '{ "messages" : [{"role":"user","content":"\\u00e9"},{"role":"assistant","content":"1","weight":1.0}] }';
    const { output } = await run(["convert", write("a.jsonl", `${line}\n`)]);
    expect(output.toString()).toBe(`${line}\n`);
  });

  it("writes gzip to standard output, from standard input", async () => {
    const { code, output, said: words } = await run(["convert", "-", "--gzip"], { stdin: jsonl(examples) });
    expect(code).toBe(0);
    expect(gunzipSync(output).toString()).toBe(jsonl(examples));
    expect(words).toContain("12 rows written to standard output.");
  });

  it("ends with 1 and says where, if a row does not fit", async () => {
    const file = write("a.jsonl", `${jsonl(examples)}{"messages":`);
    const out = at("out.jsonl");
    const { code, said: words } = await run(["convert", file, "--out", out]);
    expect(code).toBe(1);
    expect(words).toContain(`It can't be read (${file}:13).`);
    expect(readFileSync(out, "utf8")).toBe(`${jsonl(examples)}{"messages":\n`);
    const table = await run(["convert", file, "--out", at("out.csv")]);
    expect({ code: table.code, words: table.said }).toEqual({
      code: 1,
      words: expect.stringContaining("left out"),
    });
  });

  it("fixes what can be fixed, and says what it did", async () => {
    const token = { messages: [pair, { role: "assistant", content: "An assay.<|endoftext|>" }] };
    const file = write("a.jsonl", jsonl([supervised, token]));
    const { code, output, said: words } = await run(["convert", file, "--fix"]);
    expect(code).toBe(0);
    expect(output.toString()).toBe(jsonl([supervised, supervised]));
    expect(words).toContain("Fixed 1 × ");
    expect((await run(["convert", file])).output.toString()).toBe(jsonl([supervised, token]));
  });

  it("masks personal data only where that is asked for", async () => {
    const row = { messages: [pair, { role: "assistant", content: "Ask jane.roe@contoso.com." }] };
    const file = write("a.jsonl", jsonl([row]));
    expect((await run(["convert", file, "--fix"])).output.toString()).toContain("jane.roe@contoso.com");
    const masked = (await run(["convert", file, "--mask"])).output.toString();
    expect(JSON.parse(masked).messages[1].content).toBe("Ask [email].");
  });

  it("writes over the file that it reads", async () => {
    const file = write("a.csv", `prompt,completion\n${asked},${answer}\n`);
    expect((await run(["convert", file, "--to", "jsonl", "--out", file])).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(jsonl([supervised]));
    expect(readdirSync(folder)).toEqual(["a.csv"]);
  });
});
