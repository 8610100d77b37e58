import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { seededRandom } from "../../../main/statistics/random.ts";
import { temporaryProfiles } from "../profile.ts";
import { serviceIn } from "./service.ts";

const profile = temporaryProfiles();
const opened: ReturnType<typeof serviceIn>[] = [];

afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

const open = () => {
  const folder = profile();
  const service = serviceIn(folder);
  opened.push(service);
  return { ...service, folder };
};

const chat = (asked: string, answered: string, system = "You route tickets to a team of the shop.") => ({
  messages: [
    { role: "system", content: system },
    { role: "user", content: asked },
    { role: "assistant", content: answered },
  ],
});

const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

const nouns =
  "parcel invoice login refund printer coupon delivery address password warranty charger gift card order receipt".split(
    " ",
  );
const verbs = "lost broken late wrong missing expired blocked charged stolen delayed empty heavy".split(" ");

/** A sentence of words in no order that anybody would say again. */
function sentence(random: () => number, words = 14): string {
  const pick = (from: string[]) => from[Math.floor(random() * from.length)] ?? "";
  return Array.from({ length: words }, (_, at) => pick(at % 2 === 0 ? nouns : verbs)).join(" ");
}

const random = seededRandom(5);
const asked = Array.from({ length: 60 }, () => sentence(random));
const team = (at: number) => ["billing", "shipping", "accounts"][at % 3] ?? "";
const trained = asked.slice(0, 40).map((text, at) => chat(text, team(at)));

const whole = { version: null, part: null };

