import { readFileSync } from "node:fs";
import type OpenAI from "openai";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryProfiles } from "../profile.ts";
import { sandboxes } from "../sandbox/running.ts";
import { clients, uploaded } from "../sandbox/training-client.ts";
import { plantedFile } from "./proof-rows.ts";
import { serviceIn } from "./service.ts";

const makeProfile = temporaryProfiles();
const start = sandboxes();

let service: ReturnType<typeof serviceIn>;
let openai: OpenAI;

beforeEach(async () => {
  service = serviceIn(makeProfile());
  openai = clients.v1(await start());
});

const trained = {
  supervised: { model: "gpt-4.1-mini-2025-04-14", type: "supervised" },
  vision: { model: "gpt-4o-2024-08-06", type: "supervised" },
  preference: { model: "gpt-4.1-2025-04-14", type: "dpo" },
  reinforcement: { model: "o4-mini-2025-04-16", type: "reinforcement" },
} as const;

const grader = {
  type: "string_check",
  name: "same",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
};

/** Uploads a file and begins a job with it. Gives what the service says of either: null where it takes both. */
async function refusalOf(
  path: string,
  method: keyof typeof trained,
  validation?: string,
): Promise<string | null> {
  const { model, type } = trained[method];
  const file = await uploaded(openai, readFileSync(path));
  if (file.status === "error") return file.status_details ?? "";
  const held = validation === undefined ? null : await uploaded(openai, readFileSync(validation));
  const body = {
    model,
    training_file: file.id,
    ...(held && { validation_file: held.id }),
    trainingType: "GlobalStandard",
    method: { type, [type]: type === "reinforcement" ? { grader } : {} },
  };
  const { id } = await openai.fineTuning.jobs.create(body as { model: string; training_file: string });
  for (;;) {
    const job = await openai.fineTuning.jobs.retrieve(id);
    if (job.status === "failed") return job.error?.message ?? "";
    if (job.status === "queued") return null;
  }
}

/** Puts right all that the rules of these names find, by their fixes. */
async function fixAll(id: string, rules: readonly string[]): Promise<void> {
  for (const rule of rules) {
    const before = await service.rowsOf(id);
    const preview = await service.datasets.previewFix({ id, rule, keys: null });
    expect(await service.rowsOf(id)).toEqual(before);
    service.datasets.fix({ id, rule, keys: null });
    const { rows, problem } = await service.settled(id);
    expect(problem).toBeNull();
    expect(rows).toBe(before.length - preview.removed);
    const after = new Map((await service.rowsOf(id)).map(({ key, text }) => [key, text]));
    const changed = before.filter(({ key, text }) => after.has(key) && after.get(key) !== text);
    expect(changed).toHaveLength(preview.changed);
    for (const example of preview.examples) expect(after.get(example.key) ?? null).toBe(example.after);
  }
}

const mendable = async (id: string) =>
  (await service.datasets.open({ id })).findings
    .filter(({ isMendable }) => isMendable)
    .map(({ rule }) => rule);

describe("a file of two hundred rows with forty faults of twenty kinds", () => {
  it("has each named at its line, is mended, and is taken by the service then", async () => {
    const { text, planted } = plantedFile();
    expect(planted).toHaveLength(40);
    const kinds = new Set(planted.map(({ rule }) => rule));
    expect(kinds.size).toBe(20);

    const { dataset, intake } = await service.imported({ name: "talks.jsonl", text });
    const { id } = dataset;
    expect(intake.mapping).toMatchObject({ shape: "messages", method: "supervised" });
    expect(dataset.rows).toBe(200);
    const { problem, findings } = await service.checked(id, "supervised", "gpt-4.1-mini");
    const rows = await service.rowsOf(id);
    expect(rows.map((row) => row.text).join("\n")).toBe(text.trimEnd());
    const found = rows.flatMap(({ from, findings: all }) =>
      all
        .filter(({ rule }) => kinds.has(rule))
        .map(({ rule, at }) => ({
          rule,
          file: from?.kind === "file" ? from.file : "",
          line: from?.kind === "file" ? from.line : 0,
          column: at + 1,
        })),
    );
    const expected = planted.map(({ rule, line, column }) => ({ rule, file: "talks.jsonl", line, column }));
    for (const one of expected) expect(found).toContainEqual(one);
    const lines = new Set(planted.map(({ line }) => line));
    // A row without an assistant's role has no answer either: what follows from a fault is in its line, and nowhere else.
    expect(found.filter(({ line }) => !lines.has(line))).toEqual([]);
    expect(found.length).toBeLessThanOrEqual(43);
    expect([problem, findings]).toEqual([null, { blocks: 32, warns: 8 }]);

    // As it is, it is refused, by the line and by the example; each is found again, and the rule for it.
    const [notJson] = planted.filter(({ rule }) => rule === "not_json");
    const atUpload = (await refusalOf(await service.exported(id), "supervised")) ?? "";
    expect(atUpload).toContain(`Example ${notJson?.line} cannot be parsed`);
    const first = await service.datasets.refusal({ id, version: null, message: atUpload });
    expect(first).toEqual({
      rows: [{ key: notJson?.line, number: notJson?.line, line: notJson?.line, file: "talks.jsonl" }],
      rule: "not_json",
      isLearned: true,
    });
    await fixAll(id, ["not_json", "not_an_object"]);
    const [token] = planted.filter(({ rule }) => rule === "special_token");
    const atStart = (await refusalOf(await service.exported(id), "supervised")) ?? "";
    expect(atStart).toContain(`Example ${token?.line} message contains an invalid token: <|fim_suffix|>.`);
    const second = await service.datasets.refusal({ id, version: null, message: atStart });
    expect(second).toMatchObject({ rows: [{ line: token?.line }], rule: "special_token", isLearned: true });

    const left = await mendable(id);
    await fixAll(
      id,
      left.filter((rule) => kinds.has(rule)),
    );
    const own = new Map((await service.rowsOf(id)).map((row) => [row.line, row.key]));
    for (const { line, byHand } of planted) {
      const key = own.get(line);
      if (byHand === undefined || key === undefined) continue;
      if (byHand === null) await service.datasets.deleteRows({ id, choice: { keys: [key] } });
      else await service.datasets.edit({ id, key, text: byHand });
    }
    expect((await service.checked(id, "supervised", "gpt-4.1-mini")).findings?.blocks).toBe(0);
    const mended = await service.rowsOf(id);
    expect(mended.flatMap(({ findings: all }) => all).filter(({ rule }) => kinds.has(rule))).toEqual([]);
    const untouched = text.split("\n").filter((_, index) => !lines.has(index + 1) && index < 200);
    expect(mended.map((row) => row.text)).toEqual(expect.arrayContaining(untouched));

    const path = await service.exported(id);
    expect(readFileSync(path, "utf8")).toBe(mended.map((row) => `${row.text}\n`).join(""));
    expect(await refusalOf(path, "supervised")).toBeNull();
  }, 60_000);
});
