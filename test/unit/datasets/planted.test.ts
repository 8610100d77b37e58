import { describe, expect, it } from "vitest";
import { createChecker } from "../../../main/datasets/rules/checker.ts";
import { mend, mendAll } from "../../../main/datasets/rules/mend.ts";
import { plantedDataset, plantedFaults, plantedRows } from "./planted.ts";

const { text, faults } = plantedDataset();
const lines = text.trimEnd().split("\n");
const checker = createChecker({ method: "supervised", model: "gpt-4.1-mini-2025-04-14" });

describe("two hundred rows with forty planted faults of twenty kinds", () => {
  it("are what they say, and the same each time", () => {
    expect(lines).toHaveLength(plantedRows);
    expect(faults).toHaveLength(plantedFaults);
    expect(new Set(faults.map(({ rule }) => rule)).size).toBe(20);
    expect(faults.every(({ column }) => column > 0)).toBe(true);
    expect(plantedDataset()).toEqual({ text, faults });
  });

  it("have each fault found at its line and column, and nothing else", () => {
    const found = lines.flatMap((line, index) =>
      checker.row(line).map(({ rule, at }) => ({ line: index + 1, column: at + 1, rule })),
    );
    for (const fault of faults) expect(found).toContainEqual(fault);
    const elsewhere = found.filter(({ line }) => !faults.some((fault) => fault.line === line));
    expect(elsewhere).toEqual([]);
    expect(found.length - faults.length).toBeLessThanOrEqual(6);
  });

  it("are each mended by their own rule", () => {
    for (const { line, column, rule } of faults) {
      const row = lines[line - 1] ?? "";
      const finding = checker.row(row).find((one) => one.rule === rule && one.at === column - 1);
      if (finding === undefined) throw new Error(`${rule} is not found in line ${line}.`);
      const mended = mend(row, finding);
      expect(mended, `${rule} in line ${line}`).not.toBeNull();
      if (mended !== null && mended !== "remove")
        expect(checker.row(mended.text).map((one) => one.rule)).not.toContain(rule);
    }
  });

  it("have nothing that blocks once all is mended", () => {
    const mended = lines.flatMap((line) => {
      const now = mendAll(line, checker, () => true);
      return now === "remove" ? [] : [now?.text ?? line];
    });
    expect(
      mended.flatMap((line) => checker.row(line)).filter(({ severity }) => severity === "blocks"),
    ).toEqual([]);
    // Removed are a line that breaks off, a lone text, two without messages, two without an answer and an empty answer.
    expect(mended).toHaveLength(plantedRows - 7);
    const untouched = lines.filter((_, index) => !faults.some(({ line }) => line === index + 1));
    expect(mended).toEqual(expect.arrayContaining(untouched));
  });
});
