import { describe, expect, it } from "vitest";
import { everyRow } from "../../../preload/every-row.ts";
import { choiceOf } from "../../../renderer/datasets/rows/choice.ts";
import { sortedBy } from "../../../renderer/datasets/rows/view.ts";
import {
  all,
  countOf,
  extended,
  isSelected,
  nothingSelected,
  only,
  placeAfter,
  ranged,
  rangeTo,
  toggled,
} from "../../../renderer/ui/selection.ts";

describe("the selection of rows", () => {
  it("begins with nothing, and a call about nothing is not made", () => {
    expect(choiceOf(nothingSelected, everyRow)).toBeNull();
    expect(countOf(nothingSelected, 50)).toBe(0);
  });

  it("is one row after a click, and more beside it with the command key", () => {
    const two = toggled(only(4, 40), 7, 70);
    expect(choiceOf(two, everyRow)).toEqual({ keys: [40, 70] });
    expect(choiceOf(toggled(two, 4, 40), everyRow)).toEqual({ keys: [70] });
  });

  it("reaches from where it began to either side", () => {
    const begun = only(10, 100);
    expect(rangeTo(begun, 12)).toEqual([10, 13]);
    const longer = ranged(begun, 12, [100, 110, 120]);
    expect(rangeTo(longer, 8)).toEqual([8, 11]);
    expect(countOf(longer, 50)).toBe(3);
  });

  it("is the view when all rows are selected, however many", () => {
    const every = all(only(4, 40));
    expect(choiceOf(every, everyRow)).toEqual({ view: everyRow });
    expect([countOf(every, 2_000_000), isSelected(every, 9)]).toEqual([2_000_000, true]);
    expect(choiceOf(toggled(every, 3, 30), everyRow)).toEqual({ keys: [30] });
  });

  it("follows the keys and stays among the rows", () => {
    const at = only(5, null);
    const to = (key: string) => placeAfter(key, at, 8, 20);
    expect(["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"].map(to)).toEqual([6, 4, 7, 0, 0, 7]);
    expect(["a", "constructor"].map(to)).toEqual([null, null]);
    expect(placeAfter("End", at, 0, 20)).toBeNull();
  });
});

describe("the order of rows", () => {
  it("is up, down, and that of the files again, by a header that is pressed", () => {
    const up = sortedBy({ ...everyRow, search: "x" }, "tokens");
    const down = sortedBy(up, "tokens");
    const none = sortedBy(down, "tokens");
    expect([up, down, none].map(({ sort, isDescending }) => [sort, isDescending])).toEqual([
      ["tokens", false],
      ["tokens", true],
      ["place", false],
    ]);
    expect(none.search).toBe("x");
  });

  it("reads the rows of a range, unless they are too many or can't be read", async () => {
    const begun = only(2, 20);
    const read = async (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => ({ key: 10 * (from + at) }));
    const wider = await extended(begun, 4, read, ({ key }) => key);
    expect(wider).toMatchObject({ keys: new Set([20, 30, 40]), active: 4, anchor: 2 });
    expect(await extended(begun, 4, async () => null, Number)).toBeNull();
    expect(await extended(begun, 200_000, read, ({ key }) => key)).toBe("too_many");
  });
});
