import { describe, expect, it } from "vitest";
import { seededRandom } from "../../main/statistics/random.ts";
import { differenceLimit, differences, type Stretch } from "../../preload/word-differences.ts";

const side = (stretches: Stretch[] | null, without: Stretch["kind"]) =>
  stretches
    ?.filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join("");

describe("the differences of two texts", () => {
  it("are words, not letters", () => {
    expect(differences("The sky is blue today.", "The sea is blue today.")).toEqual([
      { kind: "same", text: "The " },
      { kind: "removed", text: "sky" },
      { kind: "added", text: "sea" },
      { kind: "same", text: " is blue today." },
    ]);
    expect(differences("same", "same")).toEqual([{ kind: "same", text: "same" }]);
    expect(differences("", "")).toEqual([]);
  });

  it("give back both texts, whatever they hold", () => {
    const pieces = [
      "a",
      "Ä",
      "你好",
      "👩‍👩‍👧",
      "\n",
      "  ",
      "\t",
      "<b>",
      "{{x}}",
      "word",
      "e\u0301",
      "\u202e",
      "\ud800",
    ];
    const random = seededRandom(7);
    const text = () =>
      Array.from({ length: 60 }, () => pieces[Math.floor(random() * pieces.length)]).join("");
    for (let round = 0; round < 100; round++) {
      const [first, second] = [text(), text()];
      const told = differences(first, second);
      expect(side(told, "added")).toBe(first);
      expect(side(told, "removed")).toBe(second);
    }
  });

  it("are given up when they take too long or the texts are too large", () => {
    expect(differences("a".repeat(differenceLimit), "b")).toBeNull();
    const numbers = (from: number) =>
      Array.from({ length: 25_000 }, (_, index) => (index * 7919 + from) % 99_991).join(" ");
    const begun = performance.now();
    expect(differences(numbers(1), numbers(50_000))).toBeNull();
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
