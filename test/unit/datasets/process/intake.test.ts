import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { recognizeAll } from "../../../../main/datasets/process/intake.ts";
import type { Mapping } from "../../../../preload/contract/dataset-shapes.ts";
import { temporaryProfiles } from "../../profile.ts";
import { given } from "../reading/sources.ts";

const folder = temporaryProfiles();

const lines = (...rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const hello = {
  messages: [
    { role: "user", content: "Hi" },
    { role: "assistant", content: "Hello" },
  ],
};
const chat = given("chat.jsonl", lines(hello, hello, hello, hello));
const table = given("table.csv", "Question,Response\nHi,Hello\n");
const alpaca = given("alpaca.json", JSON.stringify([{ instruction: "Hi", input: "", output: "Hello" }]));
const asked = (mapping: Mapping | null = null) => ({ sources: [chat, table, alpaca], mapping });

describe("several files", () => {
  it("are each read as what they are, and shown so", async () => {
    const { mapping, files, preview } = await recognizeAll(asked());
    expect([mapping.shape, mapping.method]).toEqual(["messages", "supervised"]);
    expect(files.map(({ name, reads, unfit }) => [name, reads, unfit])).toEqual([
      ["chat.jsonl", null, 0],
      ["table.csv", { shape: "prompt_completion", columns: ["Question", "Response"] }, 0],
      ["alpaca.json", { shape: "alpaca", columns: ["instruction", "input", "output"] }, 0],
    ]);
    expect(preview.map(({ file }) => file)).toEqual(["chat.jsonl", "table.csv", "alpaca.json"]);
    for (const { row, unmapped } of preview) expect([JSON.parse(row), unmapped]).toEqual([hello, null]);
  });

  it("of which some fit are read so that most of them do", async () => {
    const odd = given("odd.jsonl", `${lines(hello, { a: 1 })}{ broken\n`);
    const { files } = await recognizeAll({ sources: [alpaca, odd], mapping: null });
    expect(files[1]).toMatchObject({ reads: { shape: "messages" }, unfit: 2 });
  });

  it("of a folder are called what it is called", async () => {
    const path = join(folder(), "Assays 2.0");
    mkdirSync(path);
    for (const name of ["a.jsonl", "b.jsonl"]) writeFileSync(join(path, name), lines(hello));
    const sources = [{ path }];
    expect(await recognizeAll({ sources, mapping: null })).toMatchObject({
      name: "Assays 2.0",
      isCut: false,
    });
    expect((await recognizeAll({ sources: [{ path: join(path, "b.jsonl") }], mapping: null })).name).toBe(
      "b",
    );
  });

  it("with other columns of the same shape keep their answers", async () => {
    const sources = [given("a.csv", "question,answer\nHi,Hello\n"), table];
    const { preview } = await recognizeAll({ sources, mapping: null });
    expect(preview.map(({ row }) => JSON.parse(row))).toEqual([hello, hello]);
  });

  it("are all for the method and under the system prompt that a person has chosen", async () => {
    const { mapping } = await recognizeAll(asked());
    const { preview } = await recognizeAll(asked({ ...mapping, method: "reinforcement", system: "S" }));
    expect(preview.map(({ row }) => JSON.parse(row))).toEqual(
      Array(3).fill({
        messages: [
          { role: "system", content: "S" },
          { role: "user", content: "Hi" },
        ],
        reference_answer: "Hello",
      }),
    );
    const evaluated = await recognizeAll(asked({ ...mapping, method: "evaluation" }));
    expect(evaluated.preview[1]?.row).toBe('{"Question":"Hi","Response":"Hello"}');
  });

  it("that differ only in what not every row has are read alike", async () => {
    const tools = [{ type: "function", function: { name: "f", parameters: {} } }];
    const sources = [given("a.jsonl", lines({ ...hello, tools })), chat];
    expect((await recognizeAll({ sources, mapping: null })).files.map(({ reads }) => reads)).toEqual([
      null,
      null,
    ]);
  });
});

describe("a file", () => {
  it("is read as a person says, and its rows that do not fit are counted", async () => {
    const odd = given("odd.jsonl", `${lines(hello, hello, hello, { a: 1 }, hello)}{ broken\n`);
    const { files, preview, mapping } = await recognizeAll({ sources: [odd], mapping: null });
    expect(files).toMatchObject([{ unfit: 2, reads: null }]);
    expect(preview).toHaveLength(3);
    const pairs: Mapping = { ...mapping, shape: "preference", method: "preference", fields: {} };
    expect((await recognizeAll({ sources: [odd], mapping: pairs })).files).toMatchObject([
      { unfit: 6, reads: null },
    ]);
  });

  it("goes by the name that it was given", async () => {
    const path = join(folder(), "5f2c.text");
    writeFileSync(path, "prompt\tcompletion\nHi\tHello\n");
    const { name, files, preview } = await recognizeAll({
      sources: [{ path, name: "Talk.tsv" }],
      mapping: null,
    });
    expect([name, files[0]?.name, preview[0]?.file]).toEqual(["Talk", "Talk.tsv", "Talk.tsv"]);
    expect(JSON.parse(preview[0]?.row ?? "")).toEqual(hello);
  });
});
