import { expect, it } from "vitest";
import type { SeriesAnswer } from "../../../preload/contract/series.ts";
import { clockOf, shownAt, totalOf, trackOf } from "../../../renderer/series/replay-time.ts";

const answer = (pieces: SeriesAnswer["pieces"], total: number): SeriesAnswer => ({
  columnId: "c",
  promptId: "p",
  repeat: 0,
  isWarmUp: false,
  startedAt: 0,
  end: "stop",
  diagnosis: null,
  beginning: "",
  length: 0,
  measurement: {
    firstToken: null,
    gapMedian: null,
    gap95: null,
    total,
    tokensPerSecond: null,
    tokensPerSecondWithReasoning: null,
    late: 0,
  },
  tokens: null,
  cost: null,
  notes: [],
  text: "",
  reasoning: "",
  problem: null,
  route: null,
  region: null,
  requestId: null,
  remaining: { requests: null, tokens: null },
  filters: [],
  pieces,
});

it("shows of an answer what had come by then, and nothing before", () => {
  const track = trackOf(
    answer(
      [
        { at: 10, type: "reasoning", text: "Hm. " },
        { at: 20, type: "text", text: "Blue" },
        { at: 20, type: "text", text: ", " },
        { at: 35.5, type: "refusal", text: "no." },
      ],
      50,
    ),
  );
  const at = (time: number) => shownAt(track, time);
  expect(at(0)).toEqual({ text: "", reasoning: "" });
  expect(at(9.9)).toEqual({ text: "", reasoning: "" });
  expect(at(10)).toEqual({ text: "", reasoning: "Hm. " });
  expect(at(20)).toEqual({ text: "Blue, ", reasoning: "Hm. " });
  expect(at(35.4)).toEqual({ text: "Blue, ", reasoning: "Hm. " });
  expect(at(35.5)).toEqual({ text: "Blue, no.", reasoning: "Hm. " });
  expect(at(1e9)).toEqual({ text: "Blue, no.", reasoning: "Hm. " });
  expect(track.total).toBe(50);
});

it("takes pieces of a file in the order of their times, and lasts until the last of them", () => {
  const track = trackOf(
    answer(
      [
        { at: 90, type: "text", text: "b" },
        { at: 5, type: "text", text: "a" },
      ],
      0,
    ),
  );
  expect(shownAt(track, 5).text).toBe("a");
  expect(shownAt(track, 90).text).toBe("ab");
  expect(totalOf([track, trackOf(answer([], 40))])).toBe(90);
  expect(totalOf([])).toBe(0);
});

it("shows times as a clock does", () => {
  expect([0, 3421, 59_999, 61_050, 3_600_000].map(clockOf)).toEqual([
    "0:00.00",
    "0:03.42",
    "1:00.00",
    "1:01.05",
    "60:00.00",
  ]);
});
