import { expect, it } from "vitest";
import { temporaryProfiles } from "../profile.ts";
import { serviceIn } from "./service.ts";

const makeProfile = temporaryProfiles();

it("draws whole rows of a part with a seed, the same ones from the same version", async () => {
  const service = serviceIn(makeProfile());
  const long = "x".repeat(30_000);
  const lines = Array.from({ length: 60 }, (_, at) => JSON.stringify({ question: `Number ${at}? ${long}` }));
  const { id } = (await service.imported({ name: "rows.jsonl", text: lines.join("\n") })).dataset;
  const { datasets } = service;
  const keys = (await service.rowsOf(id)).map(({ key }) => key);
  await datasets.setPart({ id, choice: { keys: keys.slice(0, 30) }, part: "test" });
  const version = await datasets.use(id, { kind: "job", usedBy: "a", name: "A" });
  const asked = { version, part: "test" as const, rows: 20, seed: 7 };
  const drawn = await datasets.draw(id, asked);
  expect(drawn).toHaveLength(20);
  expect(drawn.every(({ key }) => keys.slice(0, 30).includes(key))).toBe(true);
  expect(drawn.map(({ key }) => key)).toEqual(keys.filter((key) => drawn.some((one) => one.key === key)));
  const texts = service.textsOf(id);
  for (const { key, text } of drawn) {
    expect(text.length).toBeGreaterThan(30_000);
    expect(text === texts.get(key)).toBe(true);
  }
  await datasets.deleteRows({ id, choice: { keys: drawn.slice(0, 5).map(({ key }) => key) } });
  expect(await datasets.draw(id, asked)).toEqual(drawn);
  expect(await datasets.draw(id, { ...asked, seed: 8 })).not.toEqual(drawn);
  expect(await datasets.draw(id, { ...asked, part: null, version: null, rows: 100 })).toHaveLength(55);
  await expect(datasets.draw(id, { ...asked, version: 99 })).rejects.toMatchObject({ message: "not_found" });
  service.close();
});
