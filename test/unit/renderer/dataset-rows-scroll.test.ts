import { describe, expect, it } from "vitest";
import {
  boxHeight,
  offsetToSee,
  type Position,
  positionAt,
  scrolledTo,
} from "../../../renderer/ui/scaled-scroll.ts";

const row = 32;
const short = { full: 1000 * row, view: 600 };
const long = { full: 100_000_000 * row, view: 600 };
/** The highest box that Chromium draws, in pixels of a screen at a zoom of 500%. */
const highest = 2 ** 25 / 5;

describe("the scroll bar of a table", () => {
  it("is that of a plain list as long as a box can be so high", () => {
    expect(boxHeight(short)).toBe(32_000);
    expect(scrolledTo(12_345, { offset: 0, top: 0 }, short)).toEqual({ offset: 12_345, top: 12_345 });
    expect(positionAt(12_345, short)).toEqual({ offset: 12_345, top: 12_345 });
  });

  it("never needs a box that a browser cannot draw", () => {
    expect(boxHeight(long)).toBeLessThan(highest);
    expect(boxHeight({ full: 64, view: 600 })).toBe(600);
  });

  it("reaches the first and the last row", () => {
    const before: Position = { offset: 1000, top: 50 };
    const end = boxHeight(long) - long.view;
    expect(scrolledTo(0, before, long)).toEqual({ offset: 0, top: 0 });
    expect(scrolledTo(end, before, long)).toEqual({ offset: long.full - long.view, top: end });
    expect(positionAt(Number.POSITIVE_INFINITY, long).offset).toBe(long.full - long.view);
  });

  it("goes short ways pixel by pixel and long ones in proportion", () => {
    const middle = positionAt(long.full / 2, long);
    expect(scrolledTo(middle.top + 120, middle, long).offset).toBe(middle.offset + 120);
    expect(scrolledTo(middle.top - 120, middle, long).offset).toBe(middle.offset - 120);
    const quarter = scrolledTo((boxHeight(long) - long.view) / 4, middle, long).offset;
    expect(quarter / (long.full - long.view)).toBeCloseTo(0.25);
  });

  it("comes to rest where it belongs without moving the rows", () => {
    const ends = [0, 1, row, 5000, long.full / 3, long.full - long.view - 1, long.full - long.view];
    for (const offset of ends) {
      const rest = positionAt(offset, long);
      expect(rest.offset).toBe(offset);
      expect(scrolledTo(rest.top, rest, long).offset).toBe(offset);
    }
  });

  it("goes from end to end by a wheel, whatever the scale", () => {
    let here = positionAt(long.full - long.view - 2000, long);
    for (let notch = 0; notch < 20; notch += 1)
      here = positionAt(scrolledTo(Math.min(here.top + 120, boxHeight(long) - 600), here, long).offset, long);
    expect(here.offset).toBe(long.full - long.view);
  });

  it("moves only as far as a row needs to be seen", () => {
    expect(offsetToSee(10, row, 0, 600)).toBe(0);
    expect(offsetToSee(18, row, 0, 600)).toBe(19 * row - 600);
    expect(offsetToSee(3, row, 200, 600)).toBe(96);
  });

  it("stands at the top where all rows are seen", () => {
    expect(positionAt(50, { full: 64, view: 600 })).toEqual({ offset: 0, top: 0 });
  });
});
