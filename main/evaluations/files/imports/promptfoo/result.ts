import { asCount, asList, asNumber, asObject, asText, type JsonObject } from "../../../../foundry/json.ts";
import { flatAssertions } from "./assertions.ts";

/** A result of promptfoo, as far as we take it. */
export interface FooResult {
  /** Which column of its table, from 0: prompts have the same id for every provider. */
  column: number;
  provider: string;
  promptLabel: string;
  /** What was sent. */
  prompt: string;
  vars: JsonObject;
  description: string;
  assertions: JsonObject[];
  /** The test's own threshold. */
  threshold: number | null;
  /** Null where there is none. */
  output: string | null;
  error: string | null;
  /** Whether there is no answer to grade. */
  hasFailed: boolean;
  score: number | null;
  success: boolean | null;
  components: { assertion: JsonObject; score: number | null; passed: boolean | null; said: string | null }[];
  reason: string | null;
  latency: number | null;
  cost: number | null;
  tokens: { prompt: number; completion: number; reasoning: number } | null;
}

/** By `failureReason` (promptfoo, types: ResultFailureReason). */
const failedByError = 2;

/** A result of version 3 or of lines; null where it does not say which column it belongs to. */
export function resultIn(value: unknown): FooResult | null {
  const result = asObject(value);
  const column = asCount(result?.promptIdx);
  if (result === null || column === null) return null;
  const provider = asObject(result.provider);
  const test = asObject(result.testCase) ?? {};
  const vars = asObject(result.vars) ?? asObject(test.vars) ?? {};
  return resultOf(column, result, {
    provider: asText(provider?.label) || asText(provider?.id) || asText(result.provider),
    vars,
    test,
    prompt: asObject(result.prompt) ?? {},
    output: asObject(result.response)?.output,
    error: asText(asObject(result.response)?.error) || asText(result.error),
  });
}

/** The results in a row of the table of version 2. */
export function resultsInRow(value: unknown, head: unknown): FooResult[] {
  const row = asObject(value) ?? {};
  const { prompts, vars: names } = asObject(head) ?? {};
  const test = asObject(row.test) ?? {};
  const values = asList(row.vars);
  const vars =
    asObject(test.vars) ??
    Object.fromEntries(asList(names).map((name, place) => [String(name), values[place] ?? ""]));
  return asList(row.outputs).flatMap((one, column) => {
    const output = asObject(one);
    if (output === null) return [];
    const prompt = asObject(asList(prompts)[column]) ?? {};
    return [
      resultOf(
        column,
        { ...output, success: output.pass },
        {
          provider: asText(output.provider) || asText(prompt.provider),
          vars,
          test,
          prompt: { raw: asText(output.prompt), label: prompt.label },
          output: output.text,
          error: asText(output.error),
        },
      ),
    ];
  });
}

interface Around {
  provider: string;
  vars: JsonObject;
  test: JsonObject;
  prompt: JsonObject;
  output: unknown;
  error: string;
}

function resultOf(column: number, result: JsonObject, around: Around): FooResult {
  const { provider, vars, test, prompt, output, error } = around;
  const grading = asObject(result.gradingResult);
  const reason = asNumber(result.failureReason);
  // Assertions that failed fill `error` too.
  const hasFailed = reason === null ? grading === null && error !== "" : reason === failedByError;
  const components = asList(grading?.componentResults).flatMap((one) => {
    const component = asObject(one) ?? {};
    const assertion = asObject(component.assertion);
    if (assertion === null) return [];
    return [
      {
        assertion,
        score: asNumber(component.score),
        passed: typeof component.pass === "boolean" ? component.pass : null,
        said: asText(component.reason) || null,
      },
    ];
  });
  const own = flatAssertions(test.assert);
  return {
    column,
    provider,
    promptLabel: asText(prompt.label),
    prompt: asText(prompt.raw),
    vars,
    description: asText(test.description),
    assertions: own.length > 0 ? own : components.map(({ assertion }) => assertion),
    threshold: asNumber(test.threshold),
    output:
      output === undefined || output === null
        ? null
        : typeof output === "string"
          ? output
          : JSON.stringify(output),
    error: error === "" ? null : error,
    hasFailed,
    score: hasFailed ? null : asNumber(result.score),
    success: hasFailed || typeof result.success !== "boolean" ? null : result.success,
    components,
    reason: asText(grading?.reason) || null,
    latency: atLeastZero(result.latencyMs),
    // Its database has 0 where no price was known.
    cost: atLeastZero(result.cost) || null,
    tokens: tokensIn(result.tokenUsage),
  };
}

const atLeastZero = (value: unknown): number | null => {
  const number = asNumber(value);
  return number === null || number < 0 ? null : number;
};

function tokensIn(value: unknown): FooResult["tokens"] {
  const usage = asObject(value);
  const [prompt, completion] = [asCount(usage?.prompt), asCount(usage?.completion)];
  if (prompt === null || completion === null || prompt + completion === 0) return null;
  return { prompt, completion, reasoning: asCount(asObject(usage?.completionDetails)?.reasoning) ?? 0 };
}
