import { writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import type { RowOrigin } from "../../../../preload/contract/dataset-origins.ts";
import { temporaryProfiles } from "../../profile.ts";
import { linesOf } from "../../sandbox/training-client.ts";
import { serviceIn } from "../service.ts";

const makeProfile = temporaryProfiles();

const things = [
  "violin",
  "anchor",
  "kettle",
  "ladder",
  "compass",
  "lantern",
  "bicycle",
  "blanket",
  "garden",
  "museum",
];

/** The parts of rows that are from somewhere inside the app, by what `nameOf` calls each. */
async function partsOf(origins: RowOrigin[], nameOf: (origin: RowOrigin) => string) {
  const service = serviceIn(makeProfile());
  const rows = origins.map((origin, index) => {
    const said = Array.from(
      { length: 6 },
      (_, word) => `${things[(index * 3 + word * word) % 10]}${index * 7 + word}`,
    );
    return JSON.stringify({
      text: JSON.stringify({ messages: [{ role: "user", content: said.join(" ") }] }),
      origin,
    });
  });
  const { id } = service.datasets.gather("Rows", "supervised", (path) => writeFile(path, linesOf(rows)));
  await service.settled(id);
  service.datasets.split({
    id,
    seed: 7,
    shares: { train: 0.6, validation: 0.2, test: 0.2 },
    keepTogether: true,
  });
  expect((await service.settled(id)).problem).toBeNull();
  const parts = new Map<string, Set<string>>();
  for (const { from, part } of await service.rowsOf(id)) {
    const name = from === null ? "" : nameOf(from);
    parts.set(name, (parts.get(name) ?? new Set()).add(String(part)));
  }
  service.close();
  return parts;
}

it("rows of one prompt of a series stay in one part, those of its other prompts need not", async () => {
  const origins = Array.from(
    { length: 60 },
    (_, index): RowOrigin => ({
      ...{ kind: "series", id: "s", title: "Series", prompt: `p${index % 20}`, run: `r${index}` },
    }),
  );
  const parts = await partsOf(origins, (from) => (from.kind === "series" ? from.prompt : ""));
  expect(parts.size).toBe(20);
  expect([...parts.values()].every((of) => of.size === 1)).toBe(true);
  expect(new Set([...parts.values()].flatMap((of) => [...of]))).toEqual(
    new Set(["train", "validation", "test"]),
  );
});

it("rows of one conversation stay in one part, those of a file need not", async () => {
  const talks = Array.from(
    { length: 40 },
    (_, index): RowOrigin => ({
      ...{ kind: "conversation", id: `c${index % 10}`, title: "Talk", message: `m${index}` },
    }),
  );
  const parts = await partsOf(talks, (from) => (from.kind === "conversation" ? from.id : ""));
  expect([...parts.values()].every((of) => of.size === 1)).toBe(true);
  const lines = Array.from({ length: 40 }, (_, line): RowOrigin => ({ kind: "file", file: "a.jsonl", line }));
  expect([...(await partsOf(lines, () => "file")).values()][0]?.size).toBe(3);
});
