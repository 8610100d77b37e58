import { expect, it } from "vitest";
import { scoreIn } from "../../../main/sandbox/judging.ts";

const asked = (text: string) => scoreIn([{ role: "user", text }]);

it("an answer is scored by the words it shares with its reference, in the range that is told", () => {
  const question = (answer: string, range: string) =>
    `Score the answer with a number ${range}.\n\nAnswer: ${answer}\nReference: the cat sat on the mat`;
  expect(asked(question("the cat sat on the mat", "from 0 to 1"))).toBe("1");
  expect(asked(question("a dog ran", "between 1 and 5"))).toBe("1");
  expect(asked(question("the cat ran", "between 0 and 10"))).toBe("5");
});

it("what is no wish for a score is none", () => {
  expect(asked("Write from 1 to 5 lines.\nAnswer: a\nReference: b")).toBeNull();
  expect(asked("Score this from 0 to 1.\nAnswer: a")).toBeNull();
  expect(asked("Score this.\nAnswer: a\nReference: b")).toBeNull();
});
