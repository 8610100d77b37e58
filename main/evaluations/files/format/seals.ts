import { createHash, type Hash } from "node:crypto";
import { z } from "zod";
import { count, sha256 } from "./fields.ts";
import type { RecordKind } from "./records.ts";

/** What is sealed by itself, so that it can be told what was changed. */
const sealNames = ["about", "data", "answers", "grades", "person", "judges", "verdict", "whole"] as const;
export type SealName = (typeof sealNames)[number];
export type Seals = Record<SealName, string>;

/** A value for everything that is sealed by itself. */
export const eachSeal = <Value>(of: (name: SealName) => Value): Record<SealName, Value> => ({
  about: of("about"),
  data: of("data"),
  answers: of("answers"),
  grades: of("grades"),
  person: of("person"),
  judges: of("judges"),
  verdict: of("verdict"),
  whole: of("whole"),
});

const sealOf: Record<RecordKind | "head", SealName> = {
  head: "about",
  row: "data",
  answer: "answers",
  grade: "grades",
  mark: "person",
  note: "person",
  vote: "person",
  certificate: "judges",
  verdict: "verdict",
};

/** The last line of a report. */
export const sealLine = z.strictObject({
  kind: z.literal("seal"),
  /** Lines before this one. */
  lines: count,
  seals: z.strictObject(eachSeal(() => sha256)),
});

/** Takes the lines of a report as they stand in the file, and gives the SHA-256 of each part and of the whole. */
export function sealing(): {
  add(kind: RecordKind | "head", line: string): void;
  lines(): number;
  end(): Seals;
} {
  const hashes = new Map<SealName, Hash>(sealNames.map((name) => [name, createHash("sha256")]));
  let lines = 0;
  return {
    add: (kind, line) => {
      lines += 1;
      for (const name of [sealOf[kind], "whole"] as const) hashes.get(name)?.update(line).update("\n");
    },
    lines: () => lines,
    end: () => eachSeal((name) => hashes.get(name)?.digest("hex") ?? ""),
  };
}
