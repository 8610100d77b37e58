import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { readForm } from "../../../main/sandbox/multipart.ts";

const content = "one\r\n--\r\n--boundar\r\n-two\r\n\r\n\r\n--boundaryless is not the end? \0\r\n";
const form = [
  "what comes before is no part",
  '--bound\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune',
  '--bound\r\nContent-Type: text/plain\r\ncontent-disposition: form-data; name="file"; filename="a%22b.jsonl"\r\n\r\n' +
    content.replaceAll("--bound", "--bouns"),
  "--bound--\r\nand after",
].join("\r\n");

const requestOf = (chunks: Buffer[]) =>
  Object.assign(Readable.from(chunks), {
    headers: { "content-type": "multipart/form-data; boundary=bound" },
  }) as unknown as IncomingMessage;

async function read(size: number, mostBytes = 1_000) {
  const bytes = Buffer.from(form);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  const kept: Buffer[] = [];
  const request = requestOf(chunks);
  const reading = readForm(request, "file", mostBytes, async (piece) => void kept.push(Buffer.from(piece)));
  return { reading, request, kept };
}

it.each([1, 2, 3, 7, 64, 10_000])("a form is the same however it comes: %i bytes at a time", async (size) => {
  const { reading, kept } = await read(size);
  const { fields, file } = await reading;
  const expected = content.replaceAll("--bound", "--bouns");
  expect(Buffer.concat(kept).toString()).toBe(expected);
  expect(file).toEqual({ name: 'a"b.jsonl', size: expected.length });
  expect([...fields]).toEqual([["purpose", "fine-tune"]]);
});

it("a file that is too large is refused once all of it has come, and not kept", async () => {
  const { reading, request, kept } = await read(8, 16);
  await expect(reading).rejects.toThrow("invalid-value");
  expect(request.readableEnded).toBe(true);
  expect(Buffer.concat(kept).length).toBeLessThanOrEqual(16);
});
