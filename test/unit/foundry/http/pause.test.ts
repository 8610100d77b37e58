import { expect, it, vi } from "vitest";
import { pause } from "../../../../main/foundry/http/pause.ts";

it("a pause of a month does not end at once", async () => {
  const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const ending = new AbortController();
  const paused = pause(31 * 86_400_000, ending.signal);
  // Node sets a timer that is too long to a millisecond, and says so.
  expect(warned).not.toHaveBeenCalled();
  ending.abort();
  await expect(paused).rejects.toThrow("aborted");
  warned.mockRestore();
});
