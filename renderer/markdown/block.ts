/** One block of the highest level. It is drawn again only when a field of it differs. */
export type Block =
  | {
      kind: "text";
      raw: string;
      /** The number of its first item where it goes on with a list that was cut. */
      start: number | null;
      /** How many definitions were known when those it may refer to last changed. */
      revision: number;
    }
  | { kind: "code"; language: string; code: string }
  /** A long table: its first two lines, and the lines of each body. */
  | { kind: "table"; head: string; bodies: string[]; revision: number };

/** A table whose rows are still being taken. */
export type OpenTable = Extract<Block, { kind: "table" }>;

export interface Footnote {
  label: string;
  text: string;
}
