import { describe, expect, it } from "vitest";
import { isHarmListed, suspectsOf } from "../../../../../main/datasets/rules/contents/harms.ts";
import { growsInProportion } from "../../growth.ts";

const row = (content: string) => ({ messages: [{ role: "user", content }] });

describe("suspects", () => {
  it("are words of the types that a refusal names, as it names them", () => {
    const suspects = suspectsOf(["Violence", "Self Harm"]);
    expect(suspects(row("He killed the process; Suicide is no answer, and killed again."))).toEqual([
      {
        ...{ rule: "harm_suspect", path: ["messages", 0, "content"], at: 3, length: 6 },
        parameters: { word: "killed", harm: "violence" },
      },
      {
        ...{ rule: "harm_suspect", path: ["messages", 0, "content"], at: 23, length: 7 },
        parameters: { word: "suicide", harm: "self_harm" },
      },
    ]);
    expect(suspectsOf(["sexual"])(row("He killed the process."))).toEqual([]);
  });

  it("are whole words", () => {
    expect(
      suspectsOf(["violence", "sexual"])(row("A skilled shooter of bombast in Essex, begun gunmetal")),
    ).toEqual([]);
  });

  it("are listed for the four types of the service, and for no other name", () => {
    expect(["hate_fairness", "Hate", "self_harm", "violence", "Sexual"].every(isHarmListed)).toBe(true);
    expect(["jailbreak", "constructor", "__proto__", ""].some(isHarmListed)).toBe(false);
    expect(suspectsOf(["constructor"])(row("kill"))).toEqual([]);
  });

  it("are found in time in proportion to the text", () => {
    const suspects = suspectsOf(["hate", "self_harm", "violence", "sexual"]);
    for (const piece of ["kill", "kill ", "go back to your ", "sub"]) {
      expect(
        growsInProportion((text) => suspects(row(text)), piece),
        piece,
      ).toBe(true);
    }
  });
});
