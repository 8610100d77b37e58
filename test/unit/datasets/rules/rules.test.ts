import { describe, expect, it } from "vitest";
import { createChecker } from "../../../../main/datasets/rules/checker.ts";
import { amongRules, textRules } from "../../../../main/datasets/rules/contents/as-rules.ts";
import { mend, mendAll } from "../../../../main/datasets/rules/mend.ts";
import { factsOf, ruleOf, rules } from "../../../../main/datasets/rules/rules.ts";
import { wholeRules } from "../../../../main/datasets/rules/whole.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { ruleWords } from "../../../../preload/strings/rule-titles.ts";
import { faultyRows, rightRows } from "./faulty-rows.ts";

const short = (text: string) => (text.length > 90 ? `${text.slice(0, 90)}…` : text);

describe("the rules of datasets", () => {
  it("have a name, words and evidence each, and those that are guessed never block", () => {
    const names = rules.map(({ rule }) => rule);
    expect(new Set(names).size).toBe(names.length);
    expect([...names].sort()).toEqual(Object.keys(ruleWords).sort());
    for (const rule of rules) {
      const { evidence, severity, methods, isMendable } = factsOf(rule);
      expect(evidence.source.length, rule.rule).toBeGreaterThan(3);
      expect(evidence.date, rule.rule).toMatch(/^(19|20)\d\d(-\d\d){0,2}$/);
      expect(methods.length, rule.rule).toBeGreaterThan(0);
      if (evidence.kind === "guessed") expect(severity, rule.rule).toBe("warns");
      expect("fix" in (ruleWords[rule.rule] ?? {}), rule.rule).toBe(isMendable);
    }
    expect(ruleOf("constructor")).toBeNull();
  });

  it("are each shown by a faulty row", () => {
    const shown = new Set(faultyRows.map(({ rule }) => rule));
    const elsewhere = ["image_too_large", "refused_text", "too_many_tokens", "maybe_too_many_tokens"];
    // Those of texts and of rows among others have tests of their own.
    const whole = [...wholeRules, ...textRules, ...amongRules].map(({ rule }) => rule);
    const missing = rules.map(({ rule }): string => rule).filter((rule) => !shown.has(rule));
    expect(missing.filter((rule) => !whole.includes(rule)).sort()).toEqual(elsewhere.sort());
  });

  it.each(faultyRows.map((faulty) => ({ ...faulty, shown: short(faulty.row) })))(
    "$method: $rule in $shown",
    ({ rule, method, row, about, path, mended }) => {
      const checker = createChecker({ method });
      const finding = checker.row(row).find((one) => one.rule === rule);
      if (finding === undefined) throw new Error(`${JSON.stringify(checker.row(row))}`);
      expect(row.slice(finding.at, finding.at + finding.length)).toBe(about);
      if (path !== undefined) expect(finding.path).toBe(path);
      const words = ruleWords[rule] ?? { title: "", meaning: "" };
      expect(fill(`${words.title} ${words.meaning}`, finding.parameters)).not.toMatch(/\{\w+\}(?!\})/);
      const now = mend(row, finding);
      expect(now !== null && now !== "remove" ? now.text : now).toBe(mended);
    },
  );

  it.each(faultyRows.map((faulty) => ({ ...faulty, shown: short(faulty.row) })))(
    "$method: $rule is no longer in $shown once that is mended, and nothing else that blocks is new",
    ({ rule, method, row }) => {
      const checker = createChecker({ method });
      const before = checker.row(row);
      for (const finding of before.filter((one) => one.rule === rule)) {
        const mended = mend(row, finding);
        if (mended === null || mended === "remove") continue;
        const after = checker.row(mended.text);
        const count = (all: typeof after) => all.filter((one) => one.rule === rule).length;
        expect(count(after)).toBe(count(before) - 1);
        const blocking = after.filter(({ severity }) => severity === "blocks").map((one) => one.rule);
        // A row that was not read before shows what else is in it.
        if (rule !== "not_json" && rule !== "not_an_object")
          expect(before.map((one) => one.rule)).toEqual(expect.arrayContaining(blocking));
      }
      const all = mendAll(row, checker, (finding) => finding.rule === rule);
      if (all === null || all === "remove") return;
      expect(checker.row(all.text).filter((finding) => finding.rule === rule)).toEqual([]);
    },
  );

  it.each(rightRows)("find nothing in $row of $method", ({ method, row }) => {
    expect(createChecker({ method }).row(row)).toEqual([]);
    expect(createChecker({ method }).row(row, { value: JSON.parse(row) })).toEqual([]);
  });
});
