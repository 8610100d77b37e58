import type { ShapeRole } from "../../../preload/contract/dataset-shapes.ts";

/** What files call each field, most telling first, as `plainName` writes it. */
const named: Record<ShapeRole, readonly string[]> = {
  messages: [
    "messages",
    "message",
    "chat",
    "chatmessages",
    "conversation",
    "conversations",
    "dialog",
    "dialogue",
    "turns",
  ],
  conversations: ["conversations", "conversation", "turns", "dialog", "dialogue", "chat", "items"],
  tools: ["tools", "tooldefinitions"],
  system: ["system", "systemprompt", "systemmessage", "sysprompt"],
  prompt: [
    "prompt",
    "question",
    "query",
    "input",
    "inputs",
    "inputtext",
    "instruction",
    "request",
    "user",
    "userprompt",
    "usermessage",
    "userinput",
    "human",
    "source",
    "text",
    "problem",
    "frage",
    "pregunta",
  ],
  context: ["context", "passage", "document", "background"],
  completion: [
    "completion",
    "response",
    "answer",
    "output",
    "outputs",
    "outputtext",
    "reply",
    "assistant",
    "assistantresponse",
    "modeloutput",
    "generation",
    "target",
    "targets",
    "targettext",
    "label",
    "solution",
    "bot",
    "gpt",
    "antwort",
    "respuesta",
  ],
  instruction: ["instruction", "instructions"],
  input: ["input", "inputs", "context"],
  output: ["output", "outputs", "response", "answer", "completion", "target"],
  history: ["history"],
  chosen: [
    "chosen",
    "preferred",
    "preferredoutput",
    "chosenresponse",
    "responsechosen",
    "preferredresponse",
    "accepted",
    "acceptedresponse",
    "winner",
    "better",
    "good",
    "positive",
    "answerchosen",
  ],
  rejected: [
    "rejected",
    "nonpreferred",
    "nonpreferredoutput",
    "rejectedresponse",
    "responserejected",
    "nonpreferredresponse",
    "dispreferred",
    "loser",
    "worse",
    "bad",
    "negative",
    "answerrejected",
  ],
  reference: [
    "referenceanswer",
    "reference",
    "expected",
    "expectedoutput",
    "expectedanswer",
    "expectedresponse",
    "ideal",
    "groundtruth",
    "goldanswer",
    "gold",
    "correctanswer",
    "target",
    "label",
    "answer",
  ],
};

/** A name without what its writing differs by: case, spaces and marks between words. */
const plainName = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** The names among these that files call a role by, the most telling first. */
export function namesFor(role: ShapeRole, names: readonly string[]): string[] {
  const known = named[role];
  return names
    .map((name) => ({ name, place: known.indexOf(plainName(name)) }))
    .filter(({ place }) => place >= 0)
    .sort((one, other) => one.place - other.place)
    .map(({ name }) => name);
}
