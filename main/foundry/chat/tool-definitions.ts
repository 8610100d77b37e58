import { problem } from "../error.ts";
import { asObject, asObjects, asText, type JsonObject, parseJson } from "../json.ts";
import type { Question } from "./question.ts";

/** A function that a model may call, as every API describes it in its own words. */
export interface FunctionTool {
  name: string;
  description: string | undefined;
  /** A JSON schema. */
  parameters: JsonObject;
  strict: boolean | undefined;
}

/**
 * The tools of a question as chat completions write them: those that come with it, and those a person has written down.
 * Throws `tools_not_understood` for a text that is no list of them.
 */
export function toolsOf({ tools = [], parameters = {} }: Question): JsonObject[] {
  return [...tools, ...(parameters.tools === undefined ? [] : written(parameters.tools))];
}

function written(text: string): JsonObject[] {
  const list = parseJson(text);
  const objects = asObjects(list);
  const isList = Array.isArray(list) && objects.length === list.length;
  if (!isList || objects.some((one) => nameOf(one) === "")) throw problem("tools_not_understood");
  // Many leave the wrapper out, as Responses does.
  return objects.map((one) =>
    asObject(one.function) ? one : { type: "function", function: unwrapped(one) },
  );
}

const unwrapped = ({ type: _type, input_schema, parameters = input_schema, ...others }: JsonObject) => ({
  ...others,
  parameters,
});

const nameOf = (tool: JsonObject) => asText((asObject(tool.function) ?? tool).name);

/** The functions among a question's tools. Throws `tools_not_understood`. */
export function functionsOf(question: Question): FunctionTool[] {
  return toolsOf(question).flatMap((tool) => {
    const { name, description, parameters, strict } = asObject(tool.function) ?? {};
    if (typeof name !== "string") return [];
    return [
      {
        name,
        description: asText(description) || undefined,
        parameters: asObject(parameters) ?? { type: "object", properties: {} },
        strict: typeof strict === "boolean" ? strict : undefined,
      },
    ];
  });
}

/** The JSON schema in a setting's text. Throws `schema_not_understood` where there is none. */
export function schemaOf(text: unknown): JsonObject {
  const schema = asObject(parseJson(asText(text)));
  if (!schema) throw problem("schema_not_understood");
  return schema;
}
