import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fileNameOf, readPromptFile, readText } from "../../main/dialogs.ts";
import { FoundryError } from "../../main/foundry/error.ts";
import { explain } from "../../preload/strings/explain.ts";
import { temporaryProfiles } from "./profile.ts";

const folder = temporaryProfiles();
const file = (content: string | Uint8Array, encoding: BufferEncoding = "utf8") => {
  const path = join(folder(), "file");
  writeFileSync(path, content, encoding);
  return path;
};

it("a file is read as text in whatever encoding it was saved", async () => {
  const files = [file("Größe"), file("\uFEFFGröße"), file("\uFEFFGröße", "utf16le"), file("Größe", "latin1")];
  expect(await Promise.all(files.map(readText))).toEqual(files.map(() => "Größe"));
});

it.each([
  ["zip", Buffer.from("PK\u0003\u0004\u0014\0conversations.json")],
  ["text", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
])("a file that is no text is refused: %s", async (why, bytes) => {
  const refused = await readText(file(bytes)).catch((error: unknown) => error);
  expect(refused instanceof FoundryError && refused.diagnosis).toMatchObject({
    code: "import_refused",
    parameters: { why },
  });
});

it("a spreadsheet is told as no file of prompts, and not as a changed export", async () => {
  const refused = await readPromptFile(file("PK\u0003\u0004 xl")).catch((error: unknown) => error);
  if (!(refused instanceof FoundryError)) throw refused;
  const { title, cause } = explain(refused.diagnosis);
  expect(`${title}: ${cause}`).toBe(
    "This is no file of prompts: Prompts are read from text: a table (CSV), JSON lines, or a prompt a line. This file is refused because it is a ZIP archive.",
  );
});

it("a file's name ends with a whole character", () => {
  expect(fileNameOf(`${"x".repeat(79)}👍🏽 and more`, "json")).toBe(`${"x".repeat(79)}.json`);
  expect(fileNameOf("a/b: c?", "md")).toBe("a b c.md");
});
