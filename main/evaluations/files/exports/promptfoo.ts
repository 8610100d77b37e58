import { stringify } from "yaml";
import type { EvaluationModel } from "../../../../preload/contract/evaluation-settings.ts";
import { parameterNames, setParameters } from "../../../../preload/sent-parameters.ts";
import { evaluationReport as words } from "../../../../preload/strings/evaluation-report.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { asObject, parseJson } from "../../../foundry/json.ts";
import { inPromptfoo } from "../../../markup.ts";
import { byRow, type RowGroup } from "../format/groups.ts";
import type { EvaluationHead } from "../format/head.ts";
import { assertionOf, theirTemplate } from "./assertions.ts";
import { gradersOf, type WriteReport } from "./report.ts";

const options = {
  defaultStringType: "QUOTE_DOUBLE",
  defaultKeyType: "PLAIN",
  lineWidth: 0,
  aliasDuplicateObjects: false,
} as const;

/**
 * A config that asks the same again with promptfoo. Where the deployments are, and their keys, the person sets there;
 * graders that promptfoo has no equivalent of are named in a comment.
 */
export const writePromptfooConfig: WriteReport = async ({ head, records }, write) => {
  const { settings, name } = head;
  const graders = gradersOf(head).map((grader) => ({ grader, assertion: assertionOf(grader) }));
  const missing = graders.flatMap(({ grader, assertion }) =>
    assertion ? [] : [grader.name.replace(/\s+/g, " ")],
  );
  if (missing.length > 0) await write(`# ${fill(words.promptfooLeftOut, { names: missing.join(", ") })}\n`);
  const config = {
    description: inPromptfoo(name),
    prompts: [promptOf(head)],
    providers: settings.models.map(providerOf),
    defaultTest: { assert: graders.flatMap(({ assertion }) => assertion ?? []) },
    ...(settings.repeats > 1 && { evaluateOptions: { repeat: settings.repeats } }),
  };
  await write(stringify(config, options));
  await write("tests:\n");
  let isEmpty = true;
  for await (const group of byRow(records())) {
    isEmpty = false;
    const test = stringify([{ vars: varsOf(group) }], options);
    await write(test.replace(/^(?=.)/gm, "  "));
  }
  if (isEmpty) await write("  []\n");
};

/** The prompt of all columns: that of the settings, or what each row asks by itself. */
export function promptOf({ settings }: EvaluationHead): { label: string; raw: string } {
  const { prompt } = settings;
  const messages =
    prompt.kind === "row"
      ? [{ role: "user", content: "{{question}}" }]
      : prompt.messages.map(({ role, content }) => ({ role, content: theirTemplate(content) }));
  return { label: inPromptfoo(settings.name), raw: JSON.stringify(messages) };
}

/** A model as a provider of promptfoo. */
export const providerOf = ({ name, deployment, systemPrompt, parameters }: EvaluationModel) => ({
  id: `azure:chat:${inPromptfoo(deployment)}`,
  label: inPromptfoo(name),
  config: {
    ...Object.fromEntries(
      setParameters(parameters).flatMap(([set, value]) => {
        // promptfoo wants a whole schema as the format.
        if (set === "responseFormat") return [];
        const neutral = (one: unknown) => (typeof one === "string" ? inPromptfoo(one) : one);
        return [[parameterNames[set], Array.isArray(value) ? value.map(neutral) : neutral(value)]];
      }),
    ),
    ...(systemPrompt !== "" && { systemPrompt: inPromptfoo(systemPrompt) }),
  },
});

/** A row as variables: its fields, what it asks and what is expected. What models and people wrote is no template. */
export function varsOf({ row }: RowGroup): Record<string, unknown> {
  const fields = Object.entries(asObject(parseJson(row.text)) ?? {}).map(([name, value]) => [
    name,
    // A list would be a test for each of its values.
    typeof value === "string"
      ? inPromptfoo(value)
      : typeof value === "number"
        ? value
        : inPromptfoo(JSON.stringify(value)),
  ]);
  const [first, ...more] = row.messages;
  const question =
    more.length === 0
      ? (first?.content ?? "")
      : row.messages.map(({ role, content }) => `${role}: ${content}`).join("\n\n");
  return {
    ...Object.fromEntries(fields),
    question: inPromptfoo(question),
    ...(row.reference !== null && { reference: inPromptfoo(row.reference) }),
  };
}
