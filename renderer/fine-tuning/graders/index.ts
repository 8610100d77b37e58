export { Bench } from "./bench.tsx";
export type { BenchSource } from "./bench-source.ts";
export { needsJudge } from "./draft.ts";
export { GraderEditor } from "./editor.tsx";
export { useFields } from "./use-fields.ts";
