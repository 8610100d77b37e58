import { expect, it } from "vitest";
import { readFiles } from "../../../renderer/chat/attachments.tsx";

it("text files are attached as the text they hold, whatever their encoding", async () => {
  const bytes = [
    new TextEncoder().encode("\uFEFFGrüße"),
    new Uint8Array(Buffer.from("Grüße", "latin1")),
    new Uint8Array(Buffer.from("\uFEFFGrüße", "utf16le")),
  ];
  const { taken, refused } = await readFiles(bytes.map((one, at) => new File([one], `${at}.txt`)));
  expect(taken.map(({ kind, data }) => [kind, data])).toEqual(bytes.map(() => ["text", "Grüße"]));
  expect(refused).toEqual([]);
});

it("what is neither a text nor an image is refused by its name", async () => {
  const { taken, refused } = await readFiles([new File([new Uint8Array([0x50, 0x4b, 3, 4, 0])], "a.zip")]);
  expect([taken, refused.join()]).toEqual([[], expect.stringContaining("a.zip")]);
});
