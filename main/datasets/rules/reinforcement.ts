import { asObject, asText, type JsonObject } from "../../foundry/json.ts";
import { checkMessages, cutAfterLast, messagesIn } from "./conversation.ts";
import { evidence } from "./evidence.ts";
import type { RowFindings } from "./found.ts";
import { speakerOf } from "./roles.ts";
import type { Rule } from "./rule.ts";
import { checkDefinitions } from "./tools.ts";

const only = { methods: ["reinforcement"] } as const;

/** What a task has to be whose answers a grader scores. */
export const reinforcementRules: readonly Rule[] = [
  {
    rule: "last_not_user",
    severity: "blocks",
    ...only,
    evidence: evidence.reinforcement,
    mend: ({ text, value }) => cutAfterLast(text, value, "user"),
  },
  { rule: "reference_missing", severity: "warns", ...only, evidence: evidence.care },
  { rule: "risky_phrase", severity: "warns", ...only, evidence: evidence.filter },
];

const ownFields = new Set(["messages", "tools", "functions", "parallel_tool_calls"]);
/** Words in prompts that can set off the service's filter (azure-skills, 2026-08-21). */
const risky = /chain[ -]of[ -]thought/i;

/** Checks a row of the reinforcement method. */
export function checkTask(found: RowFindings, row: JsonObject): void {
  let hasReference = false;
  for (const name in row) if (!ownFields.has(name)) hasReference = true;
  if (!hasReference) found.add("reference_missing", []);
  const functions = checkDefinitions(found, row, []);
  const messages = messagesIn(found, row.messages, ["messages"]);
  if (messages === null) return;
  checkMessages(found, messages, ["messages"], { kind: "prompt", functions });
  if (speakerOf(asObject(messages.at(-1))) !== "user")
    found.add("last_not_user", ["messages", messages.length - 1, "role"]);
  for (const [index, message] of messages.entries()) {
    const phrase = risky.exec(asText(asObject(message)?.content))?.[0];
    if (phrase !== undefined) found.add("risky_phrase", ["messages", index, "content"], { phrase });
  }
}
