import { asCount, asList, asNumber, asObject, asText, type JsonObject } from "../json.ts";

/** What a reply has of embeddings. */
export interface Vectors {
  /** In the order of the texts, all of the same length. */
  vectors: Float32Array[];
  /** What the service calls the model; empty where it does not say. */
  model: string;
  /** Tokens that were read; null where the service does not count them. */
  tokens: number | null;
}

/**
 * The vectors of a reply of `count` texts, whether as numbers or as base64 of floats with the lowest byte first, in
 * whatever order they stand (Azure OpenAI v1 specification). Null for what has not one for each, of numbers only, all of
 * one length.
 */
export function vectorsIn(document: JsonObject, count: number): Vectors | null {
  const rows = asList(document.data).map(asObject);
  const placed: (Float32Array | null)[] = Array.from({ length: count }, () => null);
  for (const [place, row] of rows.entries()) {
    const vector = vectorOf(row?.embedding);
    const index = asCount(row?.index) ?? place;
    if (vector === null || index >= count) return null;
    placed[index] = vector;
  }
  const vectors = placed.filter((one) => one !== null);
  const [first] = vectors;
  if (vectors.length !== count || vectors.some(({ length }) => length !== first?.length)) return null;
  const usage = asObject(document.usage);
  return {
    vectors,
    model: asText(document.model),
    tokens: asCount(usage?.prompt_tokens) ?? asCount(usage?.total_tokens),
  };
}

/** Null for what is no vector, and for an empty one. */
function vectorOf(value: unknown): Float32Array | null {
  if (typeof value === "string") return decoded(value);
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every((one) => typeof one === "number" && asNumber(one) !== null)
    ? Float32Array.from(value as number[])
    : null;
}

const bytesOfFloat = 4;

function decoded(base64: string): Float32Array | null {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 0 || bytes.length % bytesOfFloat !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const vector = new Float32Array(bytes.length / bytesOfFloat);
  for (let at = 0; at < vector.length; at += 1) {
    const number = view.getFloat32(at * bytesOfFloat, true);
    if (!Number.isFinite(number)) return null;
    vector[at] = number;
  }
  return vector;
}
