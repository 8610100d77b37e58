import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AfterPackContext } from "electron-builder";
import { afterEach, beforeEach, expect, test } from "vitest";
import setFuses from "../../../build/fuses.mjs";

/** What stands before the fuses in Electron's program (Electron's documentation, "Fuses"). */
const sentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-test-fuses-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Sets the fuses of a program that has those given, and gives them as they are afterwards. */
async function fusesAfter(before: string): Promise<string> {
  const program = join(folder, "assay");
  const head = `program ${sentinel}`;
  writeFileSync(
    program,
    Buffer.from(`${head}\x01${String.fromCharCode(before.length)}${before} end`, "latin1"),
  );
  await setFuses({
    appOutDir: folder,
    electronPlatformName: "linux",
    packager: { appInfo: { name: "assay", productFilename: "Assay" } },
  } as AfterPackContext);
  return readFileSync(program, "latin1").slice(head.length + 2, -" end".length);
}

test("all nine fuses are set, whatever they were", async () => {
  expect(await fusesAfter("101100011")).toBe("010011001");
  expect(await fusesAfter("010011100")).toBe("010011001");
});

test("an Electron of before the ninth has its eight set", async () => {
  expect(await fusesAfter("10110001")).toBe("01001100");
});

test("a fuse nobody has decided on stops the packing", async () => {
  await expect(fusesAfter("1011000111")).rejects.toThrow(/strictlyRequireAllFuses/);
});
