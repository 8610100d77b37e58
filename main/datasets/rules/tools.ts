import { added, replaced } from "../../../preload/row-text/edit.ts";
import { type Path, valueAt } from "../../../preload/row-text/path.ts";
import { asList, asObject, asText, type JsonObject, parseJson } from "../../foundry/json.ts";
import { evidence, training } from "./evidence.ts";
import type { RowFindings } from "./found.ts";
import { repairedJson } from "./repair.ts";
import type { Faulty, Rule } from "./rule.ts";

/** What a function may be called (the service's specification, `FunctionObject`). */
const functionName = /^[a-zA-Z0-9_-]{1,64}$/;

/** How tools are declared, called and answered. */
export const toolRules: readonly Rule[] = [
  { rule: "tools_not_list", severity: "blocks", methods: training, evidence: evidence.functions },
  {
    rule: "tool_malformed",
    severity: "blocks",
    methods: training,
    evidence: evidence.functions,
    mend: ({ text, value, path }) => {
      const tool = asObject(valueAt(value, path));
      if (tool === null || tool.type !== undefined) return null;
      if (asObject(tool.function) !== null) return replaced(text, path, { type: "function", ...tool });
      return typeof tool.name === "string"
        ? replaced(text, path, { type: "function", function: tool })
        : null;
    },
  },
  { rule: "tool_name_wrong", severity: "blocks", methods: training, evidence: evidence.specification },
  {
    rule: "tool_parameters_wrong",
    severity: "blocks",
    methods: training,
    evidence: evidence.specification,
    mend: ({ text, value, path }) => {
      const schema = asObject(parseJson(asText(valueAt(value, path))));
      return schema?.type === "object" ? replaced(text, path, schema) : null;
    },
  },
  { rule: "tool_calls_wrong", severity: "blocks", methods: training, evidence: evidence.functions },
  { rule: "call_id_missing", severity: "blocks", methods: training, evidence: evidence.specification },
  { rule: "call_unknown_function", severity: "warns", methods: training, evidence: evidence.chat },
  {
    rule: "call_arguments_not_text",
    severity: "blocks",
    methods: training,
    evidence: evidence.specification,
    mend: ({ text, value, path }) => {
      const given = valueAt(value, path);
      return asObject(given) === null ? null : replaced(text, path, JSON.stringify(given));
    },
  },
  {
    rule: "call_arguments_not_json",
    severity: "warns",
    methods: training,
    evidence: evidence.chat,
    mend: ({ text, value, path }) => {
      const repaired = repairedJson(asText(valueAt(value, path)));
      return repaired === null || asObject(parseJson(repaired)) === null
        ? null
        : replaced(text, path, repaired);
    },
  },
  {
    rule: "tool_call_id_missing",
    severity: "blocks",
    methods: training,
    evidence: evidence.functions,
    mend: (faulty) => {
      const id = onlyOpenCall(faulty);
      return id === null ? null : added(faulty.text, faulty.path, "tool_call_id", id);
    },
  },
  {
    rule: "tool_call_id_unknown",
    severity: "warns",
    methods: training,
    evidence: evidence.chat,
    mend: (faulty) => {
      const id = onlyOpenCall({ ...faulty, path: faulty.path.slice(0, -1) });
      return id === null ? null : replaced(faulty.text, faulty.path, id);
    },
  },
  { rule: "call_unanswered", severity: "warns", methods: training, evidence: evidence.chat },
  { rule: "functions_old", severity: "warns", methods: training, evidence: evidence.functions },
  { rule: "functions_and_tools", severity: "warns", methods: training, evidence: evidence.chat },
];

/** The one call before the answer at a path that no other message answers; null where there is none, or several. */
function onlyOpenCall({ value, path }: Faulty): string | null {
  const [list, index] = [path.slice(0, -1), path.at(-1)];
  const messages = asList(valueAt(value, list));
  if (typeof index !== "number") return null;
  const caller = messages.slice(0, index).findLast((message) => asObject(message)?.tool_calls !== undefined);
  const answered = new Set(messages.map((message) => asObject(message)?.tool_call_id));
  const ids = asList(asObject(caller)?.tool_calls).map((call) => asText(asObject(call)?.id));
  const open = ids.filter((id) => id !== "" && !answered.has(id));
  return open.length === 1 ? (open[0] ?? null) : null;
}

