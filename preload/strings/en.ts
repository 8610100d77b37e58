import { diagnoses, remedies } from "./diagnoses.ts";

/** Every word the app shows. `{name}` is filled in by `fill`. */
export const strings = {
  app: { name: "Assay" },
  diagnoses,
  remedies,
} as const;