describe("rows that were trained on", () => {
  it("are found: the same, asked the same, in another shape, and nearly the same; none is found of the others", async () => {
    const { datasets, imported, rowsOf } = open();
    const train = await imported({ name: "train.jsonl", text: lines(trained) });
    const changed = (asked[3] ?? "").replace(/\w+$/, "zebra");
    const held = await imported({
      name: "held.jsonl",
      text: lines([
        chat(asked[0] ?? "", team(0)),
        chat(asked[1] ?? "", "another answer", "Another instruction."),
        chat(`${asked[2]}  `, team(2)),
        chat(changed, team(3)),
        ...asked.slice(40).map((text, at) => chat(text, team(at))),
      ]),
    });
    const found = await datasets.overlap({ datasetId: held.dataset.id, ...whole }, [
      { datasetId: train.dataset.id, ...whole, name: "Tickets" },
    ]);
    expect(found).toMatchObject({ rows: 24, same: 3, near: 1 });
    const heldRows = await rowsOf(held.dataset.id);
    const trainRows = await rowsOf(train.dataset.id);
    const pairs = found.examples.map(({ key, trainedKey, likeness, datasetId, name }) => ({
      held: heldRows.findIndex((row) => row.key === key),
      train: trainRows.findIndex((row) => row.key === trainedKey),
      isSame: likeness === 1,
      isOfTrain: datasetId === train.dataset.id && name === "Tickets",
    }));
    expect(pairs).toEqual([
      { held: 0, train: 0, isSame: true, isOfTrain: true },
      { held: 1, train: 1, isSame: true, isOfTrain: true },
      { held: 2, train: 2, isSame: true, isOfTrain: true },
      { held: 3, train: 3, isSame: false, isOfTrain: true },
    ]);
  });

  it("are found in rows of an evaluation that are no chats", async () => {
    const { datasets, imported } = open();
    const train = await imported({ name: "train.jsonl", text: lines(trained) });
    const rows = [{ prompt: asked[0] }, { prompt: asked[7], reference: "billing" }, { prompt: asked[50] }];
    const held = await imported({ name: "held.jsonl", text: lines(rows) });
    const found = await datasets.overlap({ datasetId: held.dataset.id, ...whole }, [
      { datasetId: train.dataset.id, ...whole, name: "Tickets" },
    ]);
    expect(found).toMatchObject({ rows: 3, same: 2, near: 0 });
  });

  it("are not those that share a template only, however long it is", async () => {
    const { datasets, imported } = open();
    const instruction =
      "Read the ticket between the lines below and answer with the name of the team that has to look at it, in one word and in small letters, without a full stop or any other remark about the ticket or the customer.";
    const templated = (from: number, to: number) =>
      asked.slice(from, to).map((text, at) => chat(`${instruction}\n---\n${text}\n---`, team(at)));
    const train = await imported({ name: "train.jsonl", text: lines(templated(0, 40)) });
    const held = await imported({
      name: "held.jsonl",
      text: lines([...templated(40, 60), ...templated(4, 5)]),
    });
    const found = await datasets.overlap({ datasetId: held.dataset.id, ...whole }, [
      { datasetId: train.dataset.id, ...whole, name: "Tickets" },
    ]);
    expect(found).toMatchObject({ rows: 21, same: 1, near: 0 });
  });

  it("are not those that ask what nearly all ask, with another text before it", async () => {
    const { datasets, imported } = open();
    const summarize = (from: number, to: number) =>
      asked.slice(from, to).map((text) => chat("Summarize.", text.slice(0, 20), `The document: ${text}`));
    const train = await imported({ name: "train.jsonl", text: lines(summarize(0, 40)) });
    const held = await imported({ name: "held.jsonl", text: lines(summarize(40, 60)) });
    const found = await datasets.overlap({ datasetId: held.dataset.id, ...whole }, [
      { datasetId: train.dataset.id, ...whole, name: "Tickets" },
    ]);
    expect(found).toMatchObject({ same: 0, near: 0 });
  });

  it("are found also where there are many copies of them", async () => {
    const { datasets, imported } = open();
    const copies = trained.slice(0, 4).flatMap((row) => Array(6).fill(row) as object[]);
    const train = await imported({ name: "train.jsonl", text: lines(copies) });
    const held = await imported({
      name: "held.jsonl",
      text: lines([...trained.slice(0, 6), ...trained.slice(0, 2)]),
    });
    const found = await datasets.overlap({ datasetId: held.dataset.id, ...whole }, [
      { datasetId: train.dataset.id, ...whole, name: "Tickets" },
      { datasetId: train.dataset.id, ...whole, name: "The same again" },
    ]);
    expect(found).toMatchObject({ rows: 8, same: 6, near: 0 });
    expect(new Set(found.examples.map(({ name }) => name))).toEqual(new Set(["Tickets"]));
  });

  it("are those of the part and the version that were trained on, and of several datasets", async () => {
    const { datasets, imported, rowsOf, folder } = open();
    const one = await imported({ name: "one.jsonl", text: lines(trained.slice(0, 20)) });
    const two = await imported({ name: "two.jsonl", text: lines(trained.slice(20)) });
    const held = await imported({ name: "held.jsonl", text: lines([trained[0] ?? {}, trained[25] ?? {}]) });
    const { id } = one.dataset;
    const rows = await rowsOf(id);
    await datasets.setPart({ id, choice: { keys: rows.map(({ key }) => key) }, part: "train" });
    const version = await datasets.use(id, { kind: "job", usedBy: "j", name: "Job" });
    await datasets.setPart({ id, choice: { keys: [rows[0]?.key ?? 0] }, part: "test" });
    const asks = { datasetId: held.dataset.id, ...whole };
    const of = (version: number | null) => ({ datasetId: id, version, part: "train" as const, name: "One" });
    expect(await datasets.overlap(asks, [of(version)])).toMatchObject({ same: 1 });
    expect(await datasets.overlap(asks, [of(null)])).toMatchObject({ same: 0 });
    const both = await datasets.overlap(asks, [
      of(version),
      { datasetId: two.dataset.id, ...whole, name: "Two" },
    ]);
    expect(both.same).toBe(2);
    expect(both.examples.map(({ name }) => name).sort()).toEqual(["One", "Two"]);
    expect(await datasets.overlap(asks, [])).toEqual({ rows: 2, same: 0, near: 0, examples: [] });
    const left = readdirSync(join(folder, "datasets", held.dataset.id));
    expect(left.filter((name) => name.startsWith("compared"))).toEqual([]);
  });

  it("are looked for in rows that are no JSON, too", async () => {
    const { datasets, imported } = open();
    const text = `${lines(trained.slice(0, 3))}{"messages": [broken\n`;
    const train = await imported({ name: "train.jsonl", text });
    const held = await imported({ name: "held.jsonl", text });
    const found = await datasets.overlap({ datasetId: held.dataset.id, ...whole }, [
      { datasetId: train.dataset.id, ...whole, name: "Tickets" },
    ]);
    expect(found).toMatchObject({ rows: 4, same: 4 });
  });
});
