import { describe, expect, it } from "vitest";
import { filled, unfillable, withoutSpaces } from "../../../main/graders/template.ts";

const item = {
  answer: "Paris",
  facts: { city: "Paris", list: [1, 2] },
  count: 3,
  empty: null,
  "odd name": "x",
};
const fill = (template: string, sample = "Rome") => filled(template, { item, sample });

describe("a template", () => {
  it.each([
    ["{{item.answer}}", "Paris"],
    ["{{ item.answer }} and {{item.facts.city}}", "Paris and Paris"],
    ["{{sample.output_text}}", "Rome"],
    ["{{item.count}} {{item.empty}} {{item.facts}}", '3 null {"city":"Paris","list":[1,2]}'],
    ["{{item.odd name}}", "x"],
    ["no places, {single} {{}}", "no places, {single} {{}}"],
    ["", ""],
  ])("%s", (template, text) => {
    expect(fill(template)).toEqual({ text });
  });

  it("reads an answer that is JSON", () => {
    const answer = '{"label": "spam", "why": {"words": 2}}';
    expect(fill("{{sample.output_json.label}} {{sample.output_json.why.words}}", answer)).toEqual({
      text: "spam 2",
    });
    expect(fill("{{sample.output_json}}", "[1]")).toEqual({ text: "[1]" });
    expect(fill("{{sample.output_json.label}}", "spam")).toEqual({
      error: "answer_not_json",
      place: "sample.output_json.label",
    });
    expect(fill("{{sample.output_json.label}}", '["spam"]')).toMatchObject({ error: "place_indexed" });
  });

  it("fills nothing in from what an answer or a row holds", () => {
    expect(fill("{{sample.output_text}}", "{{item.answer}} $&")).toEqual({ text: "{{item.answer}} $&" });
  });

  it.each([
    ["{{item.missing}}", "field_missing"],
    ["{{item.answer.more}}", "field_missing"],
    ["{{item.constructor}}", "field_missing"],
    ["{{item.facts.list[0]}}", "place_indexed"],
    ["{{item.facts.list.0}}", "place_indexed"],
    ["{{item}}", "place_unknown"],
    ["{{item.}}", "place_unknown"],
    ["{{sample.choices}}", "place_unknown"],
    ["{{answer}}", "place_unknown"],
  ])("says which place cannot be filled: %s", (template, error) => {
    expect(fill(`x ${template} y`)).toEqual({ error, place: template.slice(2, -2) });
  });

  it("is looked through before there is a row", () => {
    const template = "{{item.answer}} {{item.facts.city}} {{item.label}} {{sample.text}} {{item.a[0]}}";
    expect(unfillable(template, ["answer", "facts", "facts.city"])).toEqual([
      { error: "field_missing", place: "item.label" },
      { error: "place_unknown", place: "sample.text" },
      { error: "place_indexed", place: "item.a[0]" },
    ]);
    expect(unfillable("{{item.anything}}", null)).toEqual([]);
  });

  it("is sent without spaces inside its braces", () => {
    expect(withoutSpaces("{{ item.a }} {{  sample.output_text}} { {x} }")).toBe(
      "{{item.a}} {{sample.output_text}} { {x} }",
    );
  });
});
