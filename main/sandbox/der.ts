/** The few types of DER (ITU-T X.690) that a certificate is made of. Each function gives the encoded value. */

function encoded(tag: number, content: Buffer): Buffer {
  const size = content.length;
  const bytes = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  if (size > 0xffff) throw new RangeError(`a value of ${size} bytes is longer than this writer knows`);
  return Buffer.concat([Buffer.of(tag, ...bytes), content]);
}

/** A SEQUENCE of encoded parts (X.690 8.9). */
export const sequence = (...parts: Buffer[]) => encoded(0x30, Buffer.concat(parts));
/** A SET of encoded parts. */
export const set = (...parts: Buffer[]) => encoded(0x31, Buffer.concat(parts));
/** A BOOLEAN. */
export const boolean = (value: boolean) => encoded(0x01, Buffer.of(value ? 0xff : 0));
/** An OCTET STRING. */
export const octetString = (content: Buffer) => encoded(0x04, content);
/** A UTF8String. */
export const utf8 = (text: string) => encoded(0x0c, Buffer.from(text));

/** An integer given as its bytes, highest first, the first bit being the sign. */
export const integer = (bytes: Buffer) => encoded(0x02, bytes);

/** Bits, of which the last `unused` do not count. */
export const bitString = (content: Buffer, unused = 0) =>
  encoded(0x03, Buffer.concat([Buffer.of(unused), content]));

/** A tagged value that contains a whole other one. */
export const explicit = (tag: number, content: Buffer) => encoded(0xa0 | tag, content);

/** A tagged value whose tag stands in place of its type. */
export const implicit = (tag: number, content: Buffer) => encoded(0x80 | tag, content);

/** A moment before 2050, to the second, in UTC. */
export const time = (moment: Date) =>
  encoded(0x17, Buffer.from(`${moment.toISOString().slice(2, 19).replace(/\D/g, "")}Z`));

/** An object identifier from its dotted form. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return encoded(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** Seven bits a byte, the highest bit set on all but the last. */
function base128(value: number): number[] {
  const digits = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
    digits.unshift((left % 128) | 0x80);
  return digits;
}
