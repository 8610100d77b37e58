import { describe, expect, it } from "vitest";
import { numbersIn } from "../../../../main/graders/local/numbers.ts";
import { answered, gradeOf, graderOf } from "./samples.ts";

describe("numbers in a text", () => {
  it.each([
    ["1,234.5", [1234.5]],
    ["1.234,5", [1234.5]],
    ["1 234", [1234]],
    ["1 234,5", [1234.5]],
    ["1\u202f234\u202f567", [1234567]],
    ["1'234'567.25", [1234567.25]],
    ["1,234,567", [1234567]],
    ["1.234.567", [1234567]],
    ["1.234.567,89", [1234567.89]],
    ["1,234,567.89", [1234567.89]],
    ["1,234", [1234]],
    ["1.234", [1.234]],
    ["0,125", [0.125]],
    ["12,5 kg", [12.5]],
    ["1234,567", [1234.567]],
    [".5 and ,5", [0.5, 0.5]],
    ["−3", [-3]],
    ["-3.5", [-3.5]],
    ["+7", [7]],
    ["1e-3", [0.001]],
    ["6.02E23", [6.02e23]],
    ["3/4", [0.75]],
    ["It is 42.", [42]],
    ["3-4", [3, 4]],
    ["GPT4 and x86 have 2 parts", [2]],
    ["v1.2 and 3", [3]],
    ["A-3 is 4", [3, 4]],
    ["−.5", [-0.5]],
    ["end.5", [5]],
    ["$1,000.00", [1000]],
    ["€12", [12]],
    ["(5)", [5]],
    ["a, b, c", []],
    ["", []],
    ["1/0", []],
    ["10, 20, 30", [10, 20, 30]],
    ["x=5", [5]],
    ["**42**", [42]],
  ])("%j", (text, values) => {
    expect(numbersIn(text).map(({ value }) => value)).toEqual(values);
  });

  it("tells a percent", () => {
    expect(numbersIn("50 % or 12.5%")).toEqual([
      { value: 50, isPercent: true },
      { value: 12.5, isPercent: true },
    ]);
  });

  it("takes time by the length of the text only", () => {
    const begun = performance.now();
    for (const part of ["1,", "1 234", "1.", "-", "1/", "9", "1e", "1 "]) numbersIn(part.repeat(50_000));
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe("the grader", () => {
  it.each([
    ["42", "42", {}, 1],
    ["The answer is 42.", "42", {}, 1],
    ["It is 41 or 42", "42", {}, 0],
    ["It is 41, no, 42", "42", { which: "last" }, 1],
    ["42, as 6 x 7", "42", { which: "first" }, 1],
    ["I do not know", "42", {}, 0],
    ["0.3", "0.2", { tolerance: 0.1 }, 1],
    ["0.31", "0.2", { tolerance: 0.1 }, 0],
    ["104", "100", { tolerance: 0.05, isRelative: true }, 1],
    ["-106", "-100", { tolerance: 0.05, isRelative: true }, 0],
    ["50 %", "0.5", {}, 1],
    ["50 %", "50%", {}, 1],
    ["0.5", "50%", {}, 1],
    ["1.234,5", "1,234.5", {}, 1],
  ] as const)("%j for %j, %o", (answer, reference, change, score) => {
    expect(gradeOf(graderOf("numeric", change), answered(answer, { reference }))).toMatchObject({
      score,
      error: null,
    });
  });

  it.each(["none", "1 or 2", ""])("is not graded where %j is expected", (reference) => {
    expect(gradeOf(graderOf("numeric"), answered("1", { reference }))).toMatchObject({
      score: null,
      error: "expected_no_number",
    });
  });
});
