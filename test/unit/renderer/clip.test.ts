import { describe, expect, it } from "vitest";
import { type Clip, textOf } from "../../../renderer/chat/clip.ts";

const picture = { name: "image.png", type: "image/png" };
const clip = (changes: Partial<Clip>): Clip => ({
  text: "",
  html: "",
  addresses: "",
  files: [picture],
  ...changes,
});
const read = (changes: Partial<Clip>) => textOf(clip(changes));

describe("what is pasted as text and as a picture", () => {
  it("is text from a spreadsheet, a document and a slide", () => {
    const cells = "lot\tgrams\r\n7\t18\r\n";
    expect(read({ text: cells, html: "<table><tr><td>lot</td></tr></table>" })).toBe(cells);
    expect(read({ text: "One word" })).toBe("One word");
    expect(read({ html: "<p>Only as\n <b>HTML</b> &amp; such</p>" })).toBe("Only as HTML & such");
    const sheet = `<head><style>td { color: red }</style></head><!-- a <b> -->
      <table>\n <tr>\n  <td>lot</td>\n  <td>grams</td>\n </tr><tr><td>7</td><td>18</td></tr></table>`;
    expect(
      read({ html: sheet })
        ?.split("\n")
        .map((line) => line.split("\t").map((cell) => cell.trim())),
    ).toEqual([
      ["lot", "grams"],
      ["7", "18"],
    ]);
    expect(read({ text: " \n", html: "<p>Title</p>" })).toBe("Title");
    expect(read({ text: "image.png\nis what it shows" })).toBe("image.png\nis what it shows");
  });

  it("is a picture where there is no text", () => {
    expect(read({})).toBeNull();
    expect(read({ html: '<img src="https://example.com/a.png">' })).toBeNull();
    expect(read({ text: "\r\n" })).toBeNull();
  });

  it("is files where the text only names them", () => {
    const files = [picture, { name: "zwei 2.jpg", type: "image/jpeg" }];
    expect(read({ files, text: "image.png\nzwei 2.jpg" })).toBeNull();
    expect(read({ files, text: "/home/a/image.png\r\n/home/a/zwei 2.jpg\r\n" })).toBeNull();
    expect(read({ files, text: "C:\\a\\image.png\r\nC:\\a\\zwei 2.jpg" })).toBeNull();
    expect(read({ files, text: "file:///a/image.png\nfile:///a/zwei%202.jpg" })).toBeNull();
    const address = "https://example.com/cat.png?w=200";
    expect(read({ text: address, addresses: address })).toBeNull();
    for (const type of ["text/csv", "application/pdf", ""])
      expect(read({ text: "anything", files: [{ name: "a", type }, picture] })).toBeNull();
  });
});
