export { Bench } from "./bench.tsx";
export type { BenchSource } from "./bench-source.ts";
export { GraderEditor } from "./editor.tsx";
export { useFields } from "./use-fields.ts";
