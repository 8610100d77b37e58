/** Where a row comes from. */
export type RowOrigin =
  | { kind: "file"; file: string; line: number }
  | { kind: "conversation"; id: string; title: string; message: string | null }
  | { kind: "vote"; id: string; title: string }
  | { kind: "edit"; id: string; title: string }
  | { kind: "series"; id: string; title: string; prompt: string; run: string }
  | { kind: "dataset"; id: string; name: string; version: number; key: number }
  | { kind: "made" };

/** What a new dataset is gathered from inside the app. */
export type GatherKind = "conversations" | "votes" | "series";
