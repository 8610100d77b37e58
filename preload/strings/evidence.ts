import type { Evidence } from "../contract/dataset-rules.ts";
import { fill } from "./fill.ts";

const kinds = { documented: "Documented", observed: "Observed", guessed: "Guessed" };

/** How sure a rule of datasets is and where it comes from, in words. */
export const evidenceText = ({ kind, source, date }: Evidence): string =>
  fill("{kind}: {source}, {date}", { kind: kinds[kind], source, date });
