import { isObject, type Json } from "./json.ts";
import { checkMessages, type MessagesChecked } from "./training-messages.ts";

/** How a job trains, by the name that its body has for it. */
export type TrainingMethod = "supervised" | "dpo" | "reinforcement";

/** One example, checked: what is wrong with it after "Example N", and how many images it has. */
export type ExampleChecked = MessagesChecked;

type Check = (example: Json, images: boolean) => ExampleChecked;

/** Checks one example by the rules of a method; `images` says whether the model takes them. */
export const checkExample = (method: TrainingMethod, example: Json, images: boolean): ExampleChecked =>
  checks[method](example, images);

const lastRole = (messages: unknown): unknown => {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  return isObject(last) ? last.role : undefined;
};

const missing = (key: string): ExampleChecked => ({ fault: ` is missing key '${key}'.`, images: 0 });

/** Quoted in public for supervised files and files of preferences, whose examples may have only what is known. */
function extra(example: Json, known: readonly string[]): ExampleChecked | null {
  const name = Object.keys(example).find((key) => !known.includes(key));
  return name === undefined ? null : { fault: ` contains an extra "${name.slice(0, 40)}".`, images: 0 };
}

function faultOfTools({ tools, functions }: Json): ExampleChecked | null {
  const refused = (fault: string): ExampleChecked => ({ fault: ` ${fault}`, images: 0 });
  for (const [name, list] of Object.entries({ tools, functions })) {
    if (list === undefined) continue;
    if (!Array.isArray(list) || list.length === 0) return refused(`${name}: expected a list of functions`);
    for (const tool of list as unknown[]) {
      const wrapped = isObject(tool) && tool.type === "function" ? tool.function : undefined;
      const described = name === "tools" ? wrapped : tool;
      if (!isObject(described) || typeof described.name !== "string" || described.name === "")
        return refused(`${name}: expected functions with a name`);
    }
  }
  return null;
}

const checks: Record<TrainingMethod, Check> = {
  supervised: (example, images) => {
    if (!Object.hasOwn(example, "messages")) return missing("messages");
    const refused =
      extra(example, ["messages", "tools", "functions", "parallel_tool_calls"]) ?? faultOfTools(example);
    if (refused) return refused;
    const checked = checkMessages("messages", example.messages, { roles: null, images });
    if (checked.fault !== null || lastRole(example.messages) === "assistant") return checked;
    return { ...checked, fault: " last message must be from the assistant" };
  },

  dpo: (example, images) => {
    const parts = ["input", "preferred_output", "non_preferred_output"];
    const absent = parts.find((part) => !Object.hasOwn(example, part));
    if (absent !== undefined) return missing(absent);
    const { input } = example;
    if (!isObject(input)) return { fault: " input: value is not a valid dict", images: 0 };
    if (!Object.hasOwn(input, "messages")) return missing("input.messages");
    const refused =
      extra(example, parts) ??
      extra(input, ["messages", "tools", "parallel_tool_calls"]) ??
      faultOfTools(input);
    if (refused) return refused;
    let checked = checkMessages("messages", input.messages, { roles: null, images });
    for (const part of parts.slice(1)) {
      if (checked.fault !== null) break;
      const output = example[part];
      const { fault } = checkMessages(part, output, { roles: ["assistant", "tool"], images: false });
      const hasAnswer =
        Array.isArray(output) &&
        output.some((message: unknown) => isObject(message) && message.role === "assistant");
      checked = {
        ...checked,
        fault: fault ?? (hasAnswer ? null : ` ${part} must have at least one message from the assistant`),
      };
    }
    return checked;
  },

  reinforcement: (example, images) => {
    if (!Object.hasOwn(example, "messages")) return missing("messages");
    const refused = faultOfTools(example);
    if (refused) return refused;
    const checked = checkMessages("messages", example.messages, { roles: null, images });
    if (checked.fault !== null || lastRole(example.messages) === "user") return checked;
    return { ...checked, fault: " last message must be from the user" };
  },
};
