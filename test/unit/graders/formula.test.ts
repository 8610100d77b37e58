import { describe, expect, it } from "vitest";
import { readFormula } from "../../../main/graders/formula.ts";

const resultOf = (text: string, values: Record<string, number> = {}) => {
  const formula = readFormula(text);
  if ("fault" in formula) throw new Error(formula.fault);
  return formula.valueOf(new Map(Object.entries(values)));
};

describe("a formula", () => {
  it.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["2 ^ 3 ^ 2", 512],
    ["-2 ^ 2", -4],
    ["2 ^ -1", 0.5],
    ["8 / 4 / 2", 1],
    ["10 - 4 - 3", 3],
    ["- - 3", 3],
    [".5 + 1. + 1e-1", 1.6],
    ["min(3, 1, 2) + max(4)", 5],
    ["abs(-2) + floor(1.9) + ceil(1.1)", 5],
    ["sqrt(9) * exp(0) + log(1)", 3],
    ["\n\t7\u00a0", 7],
  ])("%s is %d", (text, value) => {
    expect(resultOf(text)).toBeCloseTo(value, 12);
  });

  it("takes the scores of its graders by their names", () => {
    const formula = readFormula("0.7 * exact + 0.3 * max(style, exact)");
    expect(formula).toMatchObject({ names: ["exact", "style"] });
    expect(resultOf("0.7 * exact + 0.3 * max(style, exact)", { exact: 0, style: 0.5 })).toBeCloseTo(0.15);
    expect(resultOf("min * 2", { min: 4 })).toBe(8);
  });

  it.each(["1 / 0", "0 / 0", "sqrt(-1)", "log(0)", "exp(1000)", "unknown", "min(unknown, 1)"])(
    "has no value where it is no number: %s",
    (text) => {
      expect(resultOf(text)).toBeNull();
    },
  );

  it.each([
    ["", { fault: "formula_empty", at: 0 }],
    ["  ", { fault: "formula_empty" }],
    ["a +", { fault: "formula_end", at: 3 }],
    ["a + * b", { fault: "formula_sign", at: 4, said: "*" }],
    ["a b", { fault: "formula_sign", at: 2, said: "b" }],
    ["(a", { fault: "formula_end" }],
    ["a)", { fault: "formula_sign", said: ")" }],
    ["a, b", { fault: "formula_sign", said: "," }],
    ["pow(a, 2)", { fault: "formula_function", at: 0, said: "pow" }],
    ["constructor(a)", { fault: "formula_function" }],
    ["abs(a, b)", { fault: "formula_count", said: "abs" }],
    ["min()", { fault: "formula_count" }],
    ["min(a,)", { fault: "formula_sign", said: ")" }],
    ["a.b", { fault: "formula_sign", said: "." }],
    ["a ** b", { fault: "formula_sign", at: 3, said: "*" }],
    ["1 = 1", { fault: "formula_sign", said: "=" }],
    ["`x`", { fault: "formula_sign", at: 0 }],
    ["(".repeat(2000), { fault: "formula_deep" }],
    ["-".repeat(2000), { fault: "formula_deep" }],
    [`${"1^".repeat(990)}1`, { fault: "formula_deep" }],
  ])("says what is wrong and where: %.20s", (text, fault) => {
    expect(readFormula(text)).toMatchObject(fault);
  });

  it("reads as much as a formula may hold", () => {
    expect(resultOf(`${"1+".repeat(999)}1`)).toBe(1000);
  });
});
