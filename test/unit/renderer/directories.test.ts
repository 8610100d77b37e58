import { expect, it } from "vitest";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import { offered } from "../../../renderer/connections/directory-state.ts";

const own = "11111111-1111-4111-8111-111111111111";
const right = "22222222-2222-4222-8222-222222222222";
const third = "33333333-3333-4333-8333-333333333333";
const listed = [
  { id: own, name: "Contoso" },
  { id: third, name: "Northwind" },
  { id: right, name: "Fabrikam" },
];
const refusal = (directory: string, tokenDirectory: string) =>
  diagnosisOf("wrong_directory", { directory, tokenDirectory });

it("the directory that a refusal names comes first, by its name where it is known; the refused one is left out", () => {
  expect(offered(refusal(right.toUpperCase(), own.toUpperCase()), listed)).toEqual([
    { id: right.toUpperCase(), name: "Fabrikam", isNamed: true },
    { id: third, name: "Northwind", isNamed: false },
  ]);
  expect(offered(refusal(right, own), [])).toEqual([{ id: right, name: null, isNamed: true }]);
  expect(offered(refusal("", own), listed).map(({ name }) => name)).toEqual(["Northwind", "Fabrikam"]);
  expect(offered(refusal("", ""), listed)).toHaveLength(3);
});
