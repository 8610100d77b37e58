import { describe, expect, it } from "vitest";
import { answered, gradeOf, graderOf } from "./samples.ts";

const schema = JSON.stringify({
  type: "object",
  required: ["name"],
  additionalProperties: false,
  properties: {
    name: { type: "string", minLength: 2 },
    mail: { type: "string", format: "email" },
    size: { enum: ["s", "m"] },
  },
});

it.each([
  ['{"a":1}', false, 1],
  ["[]", false, 1],
  ["null", false, 1],
  ["{a:1}", false, 0],
  ['```json\n{"a":1}\n```', false, 0],
  ['```json\n{"a":1}\n```', true, 1],
  ['Here it is: {"a": "}"} as asked.', true, 1],
  ['See [1] {x} {"a": [2]}', true, 1],
  ["nothing", true, 0],
  ["{".repeat(100_000), true, 0],
])("%.40j, in a text %s", (answer, isInText, score) => {
  expect(gradeOf(graderOf("json", { isInText }), answered(answer)).score).toBe(score);
});

describe("a schema", () => {
  it.each([
    ['{"name":"ab"}', null],
    ["{}", "“name” is missing at the top level."],
    ['{"name":1}', "The value at /name must be of type string."],
    ['{"name":"a"}', "The text at /name must have at least 2 characters."],
    ['{"name":"ab","x":1}', "“x” isn't allowed at the top level."],
    ['{"name":"ab","mail":"nobody"}', "The text at /mail isn't a valid email."],
    ['{"name":"ab","size":"l"}', "The value at /size must be one of: s, m."],
  ])("says of %s what does not fit", (answer, said) => {
    expect(gradeOf(graderOf("json", { schema }), answered(answer))).toMatchObject({
      score: Number(said === null),
      said,
    });
  });

  it("is draft 7, or 2020-12 where it says so", () => {
    const drafts = (draft: object) => JSON.stringify({ ...draft, type: "array" });
    const seven = drafts({
      $schema: "http://json-schema.org/draft-07/schema#",
      items: [{ type: "number" }],
      additionalItems: false,
    });
    const twenty = drafts({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      prefixItems: [{ type: "number" }],
      items: false,
    });
    for (const text of [seven, twenty]) {
      expect(gradeOf(graderOf("json", { schema: text }), answered("[1]")).score).toBe(1);
      expect(gradeOf(graderOf("json", { schema: text }), answered("[1, 2]")).score).toBe(0);
      expect(gradeOf(graderOf("json", { schema: text }), answered('["a"]')).score).toBe(0);
    }
  });

  it("may have words that nobody knows, and be true", () => {
    expect(gradeOf(graderOf("json", { schema: '{"x-own":1,"type":"number"}' }), answered("1")).score).toBe(1);
    expect(gradeOf(graderOf("json", { schema: "true" }), answered("1")).score).toBe(1);
    expect(gradeOf(graderOf("json", { schema: "false" }), answered("1")).score).toBe(0);
  });

  it.each(["{", "[]", '{"type":"nonsense"}', '{"$ref":"https://example.com/a.json"}', '{"pattern":"("}'])(
    "that is none, %s, grades nothing",
    (text) => {
      expect(gradeOf(graderOf("json", { schema: text }), answered("1"))).toMatchObject({
        score: null,
        error: "schema_wrong",
      });
    },
  );

  it("has patterns that cannot hang", () => {
    const text = '{"type":"string","pattern":"^(a+)+$"}';
    expect(
      gradeOf(graderOf("json", { schema: text }), answered(JSON.stringify(`${"a".repeat(60)}b`))),
    ).toMatchObject({ score: null, error: "pattern_slow" });
  });

  it("that goes round a deep value ends", () => {
    const text = '{"items":{"$ref":"#"},"type":"array"}';
    const { score } = gradeOf(
      graderOf("json", { schema: text }),
      answered("[".repeat(5_000) + "]".repeat(5_000)),
    );
    expect([1, null]).toContain(score);
  });
});
