import { expect, it } from "vitest";
import { labelIn } from "../../../main/sandbox/labelling.ts";

const say = (text: string) => labelIn([{ role: "user", text }]);
const compared = (answer: string, reference = "the sky is blue") =>
  `Answer: ${answer}\nReference: ${reference}`;

it.each([
  ["the sky is blue", "good"],
  ["the sky is made of cheese", "fair"],
  ["nothing alike", "bad"],
])("an answer of '%s' is %s", (answer, label) => {
  expect(say(`Choose one of these labels: good, fair, bad.\n${compared(answer)}`)).toBe(label);
  expect(
    say(`${compared(answer)}\n\nAnswer with one of the following categories: "good", "fair" or "bad"`),
  ).toBe(label);
});

it("nothing is labelled where no labels are told, one alone, or nothing to compare", () => {
  expect(say(`Which label fits?\n${compared("a")}`)).toBeNull();
  expect(say(`Choose one of these labels: good\n${compared("a")}`)).toBeNull();
  expect(say("Choose one of these labels: good, bad\nAnswer: a")).toBeNull();
});
