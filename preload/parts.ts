/** The parts of a split. */
export const partNames = ["train", "validation", "test"] as const;

export type Part = (typeof partNames)[number];
