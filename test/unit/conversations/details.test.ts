import { expect, it } from "vitest";
import { collectDetails } from "../../../main/conversations/details.ts";

const citation = { url: "https://example.com/x", license: "MIT" };

it("keeps what the filter said, and what it was told of an earlier part", () => {
  const first = collectDetails();
  const code = {
    filtered: false,
    detected: true,
    citation: { URL: citation.url, license: citation.license },
  };
  first.take({ type: "filter", at: 1, of: "answer", results: { protected_material_code: code } });
  const second = collectDetails(first.details());
  second.take({ type: "filter", at: 2, of: "prompt", results: { error: { message: "Timed out" } } });
  const none = { filtered: false, severity: null, detected: false };
  expect(second.details().filters).toEqual([
    { of: "answer", category: "protected_material_code", ...none, detected: true, citation },
    { of: "prompt", category: "error", ...none, error: "Timed out" },
  ]);
});

it("says how many answers there were, where there were several", () => {
  const details = collectDetails();
  expect(details.details().answers).toBeUndefined();
  details.take({ type: "answers", at: 1, count: 3 });
  expect(details.details().answers).toBe(3);
});

it("gives calls without an id one, so that each can be answered", () => {
  const details = collectDetails();
  details.take({ type: "tool_call", at: 1, index: 0, name: "f", arguments: "{}" });
  details.take({ type: "tool_call", at: 1, index: 1, id: "a", name: "g", arguments: "{}" });
  details.take({ type: "tool_call", at: 1, index: 2, name: "h", arguments: "{}" });
  expect(details.details().toolCalls.map(({ id }) => id)).toEqual(["call_0", "a", "call_2"]);
});

it("tells of the schema that was asked for, and not of one that was not sent", () => {
  const jsonSchema = `{"type":"object"}`;
  expect(collectDetails(null, jsonSchema).details().jsonSchema).toBe(jsonSchema);
  expect(collectDetails().details().jsonSchema).toBeUndefined();
  for (const parameter of ["json_schema", "response_format"]) {
    const details = collectDetails(null, jsonSchema);
    details.take({ type: "note", at: 1, note: { kind: "parameter_dropped", parameter } });
    expect(details.details().jsonSchema).toBeUndefined();
  }
  const continued = collectDetails(collectDetails(null, jsonSchema).details());
  expect(continued.details().jsonSchema).toBe(jsonSchema);
});
