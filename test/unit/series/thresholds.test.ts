import { describe, expect, it } from "vitest";
import { readConfig } from "../../../main/cli/config.ts";
import type { CommandError } from "../../../main/cli/failure.ts";
import { columnResults } from "../../../main/series/column-results.ts";
import { judge } from "../../../main/series/thresholds.ts";
import { sampleBundle, sampleRun } from "../bundles/sample.ts";
import { read } from "../source.ts";

const verdicts = (set: Parameters<typeof judge>[0], bundle = sampleBundle()) =>
  judge(set, columnResults(bundle)).map(({ text, passed }) => [text, passed]);

describe("results of columns", () => {
  it("leave warm-ups and failures out of the medians", () => {
    expect(columnResults(sampleBundle())).toMatchObject([
      {
        place: 1,
        alias: "large",
        runs: 2,
        failures: 0,
        firstToken: { median: 130.5, interval: null, count: 2 },
      },
      { place: 2, alias: "large", runs: 2, failures: 1, firstToken: { median: 300, count: 1 } },
    ]);
    const [first] = columnResults(sampleBundle());
    expect(first?.costs).toEqual([{ amount: expect.closeTo(0.0004, 12), currency: "USD" }]);
    const many = Array.from({ length: 6 }, (_, repeat) =>
      sampleRun({ repeat, measurement: { ...sampleRun().measurement, firstToken: 100 + repeat } }),
    );
    const [column] = columnResults(sampleBundle({ runs: many }));
    expect(column?.firstToken).toEqual({ median: 102.5, interval: { low: 100, high: 105 }, count: 6 });
  });
});

describe("thresholds", () => {
  it("are passed or missed by each column, in words", () => {
    expect(verdicts({ maxMedianFirstToken: 200 })).toEqual([
      ["large (1): median time to first token 130.5 ms, at most 200 ms: passed", true],
      ["large (2): median time to first token 300 ms, at most 200 ms: missed", false],
    ]);
    expect(verdicts({ minMedianTokensPerSecond: 50 }).map(([, passed]) => passed)).toEqual([true, true]);
    expect(verdicts({ minMedianTokensPerSecond: 50.1 }).map(([, passed]) => passed)).toEqual([false, false]);
    expect(verdicts({ maxMedianTotal: 900, maxFailures: 0 }).map(([, passed]) => passed)).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(verdicts({})).toEqual([]);
  });

  it("are missed where nothing was measured", () => {
    const nothing = sampleBundle({ runs: [] });
    expect(verdicts({ maxMedianFirstToken: 200 }, nothing)[0]).toEqual([
      "large (1): median time to first token unknown ms, at most 200 ms: missed, since nothing was answered",
      false,
    ]);
    expect(verdicts({ maxFailures: 0 }, nothing)[0]?.[1]).toBe(true);
  });

  it("are not passed by answers without a value, and say so", () => {
    const speeds = (...values: (number | null)[]) =>
      sampleBundle({
        runs: values.map((tokensPerSecond, repeat) =>
          sampleRun({ repeat, measurement: { ...sampleRun().measurement, tokensPerSecond } }),
        ),
      });
    const first = (bundle: ReturnType<typeof speeds>, minimum = 0) =>
      verdicts({ minMedianTokensPerSecond: minimum }, bundle)[0];
    expect(first(speeds(null, null))).toEqual([
      "large (1): median of unknown tokens per second, at least 0: missed, since 2 of 2 answers have no speed: they came in too few pieces, or without a count of tokens",
      false,
    ]);
    expect(first(speeds(80, null, null, 80), 50)).toEqual([
      "large (1): median of 80 tokens per second, at least 50: missed, since 2 of 4 answers have no speed: they came in too few pieces, or without a count of tokens",
      false,
    ]);
    expect(first(speeds(80, 70, null), 50)).toEqual([
      "large (1): median of 75 tokens per second, at least 50: passed",
      true,
    ]);
    expect(first(speeds(40, 30, null), 50)).toEqual([
      "large (1): median of 35 tokens per second, at least 50: missed",
      false,
    ]);
    const silent = sampleBundle({
      runs: [sampleRun({ measurement: { ...sampleRun().measurement, firstToken: null } })],
    });
    expect(verdicts({ maxMedianFirstToken: 9000 }, silent)[0]).toEqual([
      "large (1): median time to first token unknown ms, at most 9000 ms: missed, since 1 of 1 answers have no text, or came from the background",
      false,
    ]);
  });

  it("are refused by name when a config has them wrong", () => {
    const config = JSON.parse(read("docs/compare.json"));
    const readThresholds = (value: unknown) =>
      readConfig(JSON.stringify({ ...config, thresholds: value }), "compare.json").thresholds;
    expect(readThresholds({ maxFailures: 2, maxMedianTotal: 10.5 })).toEqual({
      maxFailures: 2,
      maxMedianTotal: 10.5,
    });
    const why = (value: unknown) => {
      try {
        return readThresholds(value);
      } catch (error) {
        return (error as CommandError).values.place;
      }
    };
    expect(why({ maxFailure: 2 })).toBe("thresholds, maxFailure");
    expect(why({ maxFailures: "2" })).toBe("thresholds, maxFailures");
    expect(why({ maxMedianTotal: -1 })).toBe("thresholds, maxMedianTotal");
    expect(why([])).toBe("thresholds");
  });
});
