import { describe, expect, it } from "vitest";
import { contentRules, findInText } from "../../../../../main/datasets/rules/contents/all.ts";
import { patternRule } from "../../../../../main/datasets/rules/contents/rule.ts";
import { setRules } from "../../../../../main/datasets/rules/contents/set-rules.ts";
import { datasetContentRules } from "../../../../../preload/strings/dataset-content-rules.ts";

const facts = [...contentRules.map((rule) => rule.facts), ...setRules];

describe("the rules about contents", () => {
  it("have names of their own, and words for each and no other", () => {
    const names = facts.map(({ rule }) => rule);
    expect(new Set(names).size).toBe(names.length);
    expect(names.sort()).toEqual(Object.keys(datasetContentRules).sort());
  });

  it("only warn, and tell from where and when they are", () => {
    for (const { severity, evidence, rule } of facts) {
      expect(severity, rule).toBe("warns");
      expect(evidence.source, rule).not.toBe("");
      expect(evidence.date, rule).toMatch(/^\d{4}(-\d\d){0,2}$/);
    }
  });

  it("are whole sentences that only name what is filled in", () => {
    const given = new Set([
      "shown",
      "first",
      "count",
      "where",
      "other",
      "similarity",
      "language",
      "question",
    ]);
    for (const more of ["answer", "length", "median", "word", "harm"]) given.add(more);
    for (const { title, meaning, fix } of Object.values(datasetContentRules)) {
      expect(`${title} ${meaning} ${fix ?? ""}`).not.toContain("!");
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      for (const [, name = ""] of `${title} ${meaning}`.matchAll(/\{(\w+)\}/g)) expect(given).toContain(name);
    }
  });

  it("share out a text between them: what an earlier one found is no later one's, what lies beside it is", () => {
    const evidence = { kind: "guessed", source: "here", date: "2026" } as const;
    const rule = (kind: string, pattern: RegExp) =>
      patternRule("test", { kind, mask: "[x]", pattern, evidence });
    const rules = [rule("pair", /ab/g), rule("first", /a/g), rule("last", /c+/g)];
    expect(findInText("abcca", rules).map(({ rule, at, length }) => [rule, at, length])).toEqual([
      ["test_pair", 0, 2],
      ["test_last", 2, 2],
      ["test_first", 4, 1],
    ]);
  });

  it("have a label for every fix, and a fix for every label", () => {
    for (const { rule, isMendable } of facts)
      expect(datasetContentRules[rule]?.fix !== undefined, rule).toBe(isMendable);
  });

  it("show in the label what they replace with", () => {
    for (const rule of contentRules) {
      const mask = rule.mask?.({ at: 0, length: 1, parameters: {} }) ?? "none";
      expect(datasetContentRules[rule.facts.rule]?.fix).toContain(mask);
      expect(mask).toMatch(/^\[[a-z ]+\]$/);
    }
  });
});
