import { describe, expect, it } from "vitest";
import { readSse } from "../../../../main/foundry/chat/sse.ts";
import { splits } from "./splits.ts";

const eventsOf = (pieces: Uint8Array[]) => {
  const sse = readSse();
  const decoder = new TextDecoder();
  return [...pieces.flatMap((piece) => sse.feed(decoder.decode(piece, { stream: true }))), ...sse.end()];
};

const bytes = (text: string) => new TextEncoder().encode(text);
const expected = ['{"t":"grüße 👩‍🔬 日本"}', "two\nlines", "[DONE]"];

describe("server-sent events", () => {
  for (const [name, newline] of [
    ["LF", "\n"],
    ["CR LF", "\r\n"],
    ["CR", "\r"],
  ] as const) {
    const body = bytes(
      [
        ": a comment",
        "event: message",
        `data: ${expected[0]}`,
        "",
        "retry: 10",
        "unknown: field",
        "data:two",
        "data: lines",
        "",
        "data: [DONE]",
        "",
        "",
      ].join(newline),
    );
    it(`end in ${name}, wherever the bytes are cut`, () => {
      for (const pieces of splits(body)) expect(eventsOf(pieces)).toEqual(expected);
    });
  }

  it("may begin with a byte order mark", () => {
    for (const pieces of splits(bytes("\uFEFFdata: x\n\n"))) expect(eventsOf(pieces)).toEqual(["x"]);
  });

  it("give a last event that has no blank line, and nothing for one that has not begun", () => {
    expect(eventsOf([bytes("data: x\n\ndata: y")])).toEqual(["x", "y"]);
    expect(eventsOf([bytes("data: x\n\ndata: y\n")])).toEqual(["x", "y"]);
    expect(eventsOf([bytes("data: x\n\n\r")])).toEqual(["x"]);
    expect(eventsOf([])).toEqual([]);
  });

  it("refuse an event without end, in one line and in many", () => {
    const million = "x".repeat(1024 * 1024);
    const line = readSse();
    line.feed("data: ");
    const grow = () => {
      for (let count = 0; count < 9; count++) line.feed(million);
    };
    expect(grow).toThrow("reply_not_understood");

    const lines = readSse();
    const pile = () => {
      for (let count = 0; count < 9; count++) lines.feed(`data: ${"x".repeat(1024 * 1024)}\n`);
    };
    expect(pile).toThrow("reply_not_understood");
  });

  it("take an event of seven million characters", () => {
    const long = "x".repeat(7_000_000);
    expect(eventsOf([bytes("data: "), bytes(long), bytes("\n\n")])).toEqual([long]);
  });
});
