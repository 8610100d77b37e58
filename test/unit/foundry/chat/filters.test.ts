import { describe, expect, it } from "vitest";
import { collectFindings, filterFindings, saysMore } from "../../../../main/foundry/chat/filters.ts";
import type { FilterFinding } from "../../../../preload/contract/conversations.ts";
import { findingLines } from "../../../../preload/strings/filter.ts";

/** A finding of the answer; what is left out was not found. */
const of = (category: string, more: object = {}) => ({
  of: "answer",
  category,
  filtered: false,
  severity: null,
  detected: false,
  ...more,
});

const citation = { url: "https://example.com/x", license: "MIT" };

describe("the findings of a filter", () => {
  it("say each category as the service does", () => {
    expect(
      filterFindings("answer", {
        hate: { filtered: false, severity: "safe" },
        violence: { filtered: true, severity: "high" },
        jailbreak: { filtered: true, detected: true },
        protected_material_code: {
          filtered: false,
          detected: true,
          citation: { URL: "https://example.com/x", license: "MIT" },
        },
        custom_blocklists: { filtered: true, details: [{ id: "b", filtered: true }] },
      }),
    ).toEqual([
      of("hate", { severity: "safe" }),
      of("violence", { filtered: true, severity: "high" }),
      of("jailbreak", { filtered: true, detected: true }),
      of("protected_material_code", { detected: true, citation }),
      of("custom_blocklists", { filtered: true }),
    ]);
  });

  it("pass unknown categories and severities through, and lists of blocklists", () => {
    expect(
      filterFindings("answer", {
        something_new: { filtered: true, severity: "extreme" },
        custom_blocklists: [
          { id: "a", filtered: false },
          { id: "b", filtered: true },
        ],
      }),
    ).toEqual([
      of("something_new", { filtered: true, severity: "extreme" }),
      of("custom_blocklists", { filtered: true }),
    ]);
  });

  it("say where the filter did not look", () => {
    expect(
      filterFindings("answer", {
        violence: { filtered: false, error: { code: "content_filter_error", message: "Timed out" } },
        sexual: { filtered: false, error: "Overloaded" },
        error: { code: "content_filter_error" },
      }),
    ).toEqual([
      of("violence", { error: "Timed out" }),
      of("sexual", { error: "Overloaded" }),
      of("error", { error: "content_filter_error" }),
    ]);
    expect(filterFindings("prompt", { error: "Timed out" })).toEqual([
      { ...of("error", { error: "Timed out" }), of: "prompt" },
    ]);
  });

  it("leave out what is no result", () => {
    expect(filterFindings("prompt", { hate: null, sexual: "safe", violence: [], error: null })).toEqual([]);
    expect(filterFindings("prompt", {})).toEqual([]);
    expect(
      filterFindings("answer", {
        hate: { filtered: "yes", severity: 3, detected: 1, citation: "x", error: 5 },
        error: "",
      }),
    ).toEqual([of("hate")]);
  });

  it("are the gravest of all pieces, and keep a citation and an error", () => {
    const collector = collectFindings();
    const take = (results: Record<string, unknown>) => collector.take({ of: "answer", results });
    take({ hate: { severity: "safe" }, protected_material_code: { detected: false } });
    take({
      hate: { severity: "medium" },
      protected_material_code: { detected: true, citation: { URL: citation.url, license: "MIT" } },
    });
    take({ hate: { severity: "low" }, violence: { error: { code: "x" } } });
    take({
      hate: { severity: "safe" },
      violence: { severity: "safe" },
      protected_material_code: { detected: false },
    });
    expect(collector.findings()).toEqual([
      of("hate", { severity: "medium" }),
      of("protected_material_code", { detected: true, citation }),
      of("violence", { severity: "safe", error: "x" }),
    ]);
  });

  it("stay once something was stopped, with what is learned of it later", () => {
    const collector = collectFindings([
      of("violence", { filtered: true, severity: "high" }),
    ] as FilterFinding[]);
    collector.take({ of: "answer", results: { violence: { filtered: false, severity: "safe" } } });
    const code = { filtered: true, detected: true };
    collector.take({ of: "answer", results: { protected_material_code: code } });
    collector.take({ of: "answer", results: { protected_material_code: { ...code, citation } } });
    expect(collector.findings()).toEqual([
      of("violence", { filtered: true, severity: "high" }),
      of("protected_material_code", { filtered: true, detected: true, citation }),
    ]);
  });

  it.each([
    [of("hate", { severity: "safe" }), []],
    [of("jailbreak"), []],
    [
      of("protected_material_code", { citation }),
      ["Protected code in the answer: found. Source: https://example.com/x. License: MIT"],
    ],
    [of("violence", { filtered: true, severity: "high" }), ["Violence in the answer: high, stopped"]],
    [
      of("violence", { error: "Timed out" }),
      ["Violence in the answer: not checked, because the filter failed (Timed out)"],
    ],
    [
      of("error", { error: "content_filter_error" }),
      ["The content filter did not check the answer (content_filter_error)"],
    ],
    [
      of("error", { of: "prompt", error: "" }),
      ["The content filter did not check the message (no reason given)"],
    ],
    [
      of("protected_material_code", { detected: true, citation }),
      ["Protected code in the answer: found. Source: https://example.com/x. License: MIT"],
    ],
    [
      of("protected_material_code", { detected: true, citation: { url: "", license: "" } }),
      ["Protected code in the answer: found. Source: not given. License: not given"],
    ],
  ])("%j are told in words", (finding, lines) => {
    expect(findingLines([finding as FilterFinding])).toEqual(lines);
  });
});

describe("results that are repeated", () => {
  const safe = () => ({
    hate: { filtered: false, severity: "safe" },
    violence: { filtered: false, severity: "safe" },
  });

  it("say no more than before", () => {
    expect(saysMore(safe(), safe())).toBe(false);
    expect(saysMore({ hate: safe().hate }, safe())).toBe(false);
    expect(saysMore({ hate: null }, { hate: null })).toBe(false);
    const cited = () => ({ protected_material_code: { detected: true, citation: { ...citation } } });
    expect(saysMore(cited(), cited())).toBe(false);
    const failed = () => ({ error: { code: "x", message: "y" }, hate: { error: { code: "x" } } });
    expect(saysMore(failed(), failed())).toBe(false);
  });

  it.each([
    [{ ...safe(), violence: { filtered: false, severity: "low" } }],
    [{ ...safe(), violence: { filtered: true, severity: "safe" } }],
    [{ ...safe(), violence: { ...safe().violence, error: { code: "x" } } }],
    [{ ...safe(), violence: { ...safe().violence, citation } }],
    [{ ...safe(), violence: null }],
    [{ ...safe(), jailbreak: { filtered: false, detected: false } }],
  ])("say more with %j", (results) => {
    expect(saysMore(results, safe())).toBe(true);
    expect(saysMore(results, null)).toBe(true);
  });
});
