import { describe, expect, it } from "vitest";
import { followsAfter } from "../../../renderer/ui/follow-end.ts";

const following = { follows: true, top: 1000, end: 1000 };
const away = { follows: false, top: 1000, end: 2000 };
const follows = (
  before: typeof following,
  cause: "scroll" | "layout",
  top: number,
  end: number,
  live = true,
  byHand = true,
) => followsAfter(before, { top, end }, cause, live, byHand);

describe("a view that follows its end", () => {
  it("goes on whatever grows, however much, and by whichever it is told first", () => {
    for (const end of [1001, 1049, 1400, 90_000])
      for (const cause of ["layout", "scroll"] as const)
        expect(follows(following, cause, 1000, end)).toBe(true);
  });

  it("goes on when it is taken along by what shrinks", () => {
    for (const end of [0, 400, 999.6]) {
      expect(follows(following, "layout", end, end)).toBe(true);
      expect(follows(following, "scroll", end, end)).toBe(true);
    }
  });

  it("stops when a person moves up, if only a little, also while it grows or shrinks", () => {
    for (const top of [0, 600, 990, 998]) {
      expect(follows(following, "scroll", top, 1000)).toBe(false);
      expect(follows(following, "scroll", top, 5000)).toBe(false);
      expect(follows(following, "layout", top, 1400)).toBe(false);
    }
    expect(follows(following, "scroll", 600, 900)).toBe(false);
  });

  it("goes on when what it shows has shrunk, taken it along and grown again before it was told", () => {
    for (const cause of ["layout", "scroll"] as const) {
      expect(follows(following, cause, 880, 1100, true, false)).toBe(true);
      expect(follows(following, cause, 880, 950, true, false)).toBe(true);
    }
  });

  it("stops when something moves up what has the length that it had, without a hand on it", () => {
    expect(follows(following, "scroll", 600, 1000, true, false)).toBe(false);
  });
});

describe("a view that does not follow", () => {
  it("stays where it is, whatever the layout does to it", () => {
    expect(follows(away, "layout", 1000, 1400)).toBe(false);
    expect(follows(away, "layout", 1380, 1400)).toBe(false);
    expect(follows(away, "scroll", 1000, 1010)).toBe(false);
  });

  it("follows again once a person scrolls down to its end, or close to it", () => {
    expect(follows(away, "scroll", 2000, 2000)).toBe(true);
    expect(follows(away, "scroll", 1970, 2000)).toBe(true);
    expect(follows(away, "scroll", 1900, 2000)).toBe(false);
    expect(follows(away, "scroll", 990, 1000)).toBe(false);
  });

  it("follows again where its end comes to be seen, as long as more may come", () => {
    expect(follows(away, "layout", 300, 300)).toBe(true);
    expect(follows(away, "layout", 1000, 1000)).toBe(true);
    expect(follows(away, "layout", 300, 300, false)).toBe(false);
  });
});
