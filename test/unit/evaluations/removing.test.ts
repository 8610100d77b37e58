import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { temporaryProfiles } from "../profile.ts";
import { answering, openedEvaluations, settingsOf } from "./opened.ts";

const makeProfile = temporaryProfiles();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closing.splice(0)) await close();
});

const opened = (...[questions, more]: [Parameters<typeof openedEvaluations>[1], object?]) => {
  const one = openedEvaluations(makeProfile(), questions, more);
  closing.push(one.close);
  return one;
};

/** Deployments that answer so many questions and are silent from then on, and when they are. */
function silentAfter(count: number) {
  let full = () => {};
  const isSilent = new Promise<void>((resolve) => {
    full = resolve;
  });
  let answered = 0;
  const questions = answering((asked) => {
    answered += 1;
    if (answered <= count) return asked;
    full();
    return new Promise<string>(() => {});
  });
  return { questions, isSilent };
}

describe("an evaluation that is removed", () => {
  it("takes its pilots with it, which ask nothing more, and brings them back", async () => {
    const { questions, isSilent } = silentAfter(3);
    const { service } = opened(questions);
    const draft = service.create({ settings: settingsOf() });
    const pilot = await service.pilot(draft.id);
    await isSilent;
    service.remove(draft.id);
    await service.settled();
    expect(service.list()).toEqual([]);
    const asked = questions.asked.length;
    service.restore(draft.id);
    expect(
      service
        .list()
        .map(({ id, state }) => [id, state])
        .sort(),
    ).toEqual(
      [
        [draft.id, "draft"],
        [pilot.id, "paused"],
      ].sort(),
    );
    expect(questions.asked).toHaveLength(asked);
  });

  it("does not bring back a pilot that was removed before it", async () => {
    const { service, settled } = opened(answering((asked) => asked));
    const draft = service.create({ settings: settingsOf() });
    const { id } = await service.pilot(draft.id);
    await settled(id);
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(1_000);
    service.remove(id);
    vi.setSystemTime(2_000);
    service.remove(draft.id);
    service.restore(draft.id);
    expect(service.list().map((one) => one.id)).toEqual([draft.id]);
  });
});

describe("files of what was removed", () => {
  /** Deletes as Windows does: nothing that a process still has open. */
  function windows(profile: string) {
    const open = new Set<string>();
    const removeAll = (path: string) => {
      if (open.has(path)) throw Object.assign(new Error("EBUSY"), { code: "EBUSY" });
      rmSync(path, { recursive: true, force: true });
    };
    return {
      removeAll,
      open: (id: string) => open.add(join(profile, "evaluations", id)),
      closeAll: () => open.clear(),
    };
  }

  it("that are still open keep no others from being deleted, and go the next time", async () => {
    const profile = makeProfile();
    const files = windows(profile);
    const one = openedEvaluations(
      profile,
      answering((asked) => asked),
      files,
    );
    closing.push(one.close);
    const { service, started, places } = one;
    const made = [await started(settingsOf()), await started(settingsOf()), await started(settingsOf())];
    const [first, second, kept] = made.map(({ id }) => id).toSorted() as [string, string, string];
    files.open(first);
    for (const id of [first, second]) service.remove(id);
    expect(() => service.purge()).toThrow("EBUSY");
    expect(places.ids().toSorted()).toEqual([first, kept]);
    expect(() => service.purge()).toThrow("EBUSY");
    files.closeAll();
    service.purge();
    expect(places.ids()).toEqual([kept]);
    expect(service.list().map(({ id }) => id)).toEqual([kept]);
    expect(one.uses).toEqual([kept]);
  });
});

describe("an evaluation that is paused", () => {
  it("while its rows are copied, goes on from there when it is resumed", async () => {
    const { service, settled } = opened(answering((asked) => asked));
    const { id } = service.create({ settings: settingsOf() });
    await service.start(id);
    service.pause(id);
    await service.settled();
    expect(service.get(id)).toMatchObject({ state: "paused", rows: null });
    await service.resume(id, true);
    expect(await settled(id)).toMatchObject({ state: "done", rows: 10 });
  });

  it("by the end of the app while its rows are copied, can be resumed", async () => {
    const { service, database } = opened(answering((asked) => asked));
    const { id } = service.create({ settings: settingsOf() });
    database.prepare("update evaluations set state = 'preparing' where id = ?").run(id);
    service.recover();
    expect(service.get(id).state).toBe("paused");
  });

  it("goes on when it is resumed at once", async () => {
    const { questions, isSilent } = silentAfter(3);
    const { service, settled } = opened(questions);
    const { id } = service.create({ settings: settingsOf() });
    await service.start(id);
    await isSilent;
    service.pause(id);
    await service.resume(id, false);
    expect(service.get(id).state).toBe("running");
    service.pause(id);
    expect((await settled(id)).state).toBe("paused");
  });
});
