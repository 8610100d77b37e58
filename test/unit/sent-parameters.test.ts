import { describe, expect, it } from "vitest";
import type { RequestNote } from "../../preload/contract/conversations.ts";
import { commonNotes, everyNote, sameRequests, sentValue } from "../../preload/sent-parameters.ts";
import { explainNote, parameterList, sameRequestSentences } from "../../preload/strings/request-notes.ts";

const noTemperature: RequestNote = { kind: "parameter_dropped", parameter: "temperature", because: "model" };
const noXhigh: RequestNote = { kind: "parameter_dropped", parameter: "reasoning_effort", value: "xhigh" };
const longName: RequestNote = {
  kind: "parameter_renamed",
  parameter: "max_tokens",
  instead: "max_completion_tokens",
  because: "earlier",
  refusedAt: 1_790_000_000_000,
};
const date = (at: number) => new Date(at).toISOString();
const column = (parameters: object, notes: RequestNote[] = [], question = "q") => ({
  question,
  parameters,
  notes,
});

describe("columns that differ only by what was not sent", () => {
  it("are named with what they differ in", () => {
    const columns = [
      column({ temperature: 0 }, [noTemperature]),
      column({ temperature: 1, seed: 1 }, [noTemperature]),
      column({ temperature: 1 }, [noTemperature]),
      column({}, [noTemperature]),
    ];
    expect(sameRequests(columns)).toEqual([{ places: [0, 2, 3], names: ["temperature"] }]);
    expect(sameRequestSentences(columns)).toEqual([
      "Columns 1, 3, and 4 sent the same request: they differ only in what was not sent as set (temperature).",
    ]);
  });

  it("may differ by a value that is not taken, or by several parameters", () => {
    expect(
      sameRequests([
        column({ reasoningEffort: "xhigh", temperature: 0 }, [noXhigh, noTemperature]),
        column({}),
        column({ reasoningEffort: "high" }, [noTemperature]),
      ]),
    ).toEqual([{ places: [0, 1], names: ["temperature", "reasoning_effort"] }]);
  });

  it("are none where anything that was sent differs, or nothing at all does", () => {
    expect(sameRequests([column({ temperature: 0 }), column({ temperature: 1 })])).toEqual([]);
    expect(sameRequests([column({ temperature: 0 }), column({ temperature: 0 })])).toEqual([]);
    expect(sameRequests([column({ stop: [] }), column({})])).toEqual([]);
    expect(
      sameRequests([
        column({ temperature: 0 }, [noTemperature]),
        column({ temperature: 1 }, [noTemperature], "another"),
      ]),
    ).toEqual([]);
    // Sent under another name it was sent all the same.
    expect(
      sameRequests([column({ maxTokens: 5 }, [longName]), column({ maxTokens: 6 }, [longName])]),
    ).toEqual([]);
    // Of two columns only one left it out.
    expect(sameRequests([column({ temperature: 0 }, [noTemperature]), column({ temperature: 1 })])).toEqual(
      [],
    );
  });
});

describe("the notes of several answers", () => {
  it("are each there once, whatever the reason, and common where all have them", () => {
    const now: RequestNote = { kind: "parameter_dropped", parameter: "temperature" };
    expect(everyNote([[now], [noTemperature, longName], [longName]])).toEqual([now, longName]);
    expect(commonNotes([[now, longName], [noTemperature]])).toEqual([now]);
    expect(commonNotes([[now], []])).toEqual([]);
    expect(commonNotes([])).toEqual([]);
  });
});

describe("a note in words", () => {
  it("says what was not sent, and why", () => {
    const now: RequestNote = { kind: "parameter_dropped", parameter: "seed" };
    expect([now, noTemperature, noXhigh, longName].map((note) => explainNote(note, date))).toEqual([
      "seed not sent: the deployment refused it",
      "temperature not sent: the model doesn't support it",
      "reasoning_effort xhigh not sent: the deployment refused it",
      "max_tokens sent as max_completion_tokens: the deployment refused max_tokens on 2026-09-21T14:13:20.000Z",
    ]);
    const { refusedAt: _at, ...undated } = longName;
    expect(explainNote(undated, date)).toContain("refused max_tokens earlier");
  });

  it("stands beside the parameter's value", () => {
    const set = { temperature: 0, reasoningEffort: "high", maxTokens: 9, topP: 0.5, stop: [] };
    expect(parameterList(set, [noTemperature, noXhigh, longName])).toEqual([
      "temperature: 0 (not sent)",
      'reasoning_effort: "high"',
      "max_tokens: 9 (sent as max_completion_tokens)",
      "top_p: 0.5",
    ]);
    expect(sentValue("reasoningEffort", "xhigh", [noXhigh])).toBeUndefined();
    expect(sentValue("reasoningEffort", "high", [noXhigh])).toBe("high");
  });

  it("says to what it was lowered, and that two may then be the same", () => {
    const lowered: RequestNote = { kind: "parameter_lowered", parameter: "max_tokens", value: "8" };
    expect(parameterList({ maxTokens: 9 }, [longName, lowered])).toEqual([
      "max_tokens: 9 (sent as max_completion_tokens) (lowered to 8)",
    ]);
    expect(explainNote(lowered, date)).toBe("max_tokens lowered to 8: the deployment takes no more");
    expect(explainNote({ ...lowered, ofPrompt: true }, date)).toBe(
      "max_tokens lowered to 8: the prompt leaves no room for more",
    );
    const column = (maxTokens: number) => ({ question: "q", parameters: { maxTokens }, notes: [lowered] });
    expect(sameRequests([column(9), column(10)])).toEqual([{ places: [0, 1], names: ["max_tokens"] }]);
  });
});
