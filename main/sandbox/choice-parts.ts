import type { Choice } from "./completion.ts";

/** The text of a choice; null where a refusal or a call stands in its place. */
export const contentOf = ({ text, refusal, toolCalls }: Choice): string | null =>
  text.length > 0 || (toolCalls.length === 0 && refusal.length === 0) ? text.join("") : null;

/** The calls of a choice, whole; null where there are none. */
export const toolCallsOf = ({ toolCalls }: Choice): object[] | null =>
  toolCalls.length === 0
    ? null
    : toolCalls.map(({ id, name, arguments: parts }) => ({
        id,
        type: "function",
        function: { name, arguments: parts.join("") },
      }));

/** The calls of a choice in fragments: id and name come with the first one only (OpenAI chat completions reference). */
export const fragmentsOf = ({ toolCalls }: Choice): object[] =>
  toolCalls.flatMap(({ id, name, arguments: parts }, index) => [
    { index, id, type: "function", function: { name, arguments: "" } },
    ...parts.map((part) => ({ index, function: { arguments: part } })),
  ]);
