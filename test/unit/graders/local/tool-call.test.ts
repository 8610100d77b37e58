import { expect, it } from "vitest";
import { answered, gradeOf, graderOf } from "./samples.ts";

const call = (name: string, given: unknown = {}) => ({ name, arguments: JSON.stringify(given) });
const weather = call("weather", { city: "Paris", days: 2 });

it.each([
  ["the same", {}, [weather], [weather], 1],
  ["other order of names", {}, [weather], [call("weather", { days: 2, city: "Paris" })], 1],
  ["another value", {}, [weather], [call("weather", { city: "Paris", days: 3 })], 0],
  ["ignored arguments", { arguments: "ignored" }, [weather], [call("weather", 5)], 1],
  ["another name", { arguments: "ignored" }, [weather], [call("time")], 0],
  ["a subset", { arguments: "subset" }, [call("weather", { city: "Paris" })], [weather], 1],
  ["no subset", { arguments: "subset" }, [weather], [call("weather", { city: "Paris" })], 0],
  ["more than equal", {}, [call("weather", { city: "Paris" })], [weather], 0],
  ["order", {}, [call("a"), call("b")], [call("b"), call("a")], 0],
  ["any order", { anyOrder: true }, [call("a"), call("b")], [call("b"), call("a")], 1],
  ["a call more", {}, [call("a")], [call("a"), call("b")], 0],
  ["a call more, allowed", { allowsMore: true }, [call("b")], [call("a"), call("b")], 1],
  ["one for two", { allowsMore: true, anyOrder: true }, [call("a"), call("a")], [call("a"), call("b")], 0],
  // The first fits both, the second only one: it has to give way.
  [
    "a match that moves",
    { anyOrder: true, arguments: "subset" },
    [call("a"), call("a", { x: 1 })],
    [call("a", { x: 1 }), call("a")],
    1,
  ],
  ["none", {}, [weather], [], 0],
  ["arguments that are no JSON", {}, [call("a")], [{ name: "a", arguments: "{" }], 0],
  ["no arguments at all", {}, [call("a")], [{ name: "a", arguments: "" }], 1],
] as const)("%s", (_, change, expected, calls, score) => {
  const grader = graderOf("tool_call", { expected: JSON.stringify(expected), ...change });
  expect(gradeOf(grader, answered("", { calls: [...calls] }))).toMatchObject({ score, error: null });
});

it("reads what is expected in each way that it is written", () => {
  const ways: unknown[] = [
    { name: "a", arguments: { x: 1 } },
    [{ name: "a", arguments: '{"x":1}' }],
    { type: "function", function: { name: "a", arguments: '{"x":1}' } },
    { type: "function_call", name: "a", arguments: '{"x":1}' },
    {
      role: "assistant",
      tool_calls: [{ id: "1", type: "function", function: { name: "a", arguments: '{"x":1}' } }],
    },
  ];
  for (const way of ways) {
    const grader = graderOf("tool_call", { expected: "{{item.want}}" });
    expect(gradeOf(grader, answered("", { item: { want: way }, calls: [call("a", { x: 1 })] })).score).toBe(
      1,
    );
  }
});

it("takes the row's own answer where nothing is written", () => {
  const item = (message: object) => ({
    messages: [
      { role: "user", content: "?" },
      { role: "assistant", ...message },
    ],
  });
  const own = item({ tool_calls: [{ function: call("a", { x: 1 }) }] });
  expect(
    gradeOf(graderOf("tool_call"), answered("", { item: own, calls: [call("a", { x: 1 })] })).score,
  ).toBe(1);
  expect(gradeOf(graderOf("tool_call"), answered("text", { item: item({ content: "text" }) })).score).toBe(1);
  expect(
    gradeOf(graderOf("tool_call"), answered("", { item: item({ content: "text" }), calls: [call("a")] }))
      .score,
  ).toBe(0);
  // What it has called before a question that comes last is no answer to that.
  const before = item({ tool_calls: [{ function: call("a", { x: 1 }) }] });
  const asked = { ...before, messages: [...before.messages, { role: "user", content: "And now?" }] };
  expect(
    gradeOf(graderOf("tool_call"), answered("", { item: asked, calls: [call("a", { x: 1 })] })).error,
  ).toBe("expected_no_calls");
});

it.each(["{", "3", '{"name":1}', '[{"name":"a","arguments":"{"}]'])(
  "is not graded where %s is expected",
  (expected) => {
    expect(gradeOf(graderOf("tool_call", { expected }), answered("", { calls: [call("a")] }))).toMatchObject({
      score: null,
      error: "expected_no_calls",
    });
  },
);

it("is not graded where neither the grader nor the row says what is expected", () => {
  expect(gradeOf(graderOf("tool_call"), answered("")).error).toBe("expected_no_calls");
});
