import { expect, it } from "vitest";
import { gathered, methodOf, type Sources, weighed } from "../../../../main/datasets/from/gather.ts";
import { preferenceLine } from "../../../../main/datasets/from/lines.ts";
import { checkExample } from "../../../../main/sandbox/training-examples.ts";
import { temporaryProfiles } from "../../profile.ts";
import { nobody } from "../../runs/nobody.ts";
import { calling, conversationsIn, judgedAnswer, split } from "./reading.ts";

const profile = temporaryProfiles();

function open(): Sources {
  const { service, write } = conversationsIn(profile());
  for (const id of ["a", "b", "c", "d"])
    write(id, [
      { role: "user", text: `Question ${id}` },
      { text: "Yes.", end: id === "d" ? "failed" : "stop" },
    ]);
  const edit = { id: "e", at: 1, text: "Better.", original: judgedAnswer("r") };
  return {
    conversations: service,
    votes: { list: nobody, get: nobody },
    edits: () => [edit],
    series: { get: nobody, runNumbers: nobody, someRuns: nobody },
  };
}

it("weighs a choice: how many rows, what is left out and why, and the first three of them", async () => {
  const choice = { from: "conversations", ids: null, search: "" } as const;
  const { rows, leftOut, preview } = await weighed(gathered(choice, open()));
  expect(rows).toBe(4);
  expect(leftOut).toEqual([{ why: "failed", count: 1 }]);
  expect(preview).toHaveLength(3);
  expect(JSON.parse(preview[0] ?? "")).toHaveProperty("messages");
});

it("answers that people made better elsewhere come only with all conversations", async () => {
  const sources = open();
  const some = { from: "conversations", ids: ["a", "b"], search: "" } as const;
  expect((await weighed(gathered(some, sources))).rows).toBe(2);
  const found = { from: "conversations", ids: null, search: "Question a" } as const;
  expect((await weighed(gathered(found, sources))).rows).toBe(1);
});

it("says what the rows are for", () => {
  expect(methodOf({ from: "conversations", ids: null, search: "" })).toBe("supervised");
  expect(methodOf({ from: "votes", task: null, onlyBlind: true })).toBe("preference");
  expect(methodOf({ from: "series", seriesId: "s", as: "evaluation" })).toBe("evaluation");
});

it("gives rows that the sandbox's own check takes", () => {
  const { service, write } = conversationsIn(profile());
  const image = { kind: "image" as const, name: "a", type: "image/png", data: "iVBORw0KGgo=" };
  write("a", [{ role: "user", text: "Look", attachments: [image] }, { text: "A dot." }], "Be brief.");
  write("b", [
    { role: "user", text: "Rain?" },
    { end: "tool_calls", details: calling("wet") },
    { text: "Yes", end: "length" },
    { role: "user", text: "Go on" },
    { text: "it rains." },
  ]);
  write("c", [
    { role: "user", text: "Rain?" },
    { end: "tool_calls", details: calling(null) },
  ]);
  const sources = { ...open(), conversations: service };
  const { rows } = split(gathered({ from: "conversations", ids: null, search: "" }, sources));
  expect(rows).toHaveLength(4);
  for (const { value } of rows) expect(checkExample("supervised", value, true).fault).toBeNull();
  const pair = JSON.parse(preferenceLine("Be brief.", "Why?", "Light.", "Dust."));
  expect(checkExample("dpo", pair, false).fault).toBeNull();
});
