import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What the service hands out closed and takes back only as it was: hidden thoughts, and signatures of shown ones. */
export interface Seals {
  /** A new seal each time, good for one place only and, where it is about a text, with that text only. */
  seal(place: string, text?: string): string;
  isIntact(sealed: unknown, place: string, text?: string): boolean;
}

/** So many bytes that nothing seems to be missing from what they stand for. */
const nonceBytes = 181;

/** Seals that no other resource can open. */
export function createSeals(): Seals {
  const key = randomBytes(32);
  const mark = (place: string, text: string, nonce: Buffer) =>
    createHmac("sha256", key)
      .update(JSON.stringify([place, text]))
      .update(nonce)
      .digest();
  return {
    seal: (place, text = "") => {
      const nonce = randomBytes(nonceBytes);
      return Buffer.concat([nonce, mark(place, text, nonce)]).toString("base64url");
    },
    isIntact: (sealed, place, text = "") => {
      if (typeof sealed !== "string") return false;
      const bytes = Buffer.from(sealed, "base64url");
      const nonce = bytes.subarray(0, nonceBytes);
      const expected = mark(place, text, nonce);
      return (
        bytes.length === nonceBytes + expected.length &&
        bytes.toString("base64url") === sealed &&
        timingSafeEqual(bytes.subarray(nonceBytes), expected)
      );
    },
  };
}
