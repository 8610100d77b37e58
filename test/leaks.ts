import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Characters of a secret in a row that count as a leak. */
const telling = 12;

/** A text as it may lie in a file: by the name of the encoding, the bytes to look for. */
export function encodingsOf(text: string): Map<string, Buffer> {
  const bytes = Buffer.from(text);
  const wide = Buffer.from(text, "utf16le");
  // Base64 of a text inside a longer one: its middle is the same for each of the three ways it can be aligned.
  const aligned = [0, 1, 2].map((before): [string, Buffer] => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    return [`base64, ${before} bytes in`, Buffer.from(encoded.slice(from, to))];
  });
  return new Map<string, Buffer>([
    ["as it is", bytes],
    ["in JSON", Buffer.from(JSON.stringify(text).slice(1, -1))],
    ["URL-encoded", Buffer.from(encodeURIComponent(text))],
    ["in hex", Buffer.from(bytes.toString("hex"))],
    ["in HEX", Buffer.from(bytes.toString("hex").toUpperCase())],
    ["in UTF-16 LE", wide],
    ["in UTF-16 BE", Buffer.from(wide).swap16()],
    ...aligned,
  ]);
}

/** Where any twelve characters of a secret stand in some bytes, in whatever encoding; empty where none do. */
export function leaksIn(bytes: Buffer, secret: string): string[] {
  const pieces = Array.from({ length: secret.length - telling + 1 }, (_, from) =>
    secret.slice(from, from + telling),
  );
  const found = pieces.flatMap((piece) =>
    [...encodingsOf(piece)].filter(([, needle]) => bytes.includes(needle)).map(([encoding]) => encoding),
  );
  return [...new Set(found)];
}

/** Where a secret leaks into any file below a folder: `FILE: ENCODING`. */
export function leaksInFiles(folder: string, secret: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => lstatSync(file).isFile())
    .flatMap((file) => leaksIn(readFileSync(file), secret).map((encoding) => `${file}: ${encoding}`));
}
