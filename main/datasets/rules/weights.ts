import { replaced, without } from "../../../preload/row-text/edit.ts";
import { type Path, valueAt } from "../../../preload/row-text/path.ts";
import { asObject } from "../../foundry/json.ts";
import { conversations, evidence, training } from "./evidence.ts";
import type { RowFindings } from "./found.ts";
import { speakerOf } from "./roles.ts";
import type { Rule } from "./rule.ts";

/** What else people write for the two weights. */
const meant = new Map<unknown, number>([
  [true, 1],
  [false, 0],
  ["1", 1],
  ["0", 0],
]);

/** What says which answers of a conversation are learned from. */
export const weightRules: readonly Rule[] = [
  {
    rule: "weight_wrong",
    severity: "blocks",
    methods: training,
    evidence: evidence.rest,
    mend: ({ text, value, path }) => {
      const weight = meant.get(valueAt(value, path));
      return weight === undefined ? without(text, path) : replaced(text, path, weight);
    },
  },
  {
    rule: "weight_not_assistant",
    severity: "blocks",
    methods: training,
    evidence: evidence.rest,
    mend: ({ text, path }) => without(text, path),
  },
  {
    rule: "weights_all_zero",
    severity: "warns",
    methods: conversations,
    evidence: evidence.care,
    mend: () => "remove",
  },
];

/** Checks the weights of the messages in a list. */
export function checkWeights(found: RowFindings, messages: readonly unknown[], list: Path): void {
  let [answers, ignored] = [0, 0];
  for (const [index, item] of messages.entries()) {
    const message = asObject(item);
    if (message === null) continue;
    const { weight } = message;
    const role = speakerOf(message);
    if (role === "assistant") answers += 1;
    if (weight === undefined) continue;
    if (role !== "assistant") found.add("weight_not_assistant", [...list, index, "weight"], {}, "name");
    else if (weight === 0) ignored += 1;
    else if (weight !== 1) found.add("weight_wrong", [...list, index, "weight"]);
  }
  if (answers > 0 && ignored === answers) found.add("weights_all_zero", list);
}
