import { isDeepStrictEqual } from "node:util";
import { without } from "../../../preload/row-text/edit.ts";
import { asObject, type JsonObject } from "../../foundry/json.ts";
import { checkMessages, messagesIn } from "./conversation.ts";
import { evidence } from "./evidence.ts";
import type { RowFindings } from "./found.ts";
import { hasCalls } from "./messages.ts";
import { speakerOf } from "./roles.ts";
import type { Rule } from "./rule.ts";
import { checkDefinitions } from "./tools.ts";

const only = { methods: ["preference"] } as const;

/** What a pair of a better and a worse answer has to be. */
export const preferenceRules: readonly Rule[] = [
  { rule: "input_missing", severity: "blocks", ...only, evidence: evidence.preference },
  { rule: "output_missing", severity: "blocks", ...only, evidence: evidence.preference },
  { rule: "output_role", severity: "blocks", ...only, evidence: evidence.preference },
  { rule: "output_no_assistant", severity: "blocks", ...only, evidence: evidence.preference },
  { rule: "output_several", severity: "warns", ...only, evidence: evidence.care },
  {
    rule: "preference_extra_field",
    severity: "blocks",
    ...only,
    evidence: evidence.preference,
    mend: ({ text, path }) => without(text, path),
  },
  {
    rule: "outputs_identical",
    severity: "warns",
    ...only,
    evidence: evidence.care,
    mend: () => "remove",
  },
  { rule: "input_ends_with_assistant", severity: "warns", ...only, evidence: evidence.care },
];

const rowFields = new Set(["input", "preferred_output", "non_preferred_output"]);
const inputFields = new Set(["messages", "tools", "parallel_tool_calls"]);
const outputs = ["preferred_output", "non_preferred_output"] as const;

/** Checks a row of the preference method. Gives how many images are in it. */
export function checkPreference(found: RowFindings, row: JsonObject): number {
  for (const name in row)
    if (!rowFields.has(name)) found.add("preference_extra_field", [name], { name }, "name");
  const input = asObject(row.input);
  const functions = input === null ? null : checkDefinitions(found, input, ["input"]);
  let images = 0;
  if (input === null) found.add("input_missing", ["input"]);
  else {
    for (const name in input)
      if (!inputFields.has(name)) found.add("preference_extra_field", ["input", name], { name }, "name");
    const path = ["input", "messages"];
    const messages = messagesIn(found, input.messages, path);
    if (messages !== null) {
      images += checkMessages(found, messages, path, { kind: "prompt", functions });
      if (speakerOf(asObject(messages.at(-1))) === "assistant")
        found.add("input_ends_with_assistant", [...path, messages.length - 1]);
    }
  }
  for (const name of outputs) images += checkOutput(found, row[name], name, functions);
  if (row.preferred_output !== undefined && isDeepStrictEqual(row.preferred_output, row.non_preferred_output))
    found.add("outputs_identical", ["non_preferred_output"]);
  return images;
}

function checkOutput(
  found: RowFindings,
  output: unknown,
  name: string,
  functions: ReadonlySet<string> | null,
): number {
  if (!Array.isArray(output) || output.length === 0) {
    found.add("output_missing", [name], { name });
    return 0;
  }
  const images = checkMessages(found, output, [name], { kind: "output", functions });
  let [answers, words] = [0, 0];
  for (const [index, item] of output.entries()) {
    const message = asObject(item);
    const role = speakerOf(message);
    if (role === "assistant") answers += 1;
    if (message !== null && role === "assistant" && !hasCalls(message)) words += 1;
    // Roles that nobody knows are told of as such.
    if (role !== null && role !== "assistant" && role !== "tool")
      found.add("output_role", [name, index, "role"], { role });
  }
  if (answers === 0) found.add("output_no_assistant", [name], { name });
  if (words > 1) found.add("output_several", [name], { name });
  return images;
}
