import { describe, expect, it } from "vitest";
import type { ConversationSummary, Delta, Message } from "../../../preload/contract/conversations.ts";
import { merge } from "../../../renderer/answers/merge.ts";
import { groupByDay } from "../../../renderer/chat/groups.ts";
import { formatTime } from "../../../renderer/figures/format.ts";

const message: Message = {
  id: "r",
  parentId: "q",
  role: "assistant",
  text: "Hello",
  reasoning: "",
  deployment: "d",
  connectionId: "k",
  details: null,
  attachments: [],
  siblings: ["r"],
  createdAt: 0,
  end: null,
  diagnosis: null,
  measurement: null,
};
const delta = (textFrom: number, text: string, reasoningFrom = 0, reasoning = ""): Delta => ({
  conversationId: "c",
  replyId: "r",
  textFrom,
  text,
  reasoningFrom,
  reasoning,
});

describe("merging a delta", () => {
  it("adds what is new", () => expect(merge(message, delta(5, " world"))?.text).toBe("Hello world"));
  it("adds nothing twice", () => {
    expect(merge(message, delta(0, "Hello"))).toBe(message);
    expect(merge(message, delta(2, "llo"))).toBe(message);
  });
  it("adds the unknown part of one that overlaps", () => {
    expect(merge(message, delta(3, "lo world"))?.text).toBe("Hello world");
  });
  it("says when text before it is missing", () => {
    expect(merge(message, delta(6, "!"))).toBeNull();
    expect(merge(message, delta(5, "!", 1, "x"))).toBeNull();
  });
  it("takes thinking apart from the answer", () => {
    expect(merge(message, delta(5, "", 0, "hm"))).toMatchObject({ text: "Hello", reasoning: "hm" });
  });
  it("comes to the same text however the pieces are cut, repeated or joined late", () => {
    const whole = "The touchstone is a dark slate. Its streak is compared with that of known needles.";
    for (let from = 0; from < whole.length; from += 7) {
      let joined: Message | null = { ...message, text: whole.slice(0, from) };
      for (let at = 0; at < whole.length && joined; at += 5)
        joined = merge(joined, delta(at, whole.slice(at, at + 5)));
      expect(joined?.text).toBe(whole);
    }
  });
});

describe("conversations by day", () => {
  const now = new Date(2026, 2, 18, 9, 0).getTime();
  const at = (id: string, ...time: [number, number, number]): ConversationSummary => ({
    id,
    title: id,
    connectionId: "k",
    deployment: "d",
    modelId: null,
    updatedAt: new Date(2026, ...time).getTime(),
    pinned: false,
    answering: false,
  });

  it("stand under the day they were touched, newest first", () => {
    const groups = groupByDay(
      [
        at("old", 0, 1, 9),
        at("midnight", 2, 18, 0),
        at("now", 2, 18, 8),
        at("late yesterday", 2, 17, 23),
        at("last week", 2, 13, 12),
      ],
      now,
    );
    expect(groups.map(({ day, summaries }) => [day, summaries.map(({ id }) => id)])).toEqual([
      ["today", ["now", "midnight"]],
      ["yesterday", ["late yesterday"]],
      ["week", ["last week"]],
      ["older", ["old"]],
    ]);
  });

  it("are nothing when there are none", () => expect(groupByDay([], now)).toEqual([]));
});

it.each([
  [0.4, "0 ms"],
  [312.4, "312 ms"],
  [4210, "4.2 s"],
])("%d ms read as %s", (time, text) => expect(formatTime(time)).toBe(text));
