import { describe, expect, it } from "vitest";
import { inMarkdown, modulesBefore, replaced, rowsOfOthers } from "../../../build/bench-report.mjs";

const circumstances = {
  date: "2026-01-02",
  commit: "abc",
  pairs: 20,
  machine: "a machine",
  versions: { electron: "1" } as never,
};
const measured = {
  what: "one thing",
  unit: "ms",
  compared: "ratio" as const,
  ours: [30],
  reference: [10],
  value: 3,
  interval: [2.5, 3.25] as [number, number],
  medians: { ours: 30, reference: 10 },
  limit: 2,
  reached: false,
};

describe("the report", () => {
  it("says what is not reached, what failed and what was not measured", () => {
    const text = inMarkdown(
      [
        { name: "one", limit: 2, comparisons: [measured, { ...measured, limit: 4, reached: true }] },
        { name: "two", limit: 1, skipped: "not there yet" },
        { name: "three", limit: 1, failed: "Error: no" },
      ],
      circumstances,
    );
    expect(text).toContain("| one | one thing | 30 ms | 10 ms | 3× | 2.5 to 3.25 | 2× | **not reached** |");
    expect(text).toContain("| 4× | reached |");
    expect(text).toContain("- two: not measured: not there yet");
    expect(text).toContain("- three: failed: Error: no");
  });

  it("keeps the rows of what was not measured now, with the commit they were measured at", () => {
    const first = inMarkdown([{ name: "two", limit: 2, comparisons: [measured] }], circumstances);
    const results = [
      { name: "one", limit: 2, comparisons: [measured] },
      { name: "three", limit: 1, failed: "no" },
    ];
    const others = rowsOfOthers(`${first}\n| one | old row |\n| three | older row |`, results);
    const text = inMarkdown(results, { ...circumstances, commit: "def0123456" }, others);
    const rows = text.split("\n").filter((line) => /^\| (one|two|three) /.test(line));
    expect(rows.map((line) => [line.split(" | ")[0], line.split(" | ").at(-1)])).toEqual([
      ["| one", "def01234 |"],
      ["| three", "older row |"],
      ["| two", "abc |"],
    ]);
  });

  it("keeps rows and nothing else of the table, and what was loaded at a launch that was not measured again", () => {
    const launch = { name: "launch", limit: 2, comparisons: [measured] };
    const text =
      "| bench | what |\n| --- | --- |\n| one | row |\n\nLoaded in main by the app: 3\n\n- `a`\n<!-- end of results -->";
    expect(rowsOfOthers(text, [launch])).toEqual(["| one | row |"]);
    expect(modulesBefore(text, [])).toBe("Loaded in main by the app: 3\n\n- `a`");
    expect(modulesBefore(text, [launch])).toBe("");
    expect(inMarkdown([], circumstances, [], "Loaded: 3")).toMatch(/\n\nLoaded: 3$/);
  });

  it("stands between the markers, and leaves what is around them", () => {
    const before = "# Title\n\n<!-- results -->\nold\n<!-- end of results -->\nafter\n";
    const after = replaced(before, "new");
    expect(after).toBe("# Title\n\n<!-- results -->\n\nnew\n\n<!-- end of results -->\nafter\n");
    expect(() => replaced("nothing", "new")).toThrow();
  });
});
