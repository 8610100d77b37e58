import type { Part } from "../../preload/contract/dataset-rows.ts";

export type { Part };

/** The parts of a split, in the order they are shown. */
export const partNames = ["train", "validation", "test"] as const satisfies readonly Part[];
