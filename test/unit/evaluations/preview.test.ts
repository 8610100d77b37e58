import { expect, it } from "vitest";
import { previewOf } from "../../../main/evaluations/preview.ts";
import { datasetsOf, row } from "./before/world.ts";
import { settingsOf } from "./opened.ts";

it("shows what the first rows expect: a text, or the calls of tools", async () => {
  const call = { id: "1", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } };
  const calling = JSON.stringify({
    messages: [
      { role: "user", content: "How is the weather in Oslo?" },
      { role: "assistant", tool_calls: [call] },
    ],
  });
  const data = { one: { train: [row("Which one?", "red"), calling] } };
  const settings = settingsOf({ data: { datasetId: "one", part: "train", rows: null, seed: 1 } });
  const { rows } = await previewOf(settings, datasetsOf(data));
  const told = rows.map(({ reference, calls }) => ({ reference, calls }));
  expect(told).toEqual([
    { reference: "red", calls: [] },
    { reference: null, calls: [{ name: "weather", arguments: '{"city":"Oslo"}' }] },
  ]);
});
