import type { Json } from "../json.ts";
import type { Seals } from "../seals.ts";
import type { Turn } from "./content.ts";
import type { Thinking } from "./models.ts";
import { refused } from "./refusals.ts";

/** Where thoughts of Claude models are closed: every one of the resource's can open them. */
export const thoughts = "thoughts of Claude models";

/**
 * Holds a conversation against the rules of tool turns: every call is followed by its result, thoughts come back as they
 * were, and a turn that goes on after a tool begins with them. The latter holds where thinking is enabled; an adaptive
 * model may not have thought. Throws `Refused`.
 */
export function checkTurns(turns: readonly Turn[], thinking: Thinking, seals: Seals): void {
  for (const [at, { role, blocks }] of turns.entries()) {
    if (role === "assistant") checkCalls(at, blocks, turns[at + 1]);
    else checkResults(at, blocks, turns[at - 1]);
    for (const [place, block] of blocks.entries())
      checkThoughts(block, `messages.${at}.content.${place}`, seals);
  }
  const last = turns.findLastIndex(({ role }) => role === "assistant");
  const [first] = turns[last]?.blocks ?? [];
  const isOpen = turns[last]?.blocks.some(({ type }) => type === "tool_use");
  const thought = first?.type === "thinking" || first?.type === "redacted_thinking";
  if (thinking === "enabled" && isOpen && !thought && last >= turns.length - 2)
    throw refused(
      `messages.${last}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found ` +
        `\`${String(first?.type)}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a ` +
        "thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks). To avoid this " +
        "requirement, disable `thinking`.",
    );
}

const idsOf = (blocks: readonly Json[], type: string, id: "id" | "tool_use_id"): string[] =>
  blocks.filter((block) => block.type === type).map((block) => String(block[id]));

function checkCalls(at: number, blocks: readonly Json[], next: Turn | undefined): void {
  const results = idsOf(next?.blocks ?? [], "tool_result", "tool_use_id");
  const open = idsOf(blocks, "tool_use", "id").filter((id) => !results.includes(id));
  if (open.length > 0)
    throw refused(
      `messages.${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ` +
        `${open.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
    );
}

function checkResults(at: number, blocks: readonly Json[], before: Turn | undefined): void {
  const calls = idsOf(before?.blocks ?? [], "tool_use", "id");
  const lone = idsOf(blocks, "tool_result", "tool_use_id").find((id) => !calls.includes(id));
  if (lone !== undefined)
    throw refused(
      `messages.${at}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${lone}. Each ` +
        "`tool_result` block must have a corresponding `tool_use` block in the previous message.",
    );
}

function checkThoughts({ type, thinking, signature, data }: Json, path: string, seals: Seals): void {
  // Thoughts that are not shown are signed without their text.
  if (type === "thinking" && !seals.isIntact(signature, thoughts, String(thinking)))
    throw refused(`${path}: Invalid \`signature\` in \`thinking\` block`);
  if (type === "redacted_thinking" && !seals.isIntact(data, thoughts))
    throw refused(`${path}: Invalid \`data\` in \`redacted_thinking\` block`);
}
