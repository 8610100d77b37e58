import { beforeEach, expect, it } from "vitest";
import { contract } from "../../preload/contract/index.ts";
import { callChannel, methodNames } from "../../preload/contract/names.ts";
import { droppedDataLimit } from "../../preload/limits.ts";
import { exposed, invoked, paths } from "../fakes/electron.ts";
import "../../preload/index.ts";

const assay = exposed.get("assay") as Record<string, (input: unknown) => Promise<unknown>>;

beforeEach(() => {
  invoked.length = 0;
  paths.clear();
});

it("the page has a function for each method, and one to follow events", () => {
  expect(Object.keys(assay).sort()).toEqual([...methodNames, "on"].sort());
  expect(Object.values(assay).every((one) => typeof one === "function")).toBe(true);
});

it("what the page asks for is handed on as it is", async () => {
  await assay["datasets.open"]?.({ id: "d" });
  expect(invoked).toEqual([[callChannel, "datasets.open", { id: "d" }]]);
});

it("of a dropped file main is told where it lies; of one that lies nowhere its bytes, in their order", async () => {
  paths.set("rows.jsonl", "/home/me/rows.jsonl");
  const files = [new File(["{}"], "made.jsonl"), new File(["never read"], "rows.jsonl")];
  await assay["datasets.drop"]?.({ files });
  const [[channel, name, input] = []] = invoked;
  expect([channel, name]).toEqual([callChannel, "datasets.drop"]);
  expect(input).toEqual({
    files: [{ name: "made.jsonl", bytes: new TextEncoder().encode("{}") }, { path: "/home/me/rows.jsonl" }],
  });
  expect(contract["datasets.drop"].input.safeParse(input).success).toBe(true);
});

it("a page cannot say itself where a file lies", async () => {
  const forged = Object.assign(new File(["x"], "made.jsonl"), { path: "/etc/passwd" });
  await assay["datasets.drop"]?.({ files: [forged] });
  expect(JSON.stringify(invoked)).not.toContain("passwd");
});

it("of what is larger than may be handed over only so much is read that main refuses it", async () => {
  const large = new File([new Uint8Array(droppedDataLimit + 10)], "large.csv");
  await assay["datasets.drop"]?.({ files: [large] });
  const input = invoked[0]?.[2] as { files: { bytes: Uint8Array }[] };
  expect(input.files[0]?.bytes.byteLength).toBe(droppedDataLimit + 1);
  expect(contract["datasets.drop"].input.safeParse(input).success).toBe(false);
});
