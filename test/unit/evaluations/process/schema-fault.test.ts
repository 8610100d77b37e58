import { expect, it } from "vitest";
import { schemaFaultOf } from "../../../../main/evaluations/process/schema-fault.ts";

const schema = JSON.stringify({
  type: "object",
  properties: { title: { type: "string" }, points: { type: "array", items: { type: "string" } } },
  required: ["title"],
  additionalProperties: false,
});

it("finds nothing in an answer that keeps to its schema", () => {
  expect(schemaFaultOf(schema, `{"title":"a","points":["b"]}`)).toBeNull();
  expect(schemaFaultOf(schema, null)).toBeNull();
});

it.each([
  ["{}", "“title” is missing at the top level."],
  [`{"title":1}`, "The value at /title must be of type string."],
  [`{"title":"a","points":[1]}`, "The value at /points/0 must be of type string."],
  [`{"title":"a","more":1}`, "“more” isn't allowed at the top level."],
  ["[]", "The value at the top level must be of type object."],
])("says where %s does not", (answer, why) => {
  expect(schemaFaultOf(schema, answer)).toEqual({ kind: "differs", why });
});

it.each([
  [`{"type":"nothing"}`, null],
  [`{"$ref":"#/$defs/missing"}`, null],
  [`{"type":"nothing"}`, "{}"],
])("says that the schema %s is of no use, with an answer or without", (wrong, answer) => {
  expect(schemaFaultOf(wrong, answer)).toMatchObject({ kind: "unchecked", why: expect.stringMatching(/\w/) });
});

it("gives up on what is nested without an end", () => {
  const deep = ['{"next":'.repeat(20_000), "1", "}".repeat(20_000)].join("");
  const again = JSON.stringify({ properties: { next: { $ref: "#" } } });
  expect(schemaFaultOf(again, deep)).toMatchObject({ kind: "unchecked" });
});
