import { afterEach, expect, it, vi } from "vitest";
import { closeAll, sessionOf } from "../../../../main/evaluations/process/session.ts";
import { countsIn } from "../../../../main/evaluations/process/writing.ts";
import { temporaryProfiles } from "../../profile.ts";
import { filled } from "../verdict/filled.ts";

const makeProfile = temporaryProfiles();
afterEach(closeAll);

async function files(count: number): Promise<string[]> {
  const folder = makeProfile();
  const made: string[] = [];
  for (let at = 0; at < count; at += 1) made.push((await filled(folder, [{}, {}], {}, `e${at}`)).file);
  closeAll();
  return made;
}

it("opens and counts each of six evaluations once, however often one goes from one to the next", async () => {
  const six = await files(6);
  const sessions = six.map(sessionOf);
  const counts = sessions.map(countsIn);
  const reads = sessions.map(({ database }) => vi.spyOn(database, "prepare"));
  for (let round = 0; round < 3; round += 1)
    for (const [at, file] of six.entries()) {
      expect(sessionOf(file)).toBe(sessions[at]);
      expect(countsIn(sessionOf(file))).toBe(counts[at]);
    }
  for (const read of reads) expect(read).not.toHaveBeenCalled();
});

it("lets go of the pages of those that nobody has asked for lately, and closes what is too many", async () => {
  const all = await files(14);
  const [first, second] = all.slice(0, 2).map(sessionOf);
  const rested = vi.spyOn(first?.database as never, "exec" as never);
  for (const file of all.slice(2, 5)) sessionOf(file);
  expect(rested).toHaveBeenCalledWith("pragma shrink_memory");
  for (const file of all.slice(5)) sessionOf(file);
  expect(() => first?.database.prepare("select 1").get()).toThrow();
  expect(() => second?.database.prepare("select 1").get()).toThrow();
  expect(sessionOf(all[0] ?? "")).not.toBe(first);
  expect(countsIn(sessionOf(all[0] ?? "")).rows).toBe(2);
});
