import { expect, it } from "vitest";
import { excerpts } from "../../../../main/datasets/store/excerpts.ts";

it("of a message in parts what is said is shown, without what the parts are called", () => {
  const parts = [
    { type: "text", text: "What is this?" },
    { type: "image_url", image_url: { url: "data:image/png;base64,AAAA", detail: "low" } },
    { type: "text", text: "Be\n brief." },
  ];
  const row = {
    messages: [
      { role: "user", content: parts },
      { role: "assistant", content: "A gem." },
    ],
  };
  expect(excerpts(JSON.stringify(row))).toEqual({ asked: "What is this? Be brief.", answered: "A gem." });
});

it("a preference is what was asked and the better answer; a row of fields its first and the others", () => {
  const pair = {
    input: { messages: [{ role: "user", content: "Tin or lead?" }] },
    preferred_output: [{ role: "assistant", content: "Tin" }],
    non_preferred_output: [{ role: "assistant", content: "Lead" }],
  };
  expect(excerpts(JSON.stringify(pair))).toEqual({ asked: "Tin or lead?", answered: "Tin" });
  expect(excerpts('{"question":"1+1?","answer":"2","topic":"sums"}')).toEqual({
    asked: "1+1?",
    answered: "2 · sums",
  });
  expect(excerpts("{ not JSON")).toEqual({ asked: "{ not JSON", answered: "" });
});
