import { describe, expect, it } from "vitest";
import { readEvaluationGrader } from "../../../main/graders/graders.ts";

const length = { name: "Short", kind: "length", unit: "words", least: null, most: 20 };
const read = (value: unknown) =>
  readEvaluationGrader(typeof value === "string" ? value : JSON.stringify(value), "a");
const faultsOf = (value: unknown) => read(value).faults.map(({ path, code }) => [path.join("."), code]);

describe("a grader of an evaluation written as JSON", () => {
  it("is read under the id that it has, whatever is written", () => {
    expect(read(length)).toEqual({ grader: { ...length, id: "a" }, faults: [] });
    expect(read({ ...length, id: "b" }).grader?.id).toBe("a");
  });

  it("says where it is not in the shape of one", () => {
    expect(faultsOf({ ...length, most: "20", extra: 1 })).toEqual([
      ["most", "wrong_kind"],
      ["extra", "field_unknown"],
    ]);
    const { unit: _, ...without } = length;
    expect(faultsOf(without)).toEqual([["unit", "value_unknown"]]);
    expect(faultsOf({ ...length, kind: "eval" })).toEqual([["kind", "choice_unknown"]]);
    expect(faultsOf("[1]").length).toBeGreaterThan(0);
  });

  it("says where it is no JSON", () => {
    const { grader, faults } = read('{\n "name": }');
    expect(grader).toBeNull();
    expect(faults[0]).toMatchObject({ code: "not_json", parameters: { line: "2" } });
  });
});
