import type { DatasetMethod, Evidence, RuleFacts } from "../../../../preload/contract/dataset-rules.ts";

const all: readonly DatasetMethod[] = ["supervised", "vision", "preference", "reinforcement", "evaluation"];

const warning = (rule: string, evidence: Evidence, isMendable = false): RuleFacts => ({
  rule,
  severity: "warns",
  methods: all,
  evidence,
  isMendable,
});

const deduplication: Evidence = {
  kind: "observed",
  source: "Lee et al., Deduplicating Training Data Makes Language Models Better",
  date: "2022",
};
const guessed = (source: string, date: string): Evidence => ({ kind: "guessed", source, date });

/** What is known of the rules that hold a row against the others of its dataset, or of another. */
export const setRules: readonly RuleFacts[] = [
  warning("duplicate", deduplication, true),
  warning("near_duplicate", deduplication),
  warning("leak", deduplication, true),
  warning("language_rare", guessed("Fewer than one row in a hundred", "2026-09")),
  warning("language_mixed", guessed("Question and answer in different languages", "2026-09")),
  warning("length_far", guessed("Iglewicz and Hoaglin, modified z-score beyond 3.5", "1993")),
  warning("harm_suspect", {
    kind: "guessed",
    source: "Words of the harm types that a refusal of the service named",
    date: "2026-09",
  }),
];
