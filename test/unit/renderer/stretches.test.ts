import { describe, expect, it } from "vitest";
import type { Message } from "../../../preload/contract/conversations.ts";
import { stretchesOf } from "../../../renderer/chat/stretches.ts";

const message = (id: number, text = "") => ({ id: String(id), text }) as Message;
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => message(from + index));

describe("stretches of messages", () => {
  it("hold all messages in their order, whatever happens", () => {
    let messages = range(1000, 1050);
    let stretches = stretchesOf(messages, []);
    for (let step = 0; step < 200; step++) {
      const kind = step % 4;
      const [first] = messages;
      if (kind === 0) messages = [...range(Number(first?.id) - 4, Number(first?.id)), ...messages];
      if (kind === 1) messages = [...messages, message(2000 + step)];
      if (kind === 2) messages = messages.with(-1, message(Number(messages.at(-1)?.id), `text ${step}`));
      if (kind === 3 && step % 20 === 3) messages = messages.slice(0, -3);
      stretches = stretchesOf(messages, stretches);
      expect(stretches.flat()).toEqual(messages);
      expect(stretches.every(({ length }) => length > 0 && length <= 20)).toBe(true);
    }
    const others = range(1, 40);
    expect(stretchesOf(others, stretches).flat()).toEqual(others);
    expect(stretchesOf([], stretches)).toEqual([]);
  });

  it("are the same ones where nothing changed: all but the last while an answer grows, all when earlier ones come", () => {
    const messages = range(0, 100);
    const before = stretchesOf(messages, []);
    const grown = stretchesOf(messages.with(-1, message(99, "more")), before);
    expect(grown.slice(0, -1).every((stretch, index) => stretch === before[index])).toBe(true);
    expect(grown.at(-1)).not.toBe(before.at(-1));
    const earlier = stretchesOf([...range(-20, 0), ...messages], before);
    expect(earlier.slice(-before.length).every((stretch, index) => stretch === before[index])).toBe(true);
  });
});
