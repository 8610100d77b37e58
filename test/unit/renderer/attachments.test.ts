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

const pdf = (name: string, content = "%PDF-1.7\n1 0 obj <<>> endobj", type = "application/pdf") =>
  new File([content], name, { type });

it("a PDF is attached as a document, whatever it is called", async () => {
  const files = [pdf("a.pdf"), pdf("b", "\u0000\u0001%PDF-1.4\n", ""), pdf("c.txt", undefined, "text/plain")];
  const { taken, refused } = await readFiles(files);
  expect(taken.map(({ kind, type }) => `${kind} ${type}`)).toEqual(
    files.map(() => "document application/pdf"),
  );
  expect(atob(taken[0]?.data ?? "")).toContain("%PDF-1.7");
  expect(refused).toEqual([]);
});

it("a PDF that needs a password is refused, and one that only speaks of encryption is not", async () => {
  const locked = pdf("locked.pdf", "%PDF-1.7\ntrailer << /Root 1 0 R /Encrypt 5 0 R >>");
  const { taken, refused } = await readFiles([locked, pdf("about.pdf", "%PDF-1.7\n(/Encrypt this)")]);
  expect(taken.map(({ name }) => name)).toEqual(["about.pdf"]);
  expect(refused.join()).toMatch(/locked\.pdf is protected/);
});

it("PDFs of a message fill no more than a request holds, those before included", async () => {
  const before = (megabytes: number) => [
    {
      kind: "document" as const,
      name: "a.pdf",
      type: "application/pdf",
      data: "A".repeat((megabytes * 2 ** 22) / 3),
    },
  ];
  expect(await readFiles([pdf("b.pdf")], before(23))).toMatchObject({ taken: [{ name: "b.pdf" }] });
  const { taken, refused } = await readFiles([pdf("b.pdf")], before(24));
  expect(taken).toEqual([]);
  expect(refused.join()).toMatch(/b\.pdf can't go along.*24 MB/);
});
