import { describe, expect, it } from "vitest";
import { titleOf } from "../../main/conversations/history.ts";
import { beginningOf, endingOf, shortenedTo } from "../../preload/cut.ts";

/** What people take for one character each: a family, a flag, a letter with a mark of its own, a thumb with a color, Hindi. */
const characters = ["👨‍👩‍👧‍👦", "🇩🇪", "e\u0301", "👍🏽", "क्षि", "🜚"];

describe("a text that is cut", () => {
  it.each(characters)("never ends or begins within %s", (character) => {
    for (let limit = 3; limit < 3 + character.length; limit++) {
      expect(beginningOf(`abc${character}${character}`, limit)).toBe("abc");
      expect(shortenedTo(`abc${character}${character}`, limit + 1)).toBe("abc…");
      expect(endingOf(`${character}abc`, limit)).toBe(limit === 3 ? "abc" : `${character}abc`);
    }
    expect(beginningOf(`abc${character}`, 3 + character.length)).toBe(`abc${character}`);
  });

  it.each(characters)("never ends within one of a long row of %s", (character) => {
    const text = character.repeat(300);
    for (let limit = 290; limit < 320; limit++) {
      expect(beginningOf(text, limit).length % character.length).toBe(0);
      expect(endingOf(text, limit).length % character.length).toBe(0);
    }
  });

  it("is as long as it may be, and stays whole where it is no longer", () => {
    expect([
      beginningOf("abcdef", 4),
      beginningOf("abc", 3),
      beginningOf("", 5),
      beginningOf("abc", 0),
    ]).toEqual(["abcd", "abc", "", ""]);
    expect([shortenedTo("abcdef", 4), shortenedTo("abcd", 4)]).toEqual(["abc…", "abcd"]);
    expect([endingOf("abcdef", 2), endingOf("abc", 9)]).toEqual(["ef", "abc"]);
  });

  it("is cut quickly, however long it is", () => {
    const text = "👍🏽".repeat(1_000_000);
    const begun = performance.now();
    expect(beginningOf(text, 2_000_001)).toHaveLength(2_000_000);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});

it("a title ends with a whole character, at a word where it can", () => {
  for (const character of characters) {
    const title = titleOf(`${"x".repeat(58)}${character.repeat(9)}`);
    const whole = title.replace(/…$/, "").slice(58);
    expect(whole.replaceAll(character, "")).toBe("");
    expect(title.length).toBeLessThanOrEqual(61);
  }
  expect(titleOf(`${"word ".repeat(20)}`)).toBe(`${"word ".repeat(12).trim()}…`);
});
