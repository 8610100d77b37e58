import { asObject } from "./foundry/json.ts";

/** Whose file something is that this app does not import. The words are in `preload/strings/import-reasons.ts`. */
export type Origin =
  | "assay_conversation"
  | "assay_model"
  | "chatgpt"
  | "deepseek"
  | "claude"
  | "gemini"
  | "lm_studio"
  | "open_webui"
  | "librechat"
  | "chatbox"
  | "cherry_studio"
  | "lobe_chat"
  | "next_chat"
  | "typing_mind"
  | "github_copilot"
  | "grok"
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
  ["deepseek", ({ mapping, inserted_at }) => asObject(mapping) !== null && inserted_at !== undefined],
  [
    "chatgpt",
    (file) =>
      asObject(file.mapping) !== null ||
      "chatgpt_plus_user" in file ||
      ("conversation_id" in file && ("is_anonymous" in file || "rating" in file)),
  ],
  ["claude", (file) => Array.isArray(file.chat_messages) || ("prompt_template" in file && "docs" in file)],
  ["gemini", ({ header, products }) => isGemini(header) || has(products, isGemini)],
  ["open_webui", ({ chat }) => ["history", "messages"].some((name) => name in (asObject(chat) ?? {}))],
  [
    "librechat",
    (file) => "conversationId" in file && ["messages", "messagesTree"].some((name) => name in file),
  ],
  ["lm_studio", ({ messages }) => has(messages, (one) => "versions" in (asObject(one) ?? {}))],
  ["chatbox", (file) => Object.keys(file).some((name) => /^(chat-sessions|session:|__exported_)/.test(name))],
  ["cherry_studio", (file) => "indexedDB" in file && "localStorage" in file],
  ["lobe_chat", (file) => "exportType" in file && "state" in file],
  ["next_chat", (file) => "chat-next-web-store" in file],
  ["typing_mind", ({ data }) => Array.isArray(asObject(data)?.chats)],
  ["github_copilot", (file) => "responderUsername" in file && Array.isArray(file.requests)],
  ["grok", (file) => "conversation" in file && Array.isArray(file.responses)],
  ["promptfoo", (file) => "evalId" in file && "results" in file],
  [
    "openai_evals",
    (file) => /^eval(\.|$)/.test(String(file.object)) || "testing_criteria" in file || "grades" in file,
  ],
  ["messages", (file) => ("role" in file && "content" in file) || has(file.messages, isMessage)],
];

/** Takeout writes the product's name with a hyphen in some languages. */
const isGemini = (name: unknown) => name === "Gemini Apps" || name === "Gemini-Apps";
const isMessage = (one: unknown) => "role" in (asObject(one) ?? {});

const has = (list: unknown, test: (one: unknown) => boolean): boolean =>
  Array.isArray(list) && list.slice(0, 3).some(test);

/** Which other program, or which other part of this one, has written a file with this JSON in it; null where nothing tells. */
export function originOf(value: unknown): Origin | null {
  const file = asObject(Array.isArray(value) ? value[0] : value);
  if (file === null) return null;
  const [found] = looks.find(([, look]) => look(file)) ?? [];
  // Some programs wrap the list.
  return found ?? (Array.isArray(file.conversations) ? originOf(file.conversations) : null);
}
