import { asObject } from "./foundry/json.ts";

/** Whose file something is that this app does not import. The words are in `preload/strings/import-reasons.ts`. */
export type Origin =
  | "assay_conversation"
  | "assay_model"
  | "chatgpt"
  | "claude"
  | "gemini"
  | "lm_studio"
  | "open_webui"
  | "librechat"
  | "chatbox"
  | "cherry_studio"
  | "promptfoo"
  | "openai_evals"
  | "messages";

type Look = (file: Record<string, unknown>) => boolean;

/** What each program's exports have, in the order they are told apart; a list is told by its first entry. */
const looks: readonly [Origin, Look][] = [
  [
    "assay_conversation",
    ({ format, messages }) => format === "assay-conversation" && Array.isArray(messages),
  ],
  ["assay_model", ({ format, connection }) => format === "assay-model" && asObject(connection) !== null],
  ["chatgpt", ({ mapping }) => asObject(mapping) !== null],
  ["claude", ({ chat_messages: messages }) => Array.isArray(messages)],
  [
    "gemini",
    ({ header, products }) => header === "Gemini Apps" || has(products, (one) => one === "Gemini Apps"),
  ],
  ["open_webui", ({ chat }) => ["history", "messages"].some((name) => name in (asObject(chat) ?? {}))],
  [
    "librechat",
    (file) => "conversationId" in file && ["messages", "messagesTree"].some((name) => name in file),
  ],
  ["lm_studio", ({ messages }) => has(messages, (one) => "versions" in (asObject(one) ?? {}))],
  ["chatbox", (file) => Object.keys(file).some((name) => /^(chat-sessions|session:|__exported_)/.test(name))],
  ["cherry_studio", (file) => "indexedDB" in file && "localStorage" in file],
  ["promptfoo", (file) => "evalId" in file && "results" in file],
  [
    "openai_evals",
    (file) => /^eval(\.|$)/.test(String(file.object)) || "testing_criteria" in file || "grades" in file,
  ],
  ["messages", ({ messages }) => has(messages, (one) => "role" in (asObject(one) ?? {}))],
];

const has = (list: unknown, test: (one: unknown) => boolean): boolean =>
  Array.isArray(list) && list.slice(0, 3).some(test);

/** Which other program, or which other part of this one, has written a file with this JSON in it; null where nothing tells. */
export function originOf(value: unknown): Origin | null {
  const file = asObject(Array.isArray(value) ? value[0] : value);
  return file === null ? null : (looks.find(([, look]) => look(file))?.[0] ?? null);
}
