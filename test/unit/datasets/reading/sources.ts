import { recognize } from "../../../../main/datasets/reading/formats.ts";
import type { SourceRecord } from "../../../../main/datasets/reading/record.ts";
import { recordsOf } from "../../../../main/datasets/reading/records.ts";
import type { Source } from "../../../../main/datasets/reading/source.ts";
import { FoundryError } from "../../../../main/foundry/error.ts";

/** A file that came with its bytes. */
export const given = (name: string, content: Uint8Array | string): Source => ({
  name,
  bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
});

/** Every record of a source, as it is recognized. */
export async function recordsIn(source: Source): Promise<SourceRecord[]> {
  const all: SourceRecord[] = [];
  for await (const batch of recordsOf(source, await recognize(source))) all.push(...batch);
  return all;
}

/** The diagnosis that work ends with. */
export async function refusal(work: () => Promise<unknown>): Promise<Record<string, string>> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FoundryError)) throw error;
    return { code: error.diagnosis.code, ...error.diagnosis.parameters };
  }
  throw new Error("nothing was refused");
}
