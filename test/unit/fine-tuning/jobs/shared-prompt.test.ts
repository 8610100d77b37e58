import { expect, it } from "vitest";
import { sharedPrompt } from "../../../../main/fine-tuning/jobs/shared-prompt.ts";

const sent = {
  jobId: "j",
  planId: "p",
  name: "Ores",
  training: { datasetId: "d", version: 2, part: "train" as const, name: "ores" },
  validation: null,
};

const promptOf = (rows: readonly unknown[], here = ["d"]) =>
  sharedPrompt(
    { sent },
    {
      list: () => here.map((id) => ({ id })) as never,
      draw: async () => rows.map((row, key) => ({ key, text: JSON.stringify(row) })),
    },
  );

const row = (role: string, content: unknown) => ({
  messages: [
    { role, content },
    { role: "user", content: "?" },
  ],
});

it("is the message that all rows share, also those by preference", async () => {
  expect(await promptOf([row("system", "You name ores."), row("system", "You name ores.")])).toBe(
    "You name ores.",
  );
  expect(await promptOf([row("developer", "Be brief.")])).toBe("Be brief.");
  expect(await promptOf([{ input: row("system", "Be kind."), preferred_output: [] }])).toBe("Be kind.");
});

it("is empty where rows differ, have none, are odd, or are not here", async () => {
  expect(await promptOf([row("system", "You name ores."), row("user", "Who?")])).toBe("");
  expect(await promptOf([row("system", "One."), row("system", "Two.")])).toBe("");
  expect(await promptOf([row("system", [{ type: "text", text: "A part." }])])).toBe("");
  expect(await promptOf(["text", null, 7])).toBe("");
  expect(await promptOf([row("system", "x".repeat(2_000_000))])).toBe("");
  expect(await promptOf([row("system", "You name ores.")], [])).toBe("");
  expect(await sharedPrompt({ sent: null }, {} as never)).toBe("");
});
