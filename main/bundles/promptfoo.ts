import { stringify } from "yaml";
import type { ChatParameters } from "../../preload/contract/conversations.ts";
import { parameterNames, setParameters } from "../../preload/sent-parameters.ts";
import { inPromptfoo } from "../markup.ts";
import type { Bundle } from "../runs/shape.ts";
import { columnName } from "./answers.ts";

/**
 * A config that asks the same again with promptfoo: a provider for each column under its alias, a test for each prompt.
 * Where the deployment is, and its key, the person sets there. Text is quoted throughout, so that YAML takes none of it
 * for a number, a date or a reference.
 */
export function writePromptfoo({ title, columns, prompts, deployments }: Bundle): string {
  const local = new Set(deployments.filter(({ kind }) => kind === "local").map(({ alias }) => alias));
  const config = {
    description: inPromptfoo(title),
    prompts: columns.map(({ alias, systemPrompt }, index) => ({
      label: labelOf(alias, index),
      raw: JSON.stringify([
        ...(systemPrompt === "" ? [] : [{ role: "system", content: inPromptfoo(systemPrompt) }]),
        { role: "user", content: "{{question}}" },
      ]),
    })),
    providers: columns.map(({ alias, parameters }, index) => ({
      id: `${local.has(alias) ? "openai" : "azure"}:chat:${inPromptfoo(alias)}`,
      label: labelOf(alias, index),
      config: parametersOf(parameters),
      prompts: [labelOf(alias, index)],
    })),
    tests: prompts.map(({ text }) => ({ vars: { question: inPromptfoo(text) } })),
  };
  return stringify(config, {
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

const labelOf = (alias: string, index: number): string => columnName(inPromptfoo(alias), index);

const parametersOf = (parameters: ChatParameters) =>
  Object.fromEntries(
    setParameters(parameters).flatMap(([name, value]) => {
      // promptfoo (Azure provider) has the service's names, and wants a whole schema as the format.
      if (name === "responseFormat") return [];
      const text = typeof value === "string" ? inPromptfoo(value) : value;
      return [[parameterNames[name], Array.isArray(text) ? text.map(inPromptfoo) : text]];
    }),
  );
