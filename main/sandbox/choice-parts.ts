import type { Choice } from "./completion.ts";

/** The text of a choice; null where a refusal or a call stands in its place. */
export const contentOf = ({ text, refusal, toolCall }: Choice): string | null =>
  toolCall === null && refusal.length === 0 ? text.join("") : null;

/** The calls of a choice, whole; null where there is none. */
export const toolCallsOf = ({ toolCall }: Choice): object[] | null =>
  toolCall && [
    {
      id: toolCall.id,
      type: "function",
      function: { name: toolCall.name, arguments: toolCall.arguments.join("") },
    },
  ];

/** The calls of a choice in fragments: id and name come with the first one only (OpenAI chat completions reference). */
export const fragmentsOf = ({ toolCall }: Choice): object[] =>
  toolCall === null
    ? []
    : [
        { index: 0, id: toolCall.id, type: "function", function: { name: toolCall.name, arguments: "" } },
        ...toolCall.arguments.map((part) => ({ index: 0, function: { arguments: part } })),
      ];
