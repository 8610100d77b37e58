import { fill } from "./fill.ts";

/** What is wrong with a file that is not taken, by the word that the app has for it. */
const reasons: Record<string, string> = {
  too_large: "it is larger than such a file may be, or becomes so when it is unpacked",
  gzip: "it is damaged, or not packed as such files are",
  text: "it is not text, or its encoding is not UTF-8, UTF-16 or Windows-1252",
  zip: "it is a ZIP archive",
  json: "it is not JSON",
  yaml: "it is not YAML",
  names: "it has names in it that would change how a program works",
  format: "it is no file of this kind",
  version: "it does not say which version it is of",
  cut: "it breaks off before its end, or has more in it than it says",
  unreadable: "it cannot be read",
  several: "only the files of one OpenAI eval are opened together",
  no_asked: "none of its columns is called prompt, question or input",
  behind: "there is something behind its end",
};

/** Whose file it is, where it is another's. */
const origins: Record<string, string> = {
  assay_conversation: "it is a conversation of Assay, which is imported in Chat",
  assay_model: "it is a model of Assay, which is imported in Models",
  chatgpt: "it is a ChatGPT export, which Assay does not import",
  deepseek: "it is a DeepSeek export, which Assay does not import",
  claude: "it is a Claude export, which Assay does not import",
  gemini: "it is a Gemini export from Google Takeout, which Assay does not import",
  lm_studio: "it is an LM Studio conversation, which Assay does not import",
  open_webui: "it is an Open WebUI export, which Assay does not import",
  librechat: "it is a LibreChat export, which Assay does not import",
  chatbox: "it is a Chatbox export, which Assay does not import",
  cherry_studio: "it is a Cherry Studio backup, which Assay does not import",
  lobe_chat: "it is a LobeChat export, which Assay does not import",
  next_chat: "it is a NextChat export, which Assay does not import",
  typing_mind: "it is a TypingMind export, which Assay does not import",
  github_copilot: "it is a GitHub Copilot chat, which Assay does not import",
  grok: "it is a Grok export, which Assay does not import",
  promptfoo: "it is a promptfoo result, which is imported in Evaluations",
  openai_evals: "it is an evaluation of OpenAI or Azure OpenAI, which is imported in Evaluations",
  messages: "it is a list of messages as an API takes them, which Assay does not import",
};
const inLine = "in line {line}, {reason}";
const otherVersion = "it is of {version}, which this Assay does not know";
const place = "what stands at “{place}” is not what belongs there";

/** Why a file is not taken, in words. Everything that is no such word is a place in the file. */
export function importReason(why: string): string {
  if (Object.hasOwn(reasons, why)) return reasons[why] ?? "";
  const origin = /^origin (\w+)$/.exec(why)?.[1] ?? "";
  if (Object.hasOwn(origins, origin)) return origins[origin] ?? "";
  const [, line = "", inside = ""] = /^line (\d+) (.+)$/s.exec(why) ?? [];
  if (line !== "") return fill(inLine, { line, reason: importReason(inside) });
  return /^version \S+$/.test(why) ? fill(otherVersion, { version: why }) : fill(place, { place: why });
}
