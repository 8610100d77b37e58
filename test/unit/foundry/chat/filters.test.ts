import { describe, expect, it } from "vitest";
import { filterChips, saysMore } from "../../../../main/foundry/chat/filters.ts";

describe("the chips of a filter", () => {
  it("say each category as the service does", () => {
    expect(
      filterChips({
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
      { category: "hate", filtered: false, severity: "safe" },
      { category: "violence", filtered: true, severity: "high" },
      { category: "jailbreak", filtered: true, detected: true },
      {
        category: "protected_material_code",
        filtered: false,
        detected: true,
        citation: { url: "https://example.com/x", license: "MIT" },
      },
      { category: "custom_blocklists", filtered: true },
    ]);
  });

  it("pass unknown categories and severities through", () => {
    expect(filterChips({ something_new: { filtered: true, severity: "extreme" } })).toEqual([
      { category: "something_new", filtered: true, severity: "extreme" },
    ]);
  });

  it("say where the filter did not look", () => {
    expect(
      filterChips({
        violence: { filtered: false, error: { code: "content_filter_error", message: "Timed out" } },
        error: { code: "content_filter_error" },
      }),
    ).toEqual([
      { category: "violence", filtered: false, error: "Timed out" },
      { category: "error", filtered: false, error: "content_filter_error" },
    ]);
  });

  it("leave out what is no result", () => {
    expect(filterChips({ hate: null, sexual: "safe", violence: [], error: null })).toEqual([]);
    expect(filterChips({})).toEqual([]);
    expect(
      filterChips({ hate: { filtered: "yes", severity: 3, detected: 1, citation: "x", error: "y" } }),
    ).toEqual([{ category: "hate", filtered: false }]);
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
  });

  it.each([
    [{ ...safe(), violence: { filtered: false, severity: "low" } }],
    [{ ...safe(), violence: { filtered: true, severity: "safe" } }],
    [{ ...safe(), violence: { ...safe().violence, error: { code: "x" } } }],
    [{ ...safe(), violence: null }],
    [{ ...safe(), jailbreak: { filtered: false, detected: false } }],
  ])("say more with %j", (results) => {
    expect(saysMore(results, safe())).toBe(true);
    expect(saysMore(results, null)).toBe(true);
  });
});
