import { stringify } from "yaml";
import type { ChatParameters } from "../../preload/contract/conversations.ts";
import type { DialectName } from "../../preload/contract/dialects.ts";
import { parameterNames, setParameters } from "../../preload/sent-parameters.ts";
import { inPromptfoo } from "../markup.ts";
import type { Bundle } from "../runs/shape.ts";
import { columnName } from "./answers.ts";

/**
 * A config that asks the same again with promptfoo: a provider for each column under its alias, a test for each prompt.
 * Where the deployment is, and its key, the person sets there. Text is quoted throughout, so that YAML takes none of it
 * for a number, a date or a reference.
 */
export function writePromptfoo({ title, columns, prompts, deployments, runs }: Bundle): string {
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
    providers: columns.map(({ id, alias, parameters }, index) => ({
      id: `${providerOf(local.has(alias), dialectOf(id, runs))}:${inPromptfoo(alias)}`,
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

/** What a column was asked by; an earlier version knew chat completions only. */
const dialectOf = (columnId: string, runs: Bundle["runs"]): DialectName =>
  runs.find((run) => run.columnId === columnId && run.dialect !== undefined)?.dialect ?? "chat";

/** The kind of promptfoo's provider that speaks a dialect (its pages on Azure and Anthropic). */
function providerOf(isLocal: boolean, dialect: DialectName): string {
  if (dialect === "messages") return "anthropic:messages";
  return `${isLocal ? "openai" : "azure"}:${dialect === "responses" ? "responses" : "chat"}`;
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
