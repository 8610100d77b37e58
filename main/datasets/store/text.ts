/** Bytes of a row as a line of JSONL. */
export const bytesOf = (text: string): number => Buffer.byteLength(text) + 1;
