import { expect, it } from "vitest";
import { startStopwatch } from "../../../main/foundry/chat/stopwatch.ts";
import { startTiming } from "../../../main/runs/timing.ts";
import { noSpeed } from "../../../preload/strings/no-speed.ts";

const usage = { prompt: 3, completion: 8, reasoning: 0, cached: 0 };

it.each([
  [false, 8],
  [true, null],
])("several answers have no speed, since their tokens are counted together: %s", (isSeveral, speed) => {
  const timing = startTiming(0);
  const stopwatch = startStopwatch(0);
  if (isSeveral) {
    timing.take({ type: "answers", at: 1, count: 2 });
    stopwatch.isOneOfSeveral();
  }
  for (let at = 1000; at < 2000; at += 125) {
    timing.take({ type: "text", at, text: "x" });
    stopwatch.arrived(at, "text", 1);
  }
  const measured = timing.stop(2000, usage);
  timing.end();
  expect(measured).toMatchObject({
    tokensPerSecond: speed,
    tokensPerSecondWithReasoning: speed,
    tokens: usage,
  });
  const stopped = stopwatch.stop(2000, usage);
  expect(stopped).toMatchObject({ tokensPerSecond: speed, tokens: usage });
  expect(noSpeed({ ...stopped, answers: isSeveral ? 2 : undefined })).toBe(
    isSeveral ? "several_answers" : null,
  );
});

it("an answer from the background has a time in total, and no first token", () => {
  const timing = startTiming(0);
  const stopwatch = startStopwatch(0);
  timing.take({ type: "background", at: 1, id: "resp_1", status: "queued" });
  stopwatch.isFetched();
  for (let at = 1000; at < 2000; at += 125) {
    timing.take({ type: "text", at, text: "x" });
    stopwatch.arrived(at, "text", 1);
  }
  const times = { firstToken: null, total: 2000, tokensPerSecond: null, tokens: usage };
  expect(timing.stop(2000, usage)).toMatchObject({ ...times, gapMedian: null });
  timing.end();
  expect(stopwatch.stop(2000, usage)).toEqual(times);
  expect(noSpeed(times)).toBe("no_text");
});
