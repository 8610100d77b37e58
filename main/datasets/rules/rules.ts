import type { RuleFacts } from "../../../preload/contract/dataset-rules.ts";
import { amongRules, textRules } from "./contents/as-rules.ts";
import { contentRules } from "./contents.ts";
import { conversationRules } from "./conversation.ts";
import { evidence as sources } from "./evidence.ts";
import { imageRules } from "./images.ts";
import type { LearnedRule } from "./learned.ts";
import { messageRules } from "./messages.ts";
import { preferenceRules } from "./preference.ts";
import { reinforcementRules } from "./reinforcement.ts";
import type { Rule } from "./rule.ts";
import { structureRules } from "./structure.ts";
import { toolRules } from "./tools.ts";
import { weightRules } from "./weights.ts";
import { wholeRules } from "./whole.ts";

/** All rules, of rows first and then of whole datasets. */
export const rules: readonly Rule[] = [
  ...structureRules,
  ...conversationRules,
  ...messageRules,
  ...weightRules,
  ...toolRules,
  ...preferenceRules,
  ...reinforcementRules,
  ...imageRules,
  ...contentRules,
  ...textRules,
  ...amongRules,
  ...wholeRules,
];

const byName = new Map<string, Rule>(rules.map((rule) => [rule.rule, rule]));

/** The rule of a name; null where there is none. */
export const ruleOf = (name: string): Rule | null => byName.get(name) ?? null;

/**
 * What is known of a rule besides its words. A rule by which the service has refused rows is no guess any more: it blocks,
 * and its evidence is the newest refusal.
 */
export function factsOf(
  { rule, severity, methods, evidence, mend }: Rule,
  learned: readonly LearnedRule[] = [],
): RuleFacts {
  const isMendable = mend !== undefined;
  if (severity === "blocks") return { rule, severity, methods, evidence, isMendable };
  const dates = learned.filter((one) => one.rule === rule).map(({ date }) => date);
  const date = dates.sort().at(-1);
  return date === undefined
    ? { rule, severity, methods, evidence, isMendable }
    : { rule, severity: "blocks", methods, evidence: { ...sources.refusal, date }, isMendable };
}
