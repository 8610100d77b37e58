import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAsked } from "../../../main/cli/asked.ts";
import { wordsOf } from "../../../main/cli/failure.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-asked-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** What is asked by a config whose prompts are in a file. */
async function askedWith(
  name: string,
  prompts: string | Uint8Array,
  encode = (text: string) => Buffer.from(text),
) {
  const config = {
    connections: { c: { endpoint: "http://127.0.0.1:1/v1" } },
    columns: [{ connection: "c", deployment: "Größe" }],
    prompts: { file: name, template: "{{prompt}}" },
  };
  await writeFile(join(folder, name), prompts);
  await writeFile(join(folder, "config.json"), encode(JSON.stringify(config)));
  return readAsked(join(folder, "config.json"), null);
}

describe("the files of the command line", () => {
  it.each([
    ["UTF-8 with a mark", (text: string) => Buffer.from(`\uFEFF${text}`)],
    ["UTF-16", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["Windows-1252", (text: string) => Buffer.from(text, "latin1")],
  ])("are read in %s", async (_, encode) => {
    const { columns, prompts } = await askedWith("prompts.csv", encode("prompt;note\nGrüße;x\n"), encode);
    expect([columns[0]?.alias, prompts[0]?.text]).toEqual(["Größe", "Grüße"]);
  });

  it("keep rows whose variables are no text, and say so", async () => {
    const { prompts, notes } = await askedWith("rows.jsonl", '{"prompt":"Why?","tags":["a"]}');
    expect([prompts.length, notes.join()]).toEqual([1, expect.stringContaining("Line 1: tags is not text")]);
  });

  it("are refused where something would be left out, or they are no text", async () => {
    const words = (work: Promise<unknown>) => work.then(String, (error) => wordsOf(error).join(" "));
    expect(await words(askedWith("bad.csv", "prompt,note\nWhy?\n"))).toContain("Line 2");
    expect(await words(askedWith("zip.csv", Buffer.from("PK\u0003\u0004\0")))).toContain("is not text");
  });
});
