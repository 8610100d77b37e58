import { spliced } from "../../../../preload/row-text/edit.ts";
import type { Rule } from "../rule.ts";
import { contentRules } from "./all.ts";
import { setRules } from "./set-rules.ts";

/** The rules about what stands in a row's texts. What they find is replaced by a placeholder, which needs no escapes. */
export const textRules: readonly Rule[] = contentRules.map(({ facts, mask }) => ({
  ...facts,
  ...(mask && { mend: ({ text, finding }) => spliced(text, finding, mask(finding)) }),
}));

/** The rules that hold a row against others. Where one is of no use beside another, it is removed. */
export const amongRules: readonly Rule[] = setRules.map((facts) => ({
  ...facts,
  ...(facts.isMendable && { mend: () => "remove" as const }),
}));

const among = new Set(setRules.map(({ rule }) => rule));

/** Whether a rule holds rows against others, so that a row alone does not tell whether it is kept. */
export const isAmongRows = (rule: string): boolean => among.has(rule);
