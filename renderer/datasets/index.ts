import { later } from "../ui/later.tsx";

export { PartField } from "./part-field.tsx";
export { seedIn } from "./seed.ts";
export { rowsAddress } from "./shown.ts";
export { percentOf } from "./standing.ts";
export { useDatasets } from "./state.ts";

/** Datasets are added here, and those that are wanted are ticked. */
export const Upload = later(async () => (await import("./upload.tsx")).Upload);

/** What can be done with a dataset that was uploaded. */
export const Ways = later(async () => (await import("./ways.tsx")).Ways);
