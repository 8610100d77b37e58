import { describe, expect, it } from "vitest";
import { functionsFault, schemaTextFault } from "../../../preload/parameter-texts.ts";

describe("a schema's text", () => {
  it.each([
    ["{", "This isn't JSON"],
    ["[]", "one JSON object"],
    ["true", "one JSON object"],
    ['"text"', "one JSON object"],
  ])("%s is told to be wrong", (text, said) => expect(schemaTextFault(text)).toContain(said));

  it("is fine as an object", () => expect(schemaTextFault(`{"type":"object"}`)).toBeNull());
});

describe("a list of functions", () => {
  const named = (name: string) => ({ type: "function", function: { name } });
  it.each([
    ["[", "This isn't JSON"],
    ["{}", "in a list"],
    ["[1]", "Entry 1 is no function"],
    [JSON.stringify([named("f"), {}]), "Entry 2 has no name"],
    [JSON.stringify([named("two words")]), "Entry 1 has no name"],
    [JSON.stringify([named("x".repeat(65))]), "up to 64 letters"],
    [JSON.stringify([named("f"), { name: "f" }]), "Two functions are called f"],
    [JSON.stringify([{ name: "f", parameters: [] }]), "parameters of f"],
    [JSON.stringify([{ name: "f", input_schema: "x" }]), "parameters of f"],
  ])("%s is told to be wrong", (text, said) => expect(functionsFault(text)).toContain(said));

  it.each([
    "[]",
    JSON.stringify([named("get_weather")]),
    JSON.stringify([{ type: "function", name: "f", parameters: { type: "object" } }]),
    JSON.stringify([{ name: "f", input_schema: { type: "object" } }]),
  ])("%s is fine, however it is written", (text) => expect(functionsFault(text)).toBeNull());
});
