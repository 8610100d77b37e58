import { asText, type JsonObject } from "../../foundry/json.ts";

/** The roles of messages: those of the REST how-to, `developer` of the reinforcement samples, and `function`, which is old. */
const known = new Set(["system", "developer", "user", "assistant", "tool", "function"]);

/** What other programs call the roles. */
const aliases = new Map([
  ["human", "user"],
  ["prompter", "user"],
  ["bot", "assistant"],
  ["gpt", "assistant"],
  ["chatgpt", "assistant"],
  ["ai", "assistant"],
  ["model", "assistant"],
]);

/** Whether a role is one that the service knows. */
export const isRole = (role: string): boolean => known.has(role);

/** Whether messages of a role are instructions for the whole conversation. */
export const isInstruction = (role: unknown): boolean => role === "system" || role === "developer";

/** The service's name for a role that another program wrote, or null where none is meant for sure. */
export function roleMeantBy(role: string): string | null {
  const plain = role.trim().toLowerCase();
  return aliases.get(plain) ?? (known.has(plain) ? plain : null);
}

/**
 * Who speaks in a message, also where another program's name stands for the role; null where that is not known. Rules of
 * what messages are to each other go by this: a role that is only written otherwise is found by a rule of its own.
 */
export function speakerOf(message: JsonObject | null): string | null {
  if (message === null) return null;
  const role = asText(message.role ?? message.from);
  return known.has(role) ? role : roleMeantBy(role);
}
