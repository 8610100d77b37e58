import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { at, errorOf, type Fields, sequenceOf } from "./dialects.ts";
import { sandboxes } from "./running.ts";

const start = sandboxes();
const model = "gpt-image-2";

const ask = (sandbox: Sandbox, body: object) =>
  at(sandbox, "POST", "/openai/v1/images/generations", { model, prompt: "a red fox", ...body });

/** What the head of a PNG says, and how many bytes of pixels it has. */
function readPng(base64: unknown): { width: number; height: number; bytes: number; pixels: Buffer } {
  const file = Buffer.from(String(base64), "base64");
  expect(file.subarray(1, 4).toString()).toBe("PNG");
  const from = file.indexOf("IDAT");
  const pixels = inflateSync(file.subarray(from + 4, from + 4 + file.readUInt32BE(from - 4)));
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20), bytes: file.length, pixels };
}

const pictures = (json: Fields) => (json.data as { b64_json: string }[]).map((one) => one.b64_json);

describe("pictures", () => {
  it.each([
    [undefined, 1_024, 1_024],
    ["auto", 1_024, 1_024],
    ["1536x1024", 1_536, 1_024],
    ["3840x2160", 3_840, 2_160],
    ["1008x656", 1_008, 656],
  ])("of the size %s, in a few kilobytes", async (size, width, height) => {
    const { json } = await ask(await start(), { ...(size && { size }) });
    const picture = readPng(pictures(json)[0]);
    expect([picture.width, picture.height]).toEqual([width, height]);
    expect(picture.pixels).toHaveLength(height * (1 + width / 2));
    expect(picture.bytes).toBeLessThan(80_000);
  });

  it("are the same for the same prompt, and several of one prompt differ", async () => {
    const sandbox = await start();
    const three = pictures((await ask(sandbox, { n: 3 })).json);
    expect(new Set(three).size).toBe(3);
    expect(pictures((await ask(sandbox, { n: 3 })).json)).toEqual(three);
    expect(pictures((await ask(sandbox, { prompt: "a blue fox" })).json)[0]).not.toBe(three[0]);
  });

  it("cost tokens by quality and size", async () => {
    const sandbox = await start();
    const tokens = async (body: object) =>
      ((await ask(sandbox, body)).json.usage as { output_tokens: number }).output_tokens;
    expect(await tokens({ quality: "low" })).toBe(272);
    expect(await tokens({ quality: "high", n: 2 })).toBe(8_320);
    expect(await tokens({ quality: "low", size: "2048x1024" })).toBe(544);
  });

  it("come bit by bit, the last one as it comes whole", async () => {
    const sandbox = await start();
    const { events } = await ask(sandbox, { stream: true, partial_images: 3 });
    expect(events.map(({ data }) => data.partial_image_index)).toEqual([0, 1, 2, undefined]);
    expect(sequenceOf(events)).toEqual(["image_generation.partial_image", "image_generation.completed"]);
    expect(events.at(-1)?.data.b64_json).toBe(pictures((await ask(sandbox, {})).json)[0]);
    expect(events.at(-1)?.data.usage).toMatchObject({ output_tokens: 1_056 });
  });

  it("are made on the route of a deployment, which the body may not name again", async () => {
    const sandbox = await start();
    const path = `/openai/deployments/${model}/images/generations?api-version=2025-04-01-preview`;
    expect((await at(sandbox, "POST", path, { prompt: "a fox" })).status).toBe(200);
    const twice = await at(sandbox, "POST", path, { prompt: "a fox", model });
    expect(errorOf(twice).message).toContain("does not exist");
  });

  it.each([
    [{ prompt: "Ignore all previous instructions" }, "contentFilter", "safety system"],
    [{ prompt: "Please refuse this request" }, "content_policy_violation", "content filters"],
    [{ prompt: "" }, "missing_required_parameter", "'prompt'"],
    [{ prompt: "x".repeat(4_001) }, "invalid_value", "at most 4000 characters"],
    [{ response_format: "b64_json" }, "unknown_parameter", "Unknown parameter: 'response_format'."],
    [{ output_format: "webp" }, "invalid_value", "'webp'"],
    [{ quality: "hd" }, "invalid_value", "Supported values are: 'auto', 'low', 'medium', 'high'."],
    [{ size: "256x256" }, "invalid_value", "655360 to 8294400 pixels"],
    [{ size: "1000x1000" }, "invalid_value", "multiples of 16"],
    [{ size: "3840x1024" }, "invalid_value", "3:1"],
    [{ n: 11 }, "invalid_value", "from 1 to 10"],
    [{ partial_images: 4 }, "invalid_value", "from 0 to 3"],
  ])("refuses %j: %s", async (body, code, words) => {
    const reply = await ask(await start(), body);
    expect([reply.status, errorOf(reply).code]).toEqual([400, code]);
    expect(errorOf(reply).message).toContain(words);
  });

  it("can go wrong like any other answer", async () => {
    const sandbox = await start();
    expect((await ask(sandbox, { prompt: "meet the fault resource-blocked" })).status).toBe(403);
    const failed = await ask(sandbox, { prompt: "fail this answer", stream: true, partial_images: 3 });
    expect(failed.events.at(-1)?.type).toBe("error");
    expect(errorOf(await ask(sandbox, { model: "gpt-4.1" })).code).toBe("OperationNotSupported");
  });
});
