import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { writeBatches } from "../../../../main/evaluations/process/batch-file.ts";
import { close, sessionOf } from "../../../../main/evaluations/process/session.ts";
import { temporaryProfiles } from "../../profile.ts";
import { answering, openedEvaluations, settingsOf } from "../opened.ts";

const makeProfile = temporaryProfiles();
const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** The file of an evaluation of ten rows. */
async function filled() {
  const app = openedEvaluations(
    makeProfile(),
    answering(() => "1"),
  );
  const { id } = await app.started(settingsOf());
  const file = app.fileOf(id);
  ends.push(app.close, () => close(file));
  return file;
}

const asked = { deployment: "nightly", system: "Be brief.", parameters: { temperature: 0, maxTokens: 9 } };
const signal = new AbortController().signal;
const linesOf = (path: string) =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("the file of a batch", () => {
  it("asks each row as chat does, in one document, under the name of its place", async () => {
    const file = await filled();
    const places = Int32Array.of(3, 0, 3, 1);
    const input = { path: `${file}.jsonl`, model: 1, places, asked, url: "/v1/chat/completions" as const };
    const { files, refused } = await writeBatches(() => sessionOf(file), input, { signal });
    expect(refused).toEqual([]);
    expect(files).toMatchObject([{ places, bytes: readFileSync(input.path).length }]);
    const lines = linesOf(input.path);
    expect(lines.map(({ custom_id }) => custom_id)).toEqual(["3/1/0", "3/1/1"]);
    expect(lines[0]).toEqual({
      custom_id: "3/1/0",
      method: "POST",
      url: "/v1/chat/completions",
      body: {
        model: "nightly",
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "Say 3" },
        ],
        temperature: 0,
        max_tokens: 9,
      },
    });
  });

  it("is several where it would be too large for one, with every row once", async () => {
    const file = await filled();
    const places = Int32Array.from([0, 0, 1, 0, 2, 0, 3, 0, 4, 0]);
    const input = { path: `${file}.jsonl`, model: 0, places, asked, url: "/v1/chat/completions" as const };
    const { files } = await writeBatches(
      () => sessionOf(file),
      input,
      { signal },
      { lines: 2, bytes: 10_000 },
    );
    expect(files.map((one) => [...one.places])).toEqual([
      [0, 0, 1, 0],
      [2, 0, 3, 0],
      [4, 0],
    ]);
    expect(files.map(({ path }) => linesOf(path).map(({ custom_id }) => custom_id))).toEqual([
      ["0/0/0", "1/0/0"],
      ["2/0/0", "3/0/0"],
      ["4/0/0"],
    ]);
    // The whole is not left behind.
    expect(readdirSync(dirname(file)).filter((name) => join(dirname(file), name) === input.path)).toEqual([]);
  });
});
