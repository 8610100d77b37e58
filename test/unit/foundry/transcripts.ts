import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { root } from "../source.ts";

/**
 * Recorded replies of the service, which are not part of the repository: each is replayed, and our client has to end in
 * what its notes expect. `ASSAY_WIRE` names their folder.
 */
const folder = process.env.ASSAY_WIRE ?? join(root, "../shared/wire");

/** A recorded reply, with what a client makes of it that is right. */
interface Transcript<Expected> {
  name: string;
  kind: string;
  status: number;
  headers: Record<string, string>;
  request?: { path: string } | null;
  expected?: Expected;
}

export interface Transcripts {
  folder: string;
  /** Those of a kind, each with its name for the test. */
  ofKind<Expected>(kind: string): (readonly [string, Transcript<Expected>])[];
  bodyOf(transcript: { name: string }): Uint8Array;
}

/** Gives the recorded replies to `test`; where they are not, says so in a skipped test. */
export function withTranscripts(test: (transcripts: Transcripts) => void): void {
  if (!existsSync(folder)) {
    console.warn(`The recorded replies did not run: there is no folder ${folder} (ASSAY_WIRE).`);
    it.skip("recorded replies did not run: their folder is not here", () => {});
    return;
  }
  const all = readdirSync(folder)
    .filter((name) => /^\d.*\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  test({
    folder,
    ofKind: (kind) => all.filter((one) => one.kind === kind).map((one) => [one.name, one] as const),
    bodyOf: ({ name }) => new Uint8Array(readFileSync(join(folder, `${name}.body`))),
  });
}
