import { chatParameters } from "../../../../../preload/contract/conversations.ts";
import {
  type EvaluationModel,
  evaluationLimits,
} from "../../../../../preload/contract/evaluation-settings.ts";
import { systemPromptLimit } from "../../../../../preload/limits.ts";
import { parameterNames } from "../../../../../preload/sent-parameters.ts";
import { asCount, asObject, asText, type JsonObject } from "../../../../foundry/json.ts";
import { foundHead, namedModel } from "../heads.ts";
import { type LeavingOut, leavingOut } from "../left-out.ts";
import type { OpenedEvaluation } from "../opened.ts";
import { gatherAssertions, isOfFile, wholeGrader } from "./assertions.ts";
import { rowOf } from "./records.ts";
import { filledWith, isMoreThanNames, messagesOf, templatePrompt } from "./templates.ts";
import { testsIn } from "./tests.ts";

/** A config of promptfoo without results: a draft with its tests as rows. What it refers to is not read, and no code is run. */
export function openConfig(config: JsonObject, name: string): OpenedEvaluation {
  const leftOut = leavingOut();
  const gathered = gatherAssertions(leftOut);
  const tests = testsIn(config, leftOut).map((test) => ({
    test,
    placed: gathered.placed(test.assertions),
  }));
  const passAt = tests.map(({ test }) => test.threshold).find((one) => one !== null) ?? null;
  const graders = gathered.graders(passAt);
  const prompts = promptsIn(config, leftOut);
  const [prompt = ""] = prompts;
  for (const other of prompts.slice(1)) leftOut.add("more_prompts", other);
  if (isMoreThanNames(prompt)) leftOut.add("template", prompt);
  const description = asText(config.description);
  const head = foundHead({
    holds: "draft",
    origin: "promptfoo",
    originId: null,
    name: description || name,
    createdAt: null,
    app: "promptfoo",
    datasetName: description || name,
    rows: tests.length,
    models: modelsIn(config, leftOut),
    graders,
    lead: graders.some(({ id }) => id === wholeGrader) ? wholeGrader : null,
    repeats: asCount(asObject(config.evaluateOptions)?.repeat) ?? 1,
    prompt: prompt === "" ? { kind: "row" } : templatePrompt(prompt),
  });
  return {
    head,
    columns: [],
    leftOut: leftOut.list,
    records: async function* () {
      for (const [row, { test, placed }] of tests.entries())
        yield rowOf(
          row,
          test,
          // Filled message by message, as promptfoo does: a quotation mark in a variable is none of the prompt's JSON.
          messagesOf(prompt).map(({ role, content }) => ({ role, content: filledWith(content, test.vars) })),
          gathered.fieldsOf(placed, test.vars),
        );
    },
  };
}

/** The texts of the prompts; such as are files or code are left out. */
function promptsIn({ prompts }: JsonObject, leftOut: LeavingOut): string[] {
  return listed(prompts).flatMap((one) => {
    const object = asObject(one);
    const text = typeof one === "string" ? one : asText(object?.raw) || asText(object?.id);
    const isFile = isOfFile(text) || /^[^\s{}]+\.(?:txt|md|json|ya?ml|js|cjs|mjs|ts|py|j2|csv)$/i.test(text);
    if (!isFile && text !== "") return [text];
    leftOut.add("file", text);
    return [];
  });
}

/** What some fields name alone, others in a list. */
const listed = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** A model for each provider: under its label, or the id that promptfoo has for it. */
function modelsIn(config: JsonObject, leftOut: LeavingOut) {
  const providers = listed(config.providers ?? config.targets).flatMap((one) => {
    const object = asObject(one);
    if (object === null) return [{ id: asText(one), label: "", config: {} }];
    if (typeof object.id === "string")
      return [{ id: object.id, label: asText(object.label), config: asObject(object.config) ?? {} }];
    // By its id alone: `- openai:gpt-4.1: {config: ...}`.
    return Object.entries(object).map(([id, inside]) => ({
      id,
      label: asText(asObject(inside)?.label),
      config: asObject(asObject(inside)?.config) ?? {},
    }));
  });
  const usable = providers.filter(({ id }) => {
    const isUsable = id !== "" && !isOfFile(id);
    if (!isUsable) leftOut.add("file", id);
    return isUsable;
  });
  for (const { id, label } of usable.slice(evaluationLimits.models))
    leftOut.add("too_many_models", label || id);
  return usable.slice(0, evaluationLimits.models).map(({ id, label, config: set }, place) =>
    namedModel(place, label || id, deploymentIn(id), {
      systemPrompt: asText(set.systemPrompt).slice(0, systemPromptLimit),
      parameters: parametersIn(set),
    }),
  );
}

/** The parameters of a provider, as far as they are ours, too. */
function parametersIn(set: JsonObject): EvaluationModel["parameters"] {
  const named = Object.entries(parameterNames).flatMap(([name, theirs]) => {
    const value = name === "maxTokens" ? (set.max_tokens ?? set.max_completion_tokens) : set[theirs];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(
    named.filter(([name, value]) => chatParameters.safeParse({ [name]: value }).success),
  );
}

/** The name behind a provider's kind, such as `azure:chat:NAME`. */
const deploymentIn = (id: string): string =>
  /^(?:azure|azureopenai|openai)(?::(?:chat|completion|responses|assistant))?:(.+)$/.exec(id)?.[1] ?? id;
