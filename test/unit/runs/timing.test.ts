import { expect, it } from "vitest";
import type { Usage } from "../../../main/foundry/chat/chat.ts";
import { startTiming } from "../../../main/runs/timing.ts";

/** What is measured of an answer that thinks and then writes, a piece of four characters every 10 ms each. */
function measured(thoughts: number, texts: number, usage: Partial<Usage>) {
  const timing = startTiming(0);
  let at = 500;
  for (let piece = 0; piece < thoughts + texts; piece++) {
    timing.take({ type: piece < thoughts ? "reasoning" : "text", at, text: "word" });
    at += 10;
  }
  const found = timing.stop(at, { prompt: 1, completion: 0, reasoning: 0, cached: 0, ...usage });
  timing.end();
  return found;
}

it("tells the rate of the text, and with what was thought", () => {
  const { tokensPerSecond, tokensPerSecondWithReasoning } = measured(100, 101, {
    completion: 201,
    reasoning: 100,
  });
  expect(tokensPerSecond).toBeCloseTo(100, 6);
  expect(tokensPerSecondWithReasoning).toBeCloseTo(100, 6);
});

it("does not count among the text what was thought, shown and not counted apart", () => {
  const { tokensPerSecond, tokensPerSecondWithReasoning } = measured(300, 100, { completion: 400 });
  expect(tokensPerSecond).toBeCloseTo(100, 6);
  expect(tokensPerSecondWithReasoning).toBeCloseTo(100, 6);
});

it("does not count to the time of the text what was thought unseen", () => {
  const { tokensPerSecond, tokensPerSecondWithReasoning } = measured(0, 101, {
    completion: 1101,
    reasoning: 1000,
  });
  expect(tokensPerSecond).toBeCloseTo(100, 6);
  expect(tokensPerSecondWithReasoning).toBe(null);
});

it("tells no rate of a text that came at once, though its thoughts came one by one", () => {
  const timing = startTiming(0);
  for (let piece = 0; piece < 100; piece++) timing.take({ type: "reasoning", at: piece * 10, text: "word" });
  timing.take({ type: "text", at: 1010, text: "word ".repeat(100) });
  const found = timing.stop(1020, { prompt: 1, completion: 200, reasoning: 100, cached: 0 });
  timing.end();
  expect(found).toMatchObject({ firstToken: 0, tokensPerSecond: null, tokensPerSecondWithReasoning: null });
});
