export { Bench } from "./bench.tsx";
export type { BenchSource } from "./bench-source.ts";
