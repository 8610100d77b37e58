import { crc32, deflateSync } from "node:zlib";
import { seededRandom } from "../random.ts";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface Size {
  width: number;
  height: number;
}

/**
 * A picture of a prompt: a pattern of coloured squares, so many from side to side, that is the same for the same prompt. It
 * has the size that was asked for and a few kilobytes, whatever that is, since a pixel is one of sixteen colours.
 */
export function pictureOf(prompt: string, { width, height }: Size, across: number): Buffer {
  const random = seededRandom(prompt);
  const palette = Buffer.from(Array.from({ length: 16 * 3 }, () => 40 + random.below(200)));
  const side = width / across;
  const down = Math.ceil(height / side);
  const cells = Array.from({ length: down }, () => Array.from({ length: across }, () => random.below(16)));
  const lines = cells.map((row) => lineOf(row, width, side));
  const raw = Buffer.concat(
    Array.from({ length: height }, (_, y) => lines[Math.floor(y / side)] ?? Buffer.alloc(0)),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Four bits a pixel, by palette.
  header.set([4, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(raw, { level: 1 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A line of pixels, two to a byte, after the byte that says that it is not filtered. */
function lineOf(row: readonly number[], width: number, side: number): Buffer {
  const line = Buffer.alloc(1 + Math.ceil(width / 2));
  for (let x = 0; x < width; x++) {
    const colour = row[Math.floor(x / side)] ?? 0;
    const at = 1 + (x >> 1);
    line[at] = (line[at] ?? 0) | (x % 2 === 0 ? colour << 4 : colour);
  }
  return line;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8 + typed.length);
  frame.writeUInt32BE(data.length, 0);
  typed.copy(frame, 4);
  frame.writeUInt32BE(crc32(typed), 4 + typed.length);
  return frame;
}
