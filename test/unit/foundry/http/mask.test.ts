import { expect, it } from "vitest";
import { mask } from "../../../../main/foundry/http/mask.ts";
import { key } from "../server.ts";

it("hides the secret wherever it stands, and pieces of it that tell something", () => {
  expect(mask(`The key ${key} is wrong (${key})`, key)).toBe("The key ••• is wrong (•••)");
  expect(mask(`begins ${key.slice(0, 9)}… ends …${key.slice(-8)}`, key)).toBe("begins •••… ends …•••");
  expect(mask(`cut at the end ${key.slice(0, 20)}`, key)).toBe("cut at the end •••");
  expect(mask("xabcabc", "abc")).toBe("x••••••");
});

it("leaves everything else", () => {
  const text = `Access denied; ends in ${key.slice(-4)}`;
  expect(mask(text, key)).toBe(text);
  expect(mask("", key)).toBe("");
  expect(mask("text", "")).toBe("text");
});
