import type { RuleFacts } from "../../../preload/contract/dataset-rules.ts";
import { amongRules, textRules } from "./contents/as-rules.ts";
import { contentRules } from "./contents.ts";
import { conversationRules } from "./conversation.ts";
import { imageRules } from "./images.ts";
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

/** What is known of a rule besides its words. */
export const factsOf = ({ rule, severity, methods, evidence, mend }: Rule): RuleFacts => ({
  rule,
  severity,
  methods,
  evidence,
  isMendable: mend !== undefined,
});
