import type { DatasetMethod, Evidence, EvidenceKind } from "../../../preload/contract/dataset-rules.ts";
import { ruleSources } from "../../../preload/strings/dataset-rules.ts";

const of = (kind: EvidenceKind, source: keyof typeof ruleSources, date: string): Evidence => ({
  kind,
  source: ruleSources[source],
  date,
});

/** Where the rules come from. A date is that of the page or report. */
export const evidence = {
  rest: of("documented", "rest", "2025-02"),
  functions: of("documented", "functions", "2026"),
  preference: of("documented", "preference", "2026-10-07"),
  reinforcement: of("documented", "reinforcement", "2026-10"),
  vision: of("documented", "vision", "2026-02-11"),
  models: of("documented", "models", "2026"),
  supportedModels: of("documented", "supportedModels", "2026-10-06"),
  quotas: of("documented", "quotas", "2026-02-17"),
  evaluation: of("documented", "evaluation", "2026-02-10"),
  specification: of("documented", "specification", "2026"),
  invalidToken: of("observed", "invalidToken", "2026-02-12"),
  noJsonLine: of("observed", "noJsonLine", "2023"),
  noDictionary: of("observed", "noDictionary", "2023"),
  extraField: of("observed", "extraField", "2026-11"),
  emptyText: of("observed", "emptyText", "2026"),
  largeUploads: of("observed", "largeUploads", "2026-08-21"),
  filter: of("observed", "filter", "2026-08-21"),
  refusal: of("observed", "refusal", "2026-11"),
  json: of("guessed", "json", "2017-12"),
  chat: of("guessed", "chat", "2026-11"),
  care: of("guessed", "care", "2026-11"),
} as const;

/** The methods whose rows are conversations that a model learns to go on with. */
export const conversations: readonly DatasetMethod[] = ["supervised", "vision"];
/** All methods of training. */
export const training: readonly DatasetMethod[] = ["supervised", "vision", "preference", "reinforcement"];
/** All that a dataset can be for. */
export const everything: readonly DatasetMethod[] = [...training, "evaluation"];
