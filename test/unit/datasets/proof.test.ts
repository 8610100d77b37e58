import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type OpenAI from "openai";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryProfiles } from "../profile.ts";
import { sandboxes } from "../sandbox/running.ts";
import { clients, linesOf, uploaded } from "../sandbox/training-client.ts";
import { plantedDataset } from "./planted.ts";
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
  operation: "eq",
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
    if (["pending", "validating_files"].includes(job.status)) continue;
    // What it takes is not trained on here; it may have ended by now.
    await openai.fineTuning.jobs.cancel(id).catch(() => {});
    return null;
  }
}

/** Puts right all that the rules of these names find, by their fixes. */
async function fixAll(id: string, rules: readonly string[]): Promise<void> {
  for (const rule of rules) {
    const before = service.textsOf(id);
    const preview = await service.datasets.previewFix({ id, rule, keys: null });
    expect(service.textsOf(id)).toEqual(before);
    service.datasets.fix({ id, rule, keys: null });
    const { rows, problem } = await service.settled(id);
    expect(problem).toBeNull();
    expect(rows).toBe(before.size - preview.removed);
    const after = service.textsOf(id);
    const changed = [...before].filter(([key, text]) => after.has(key) && after.get(key) !== text);
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
    const { text, faults: planted } = plantedDataset();
    expect(planted).toHaveLength(40);
    const kinds = new Set(planted.map(({ rule }) => rule));
    expect(kinds.size).toBe(20);

    const { dataset, intake } = await service.imported({ name: "samples.jsonl", text });
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
    const expected = planted.map(({ rule, line, column }) => ({ rule, file: "samples.jsonl", line, column }));
    for (const one of expected) expect(found).toContainEqual(one);
    const lines = new Set(planted.map(({ line }) => line));
    // A row without an assistant's role has no answer either: what follows from a fault is in its line, and nowhere else.
    expect(found.filter(({ line }) => !lines.has(line))).toEqual([]);
    expect(found.length).toBeLessThanOrEqual(43);
    expect([problem, findings]).toEqual([null, { blocks: 28, warns: 12, whole: 0 }]);

    // As it is, it is refused, by the line and by the example; each is found again, and the rule for it.
    const [notJson] = planted.filter(({ rule }) => rule === "not_json");
    const atUpload = (await refusalOf(await service.exported(id), "supervised")) ?? "";
    expect(atUpload).toContain(`Example ${notJson?.line} cannot be parsed`);
    const first = await service.datasets.refusal({ id, version: null, part: null, message: atUpload });
    expect(first).toMatchObject({
      rows: [
        {
          key: notJson?.line,
          number: notJson?.line,
          from: { kind: "file", file: "samples.jsonl", line: notJson?.line },
        },
      ],
      rule: "not_json",
      isLearned: true,
    });

    await fixAll(
      id,
      (await mendable(id)).filter((rule) => kinds.has(rule) && rule !== "special_token"),
    );
    const [token] = planted.filter(({ rule }) => rule === "special_token");
    const atStart = (await refusalOf(await service.exported(id), "supervised")) ?? "";
    expect(atStart).toMatch(/Example \d+ message contains an invalid token: <\|fim_suffix\|>\.$/);
    const second = await service.datasets.refusal({ id, version: null, part: null, message: atStart });
    expect(second).toMatchObject({
      rows: [{ from: { line: token?.line } }],
      rule: "special_token",
      isLearned: true,
    });
    expect(second.rows[0]?.number).toBeLessThan(token?.line ?? 0);
    await fixAll(id, ["special_token"]);
    // The token stood before a space.
    await fixAll(id, ["answer_spaces"]);
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

/** So many questions and answers, no two alike. */
const numbers = Array.from(
  { length: 14 },
  (_, index) => [`What is ${index} times 7?`, `It is ${index * 7}.`] as const,
);
const user = (content: unknown) => ({ role: "user", content });
const answer = (content: unknown) => ({ role: "assistant", content });
const image = (url: string, detail = "low") => ({ type: "image_url", image_url: { url, detail } });
const png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA";

const small: Record<
  "preference" | "reinforcement" | "vision",
  { good: object[]; faulty: [rule: string, row: object][] }
> = {
  preference: {
    good: numbers.map(([asked, said]) => ({
      input: { messages: [user(asked)] },
      preferred_output: [answer(said)],
      non_preferred_output: [answer("I don't know.")],
    })),
    faulty: [
      [
        "preference_extra_field",
        {
          input: { messages: [user("Why?")] },
          preferred_output: [answer("So.")],
          non_preferred_output: [answer("No.")],
          weight: 1,
        },
      ],
      [
        "output_role",
        {
          input: { messages: [user("Where?")] },
          preferred_output: [user("Here."), answer("There.")],
          non_preferred_output: [answer("No.")],
        },
      ],
      [
        "special_token",
        {
          input: { messages: [user("When?")] },
          preferred_output: [answer("Now.<|im_end|>")],
          non_preferred_output: [answer("No.")],
        },
      ],
      ["output_missing", { input: { messages: [user("Who?")] }, preferred_output: [answer("I.")] }],
    ],
  },
  reinforcement: {
    good: numbers.map(([asked, said]) => ({ messages: [user(asked)], answer: said })),
    faulty: [
      ["last_not_user", { messages: [user("Why?"), { role: "system", content: "End." }], answer: "So." }],
      ["role_unknown", { messages: [{ role: "narrator", content: "Once." }, user("When?")], answer: "Once" }],
      ["special_token", { messages: [user("Who<|start|>?")], answer: "I" }],
    ],
  },
  vision: {
    good: numbers.map(([asked, said]) => ({
      messages: [user([{ type: "text", text: asked }, image(png)]), answer(said)],
    })),
    faulty: [
      [
        "image_detail",
        { messages: [user([{ type: "text", text: "What?" }, image(png, "High")]), answer("A dot.")] },
      ],
      ["image_kind", { messages: [user([image("data:image/gif;base64,R0lGODlhAQAB")]), answer("A cat.")] }],
      ["image_not_user", { messages: [user("Draw."), answer([image(png)])] }],
    ],
  },
};

describe.each(["preference", "reinforcement", "vision"] as const)("a small file for %s", (method) => {
  it("is refused with its faults and taken without them", async () => {
    const { good, faulty } = small[method];
    const rows = [...good.slice(0, 5), ...faulty.map(([, row]) => row), ...good.slice(5)];
    const { dataset, intake } = await service.imported({ name: "small.jsonl", text: linesOf(rows) });
    const { id } = dataset;
    expect(intake.mapping.method).toBe(method === "vision" ? intake.mapping.method : method);
    await service.checked(id, method);
    const found = (await service.rowsOf(id)).filter(({ blocks }) => blocks > 0);
    expect(found.map(({ line, findings }) => [line, findings.map(({ rule }) => rule)])).toEqual(
      faulty.map(([rule], index) => [6 + index, expect.arrayContaining([rule])]),
    );
    const held = await service.exported(
      (await service.imported({ name: "held.jsonl", text: linesOf(good.slice(0, 10)) })).dataset.id,
    );
    const message = (await refusalOf(await service.exported(id), method, held)) ?? "";
    const { rows: refused } = await service.datasets.refusal({ id, version: null, part: null, message });
    expect(refused.map(({ from }) => from?.kind === "file" && from.line)).toEqual([6]);
    await fixAll(id, await mendable(id));
    for (const { key, blocks } of await service.rowsOf(id))
      if (blocks > 0) await service.datasets.deleteRows({ id, choice: { keys: [key] } });
    expect((await service.checked(id, method)).findings?.blocks).toBe(0);
    expect(await refusalOf(await service.exported(id), method, held)).toBeNull();
  });
});

it("a refusal leads to the conversation that a row is from, and what it names is found by the next check", async () => {
  const { datasets } = service;
  const lines = numbers.map(([asked, said], index) =>
    JSON.stringify({
      text: JSON.stringify({ messages: [user(asked), answer(index === 3 ? `${said} ⟦stop⟧` : said)] }),
      origin: { kind: "conversation", id: `c${index}`, title: `Talk ${index}`, message: `m${index}` },
    }),
  );
  const { id } = datasets.gather("Talks", "supervised", (path) => writeFile(path, linesOf(lines)));
  expect(await service.settled(id)).toMatchObject({ rows: 14, problem: null });
  expect((await service.checked(id, "supervised")).findings?.blocks).toBe(0);
  const message = "Invalid file format. Example 4 message contains an invalid token: ⟦stop⟧.";
  const { rows, isLearned } = await datasets.refusal({ id, version: null, part: null, message });
  expect([rows.map(({ number }) => number), isLearned]).toEqual([[4], true]);
  const key = rows[0]?.key ?? 0;
  expect(rows[0]?.from).toEqual({ kind: "conversation", id: "c3", title: "Talk 3", message: "m3" });
  expect((await service.checked(id, "supervised")).findings?.blocks).toBe(1);
  const { findings } = await datasets.row({ id, version: null, key });
  expect(findings).toContainEqual(expect.objectContaining({ rule: "refused_text", severity: "blocks" }));
  await fixAll(id, ["refused_text"]);
  expect((await service.checked(id, "supervised")).findings?.blocks).toBe(0);
});
