import { asList, asNumber, asObject, asText, type JsonObject } from "../../../../foundry/json.ts";
import type { LeavingOut } from "../left-out.ts";
import { flatAssertions, isOfFile } from "./assertions.ts";

/** A test of a config, with what all tests have. */
export interface FooTest {
  vars: JsonObject;
  /** Those in sets too. */
  assertions: JsonObject[];
  threshold: number | null;
  description: string;
}

/** Tests that one test with lists as variables becomes at most. */
const mostOfOne = 10_000;

/** The tests of a config: its own and those of its scenarios, each for every combination of variables that are lists. */
export function testsIn(config: JsonObject, leftOut: LeavingOut): FooTest[] {
  const usual = asObject(config.defaultTest) ?? {};
  const own = tests(config.tests, usual, leftOut);
  const inScenarios = asList(config.scenarios).flatMap((one) => {
    const scenario = asObject(one);
    if (scenario === null) leftOut.add("file", asText(one));
    return asList(scenario?.config).flatMap((set) => {
      const merged = merge(usual, asObject(set) ?? {});
      return tests(scenario?.tests, merged, leftOut);
    });
  });
  return [...own, ...inScenarios].flatMap((test) => expanded(test, leftOut));
}

function tests(list: unknown, usual: JsonObject, leftOut: LeavingOut): FooTest[] {
  if (typeof list === "string") leftOut.add("file", list);
  return asList(list).flatMap((one) => {
    const test = asObject(one);
    if (test === null) {
      leftOut.add("file", asText(one));
      return [];
    }
    const { vars, assert, threshold, description } = merge(usual, test);
    if (typeof vars === "string") leftOut.add("file", vars);
    return [
      {
        vars: readable(asObject(vars) ?? {}, leftOut),
        assertions: flatAssertions(assert),
        threshold: asNumber(threshold),
        description: asText(description),
      },
    ];
  });
}

/** A test with what it has from others: variables and assertions are joined. */
function merge(usual: JsonObject, test: JsonObject): JsonObject {
  return {
    ...usual,
    ...test,
    vars: typeof test.vars === "string" ? test.vars : { ...asObject(usual.vars), ...asObject(test.vars) },
    assert: [...asList(usual.assert), ...asList(test.assert)],
  };
}

/** Variables without those that are in files. */
function readable(vars: JsonObject, leftOut: LeavingOut): JsonObject {
  return Object.fromEntries(
    Object.entries(vars).filter(([name, value]) => {
      if (isOfFile(value)) leftOut.add("file", `${name}: ${asText(value)}`);
      return !isOfFile(value);
    }),
  );
}

function expanded(test: FooTest, leftOut: LeavingOut): FooTest[] {
  let combinations: JsonObject[] = [{}];
  for (const [name, value] of Object.entries(test.vars)) {
    const all = Array.isArray(value) ? value : [value];
    const values = all.slice(0, Math.floor(mostOfOne / combinations.length));
    const missing = (all.length - values.length) * combinations.length;
    if (missing > 0) leftOut.add("many_values", name, missing);
    combinations = combinations.flatMap((vars) => values.map((one) => ({ ...vars, [name]: one })));
  }
  return combinations.map((vars) => ({ ...test, vars }));
}
