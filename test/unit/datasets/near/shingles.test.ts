import { describe, expect, it } from "vitest";
import { shinglesOf } from "../../../../main/datasets/near/shingles.ts";
import { growsInProportion } from "../growth.ts";

const of = (...texts: string[]) => [...shinglesOf(texts)];

describe("shingles", () => {
  it("are five words in a row", () => {
    expect(of("one two three four five six seven")).toHaveLength(3);
    expect(of("one two three four five")).toEqual(of("one two three four", "five"));
    expect(of("one two three four five six").slice(1)).toEqual(of("two three four five six"));
  });

  it("are one where there are fewer words, and none without words", () => {
    expect(of("one two")).toHaveLength(1);
    expect(of("one two")).not.toEqual(of("two one"));
    expect(of("", " … — !?", "\0\ud800")).toEqual([]);
  });

  it("do not tell capitals, punctuation, white space and forms of a character apart", () => {
    expect(of("The “ＣＡＦÉ” isn’t open, today.")).toEqual(of("the cafe\u0301  ISNT\nopen today"));
    expect(of("soft\u00adware and more words here")).toEqual(of("software and more words here"));
    expect(of("the price is 10 dollars")).not.toEqual(of("the price is 20 dollars"));
  });

  it("count each character of a script without spaces as a word", () => {
    // Seven characters, and the 14 code points of the Thai for "good morning everyone" are words of their own.
    expect(of("今天天气非常好")).toHaveLength(3);
    expect(of("สวัสดีตอนเช้าทุกคน")).toHaveLength([..."สวัสดีตอนเช้าทุกคน"].length - 4);
    expect(of("こんにちは世界")).toHaveLength(3);
    expect(of("我用Python写代码")).toHaveLength(2);
    expect(of("\u{20000}\u{20001}\u{20002}\u{20003}\u{20004}\u{20005}")).toHaveLength(2);
  });

  it("of words with spaces between them are words also in Hangul, Arabic and Devanagari", () => {
    expect(of("나는 오늘 아침에 밥을 먹었다")).toHaveLength(1);
    expect(of("हम आज सुबह बाजार गए")).toHaveLength(1);
  });

  it("of a row without an end are made of its beginning", () => {
    expect(of("word ".repeat(300_000))).toHaveLength(131_072);
    expect(of("x".repeat(1_000_000), "one two three four five six")).toHaveLength(1);
  });

  it.each([
    ["words", "word "],
    ["one word", "a"],
    ["characters", "字"],
    ["ligatures", "\ufdfa"],
    ["marks", "\u0301"],
  ])("take time in proportion to %s", (_, piece) => {
    expect(growsInProportion((text) => shinglesOf([text]), piece)).toBe(true);
  });
});