/** Checks how the functions of the object at a path are declared. Gives their names; null where it declares none. */
export function checkDefinitions(
  found: RowFindings,
  holder: JsonObject,
  path: Path,
): ReadonlySet<string> | null {
  const { tools, functions } = holder;
  if (tools === undefined && functions === undefined) return null;
  const names = new Set<string>();
  if (functions !== undefined) {
    found.add("functions_old", [...path, "functions"], {}, "name");
    if (tools !== undefined) found.add("functions_and_tools", [...path, "functions"], {}, "name");
    if (!Array.isArray(functions)) found.add("tools_not_list", [...path, "functions"]);
    for (const [index, item] of asList(functions).entries())
      checkFunction(found, item, [...path, "functions", index], names);
  }
  if (tools === undefined) return names;
  if (!Array.isArray(tools)) found.add("tools_not_list", [...path, "tools"]);
  for (const [index, item] of asList(tools).entries()) {
    const tool = asObject(item);
    if (tool?.type === "function" && asObject(tool.function) !== null)
      checkFunction(found, tool.function, [...path, "tools", index, "function"], names);
    else found.add("tool_malformed", [...path, "tools", index]);
  }
  return names;
}

function checkFunction(found: RowFindings, item: unknown, path: Path, names: Set<string>): void {
  const declared = asObject(item);
  if (declared === null) {
    found.add("tool_malformed", path);
    return;
  }
  const { name, parameters } = declared;
  if (typeof name === "string") names.add(name);
  if (typeof name !== "string" || !functionName.test(name))
    found.add("tool_name_wrong", [...path, "name"], { name: asText(name) });
  if (parameters !== undefined && asObject(parameters)?.type !== "object" && !isEmpty(parameters))
    found.add("tool_parameters_wrong", [...path, "parameters"], { name: asText(name) });
}

/** A schema with nothing in it says that there are no parameters. */
const isEmpty = (value: unknown): boolean => {
  const object = asObject(value);
  return object !== null && Object.keys(object).length === 0;
};

/** Checks the calls in a list of messages, and the answers to them. */
export function checkCalls(
  found: RowFindings,
  messages: readonly unknown[],
  list: Path,
  functions: ReadonlySet<string> | null,
): void {
  const called = new Set<string>();
  /** Calls that wait for an answer, by their id. */
  const open = new Map<string, Path>();
  for (const [index, item] of messages.entries()) {
    const message = asObject(item);
    if (message === null) continue;
    const path = [...list, index];
    if (message.role === "tool") checkAnswer(found, message, path, called, open);
    else {
      for (const [id, call] of open) found.add("call_unanswered", call, { id });
      open.clear();
    }
    if (message.function_call !== undefined) {
      found.add("functions_old", [...path, "function_call"], {}, "name");
      checkCalled(found, message.function_call, [...path, "function_call"], functions);
    }
    if (message.tool_calls !== undefined)
      for (const [id, call] of checkToolCalls(
        found,
        message.tool_calls,
        [...path, "tool_calls"],
        functions,
      )) {
        called.add(id);
        open.set(id, call);
      }
  }
}

function checkAnswer(
  found: RowFindings,
  { tool_call_id: id }: JsonObject,
  path: Path,
  called: ReadonlySet<string>,
  open: Map<string, Path>,
): void {
  if (typeof id !== "string" || id === "") found.add("tool_call_id_missing", path);
  else if (!called.has(id)) found.add("tool_call_id_unknown", [...path, "tool_call_id"], { id });
  else open.delete(id);
}

/** Checks the calls of one message. Gives the path of each by its id. */
function checkToolCalls(
  found: RowFindings,
  calls: unknown,
  path: Path,
  functions: ReadonlySet<string> | null,
): Map<string, Path> {
  const made = new Map<string, Path>();
  if (!Array.isArray(calls) || calls.length === 0) {
    found.add("tool_calls_wrong", path);
    return made;
  }
  for (const [index, item] of calls.entries()) {
    const call = asObject(item);
    const at = [...path, index];
    if (call === null || asObject(call.function) === null) {
      found.add("tool_calls_wrong", at);
      continue;
    }
    if (typeof call.id === "string" && call.id !== "") made.set(call.id, at);
    else found.add("call_id_missing", at);
    checkCalled(found, call.function, [...at, "function"], functions);
  }
  return made;
}

function checkCalled(
  found: RowFindings,
  item: unknown,
  path: Path,
  functions: ReadonlySet<string> | null,
): void {
  const called = asObject(item);
  if (called === null) {
    found.add("tool_calls_wrong", path);
    return;
  }
  const { name, arguments: given } = called;
  if (typeof name !== "string" || !functionName.test(name))
    found.add("tool_name_wrong", [...path, "name"], { name: asText(name) });
  else if (functions?.has(name) !== true) found.add("call_unknown_function", [...path, "name"], { name });
  if (typeof given !== "string") found.add("call_arguments_not_text", [...path, "arguments"]);
  else if (asObject(parseJson(given)) === null) found.add("call_arguments_not_json", [...path, "arguments"]);
}
