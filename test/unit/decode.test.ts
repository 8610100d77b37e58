import { describe, expect, it } from "vitest";
import { decoding, NoText, textOf, textReader } from "../../preload/decode.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, "utf16le");
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
};
/** Latin-1 is Windows-1252 but for the row from 0x80, which is given by its bytes. */
const windows = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

/** The text, or why it is none. Whatever the pieces, it is the same. */
function read(bytes: Uint8Array): string {
  const all = [1, 3, 700, bytes.length || 1].map((size) => {
    const reader = textReader();
    try {
      let text = "";
      for (let at = 0; at < bytes.length; at += size) text += reader(bytes.subarray(at, at + size), false);
      return text + reader(new Uint8Array(), true);
    } catch (error) {
      if (error instanceof NoText) return error.why;
      throw error;
    }
  });
  expect(new Set(all).size).toBe(1);
  return all[0] ?? "";
}

const long = "plain words, nothing else. ".repeat(60);

describe("a text", () => {
  it.each([
    ["UTF-8", utf8("Grüße, 漢字 🜚")],
    ["UTF-8 with a mark", utf8("\uFEFFGrüße, 漢字 🜚")],
    ["UTF-16, little end first", utf16("\uFEFFGrüße, 漢字 🜚")],
    ["UTF-16, big end first", utf16("\uFEFFGrüße, 漢字 🜚", true)],
    ["UTF-16 without a mark", utf16("Grüße, 漢字 🜚")],
    ["UTF-16 without a mark, big end first", utf16("Grüße, 漢字 🜚", true)],
  ])("in %s is read", (_, bytes) => expect(read(bytes)).toBe("Grüße, 漢字 🜚"));

  it.each(["Привет, мир", "“Quotes” – dash …", "日本語のプロンプト\n日本", "😀 ok", "שלום\n", "Łódź", "a"])(
    "in UTF-16 without a mark is read, whatever it begins with: %j",
    (text) => expect([read(utf16(text)), read(utf16(text, true))]).toEqual([text, text]),
  );

  it.each([
    "Grüße aus Köln",
    "un café",
    "Où est-ce ? À Orléans",
    "mañana",
    "Füße\r\n",
    "£5",
    `${long}Größe, and so on`,
    `${long.slice(0, 699)}é at the end of a piece`,
  ])("in Windows-1252 is read: %j", (text) => expect(read(windows(text))).toBe(text));

  it("in Windows-1252 has its own quotes, dashes and the euro", () => {
    const bytes = new Uint8Array([0x93, 0x61, 0x94, 0x20, 0x96, 0x20, 0x35, 0x20, 0x80]);
    expect(read(bytes)).toBe("“a” – 5 €");
  });

  it("that is empty, and a mark within one", () => {
    expect([read(new Uint8Array()), read(utf8("a\uFEFFb")), read(utf8(`${long}\uFEFFb`))]).toEqual([
      "",
      "a\uFEFFb",
      `${long}\uFEFFb`,
    ]);
  });
});

describe("what was recognized", () => {
  const text = `${long.slice(0, 520)}Grüße – 5 €, naïve`;
  const inWindows = windows(text.replace("–", "\x96").replace("€", "\x80"));
  it.each([
    ["utf-8", false, utf8(text)],
    ["utf-8", true, utf8(`\uFEFF${text}`)],
    ["utf-16le", true, utf16(`\uFEFF${text}`)],
    ["utf-16be", true, utf16(`\uFEFF${text}`, true)],
    ["utf-16le", false, utf16(text)],
    ["utf-16be", false, utf16(text, true)],
    ["windows-1252", false, inWindows],
  ] as const)("is %s, with a mark: %s, wherever the bytes are cut", (encoding, hasMark, bytes) => {
    for (let at = 0; at <= bytes.length; at++) {
      const { read, facts } = decoding("head");
      const pieces = [read(bytes.subarray(0, at), false), read(bytes.subarray(at), false)];
      expect([...pieces, read(new Uint8Array(), true)].join("")).toBe(text);
      expect(facts()).toEqual({ encoding, hasMark });
    }
  });

  it("is a text with characters that none has, and none where it begins as none does", () => {
    const lenient = (bytes: Uint8Array) => decoding("head").read(bytes, true);
    expect(lenient(utf8(`${long}\0\x01`))).toBe(`${long}\0\x01`);
    expect(lenient(utf8('{"a":"\0\0\0\0"}'))).toBe('{"a":"\0\0\0\0"}');
    for (const bytes of [
      [0x89, 0x50, 0x4e, 0x47, 0x0d],
      [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31],
      [0, 1, 2, 3, 4, 5],
    ])
      expect(() => lenient(new Uint8Array(bytes))).toThrow("binary");
  });
});

describe("what is no text", () => {
  it.each([
    ["a ZIP archive", [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0, 0]],
    ["a PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ["a JPEG", [0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a]],
    ["a text with a zero in it", [...utf8("plain words"), 0, ...utf8(" and more of them")]],
  ])("%s is told", (_, bytes) => expect(() => textOf(new Uint8Array(bytes))).toThrow("binary"));

  it.each([
    ["UTF-8 that is damaged", [...utf8("é and then "), 0xff, ...utf8(" more")]],
    ["UTF-8 that breaks off", [...utf8("漢"), 0xe6, 0xbc]],
    ["UTF-8 that breaks off in its first letter beyond ASCII", [...utf8("caf"), 0xc3]],
    ["UTF-8 with a mark and a byte that is none of it", [0xef, 0xbb, 0xbf, 0x61, 0xe9, 0x61]],
    ["Windows-1251", [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]],
    ["Shift JIS", [0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x81, 0x42]],
    ["half a character of UTF-16", [0xff, 0xfe, 0x61, 0x00, 0x62]],
  ])("%s is no text in an encoding known here", (_, bytes) =>
    expect(read(new Uint8Array(bytes))).toBe("encoding"),
  );
});
