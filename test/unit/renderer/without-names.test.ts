import { expect, it } from "vitest";
import { withoutNames } from "../../../renderer/votes/without-names.ts";

const hidden = "(name hidden)";

it("takes the names out of a text, the longer ones first, in whatever case", () => {
  const names = ["gpt-4.1", "gpt-4.1-mini", "", "o1"];
  expect(withoutNames("I am `GPT-4.1-mini`, not gpt-4.1.", names)).toBe(`I am \`${hidden}\`, not ${hidden}.`);
  expect(withoutNames("o1, O1? foo1 o12", names)).toBe(`${hidden}, ${hidden}? foo1 o12`);
});

it("takes names as they are written, not as patterns", () => {
  expect(withoutNames("a.c abc a+b (x)", ["a.c", "a+b", "(x)"])).toBe(`${hidden} abc ${hidden} ${hidden}`);
  expect(withoutNames("nothing", [])).toBe("nothing");
});
