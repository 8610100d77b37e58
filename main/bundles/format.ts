import { z } from "zod";
import { bundleAbout } from "../runs/shape.ts";

/** How the name of a bundle's file ends, without the dot. */
export const bundleExtension = "assay-run";

/** The newest version of the format that is read and written. */
export const bundleVersion = 1;

/** The first line of a bundle: everything but the runs, which are a line each. */
export const bundleHeader = z.object({
  format: z.literal("assay-run"),
  version: z.literal(bundleVersion),
  ...bundleAbout.shape,
  /** How many lines of runs follow. */
  runCount: z.int().min(0).max(1_000_000),
});
