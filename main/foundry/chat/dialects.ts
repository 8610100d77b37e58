import { completions } from "./completions/completions.ts";
import type { Dialect } from "./dialect.ts";

/** How deployments are spoken to: so far there is one way. */
export const dialect: Dialect = completions;
