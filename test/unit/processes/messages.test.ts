import { expect, it } from "vitest";
import { answering, type FromProcess, type WorkContext } from "../../../main/processes/messages.ts";

it("tells how far work is as often as it is seen, and of each phase the beginning and the end", async () => {
  const sent: FromProcess[] = [];
  const read = (total: number, { progress }: WorkContext) => {
    progress({ phase: "waiting", done: 0, total: null });
    for (let done = 0; done <= total; done += 1) progress({ phase: "reading", done, total });
    return "read";
  };
  await answering({ read }, "dataset_failed", (message) => sent.push(message))({
    id: 7,
    ask: "read",
    input: 5000,
  });
  const told = sent.flatMap((message) => ("progress" in message ? [message.progress] : []));
  expect(told.slice(0, 2).map(({ phase, done }) => [phase, done])).toEqual([
    ["waiting", 0],
    ["reading", 0],
  ]);
  expect(told.at(-1)?.done).toBe(5000);
  expect(told.length).toBeLessThan(500);
  expect(sent.at(-1)).toEqual({ id: 7, answer: "read" });
});

it("says what it was not asked for right, and what failed, as a diagnosis", async () => {
  const sent: FromProcess[] = [];
  const fail = () => {
    throw new Error("The disk is full");
  };
  const answer = answering({ fail }, "dataset_failed", (message) => sent.push(message));
  await answer({ id: 1, ask: "fail", input: null });
  await answer({ id: 2, ask: "other", input: null });
  await answer({ cancel: 9 });
  expect(sent).toMatchObject([
    { id: 1, problem: { code: "dataset_failed", parameters: { why: "The disk is full" } } },
    { id: 2, problem: { code: "dataset_failed" } },
  ]);
});
