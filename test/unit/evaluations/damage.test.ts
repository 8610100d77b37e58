import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { closeAll, sessionOf } from "../../../main/evaluations/process/session.ts";
import type { MatrixView } from "../../../preload/contract/evaluation-results.ts";
import { temporaryProfiles } from "../profile.ts";
import { answering, model, openedEvaluations, settingsOf } from "./opened.ts";

const makeProfile = temporaryProfiles();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  closeAll();
});

const rows = 300;
const models = [model("base"), model("tuned")];
const view: MatrixView = {
  ...{ search: "", graderId: "same", baseline: null, filter: "all", modelId: null, tag: null, label: null },
  ...{ sort: "row", isDescending: false, groupBy: "none" },
};

/** Evaluations whose answers are long; `meanwhile` is called before the so-manieth answer. */
function world(turn: number, meanwhile: () => void) {
  let asked = 0;
  const questions = answering((text) => {
    asked += 1;
    if (asked === turn) meanwhile();
    return text.padEnd(2000, ".");
  });
  const one = openedEvaluations(makeProfile(), questions, { rows });
  closing.push(one.close);
  return { ...one, asked: () => asked };
}

/** Each answer that is there, once. */
const answersIn = (file: string): unknown[] =>
  sessionOf(file)
    .database.prepare(
      "select row, model, count(*) as count from answers group by row, model having count = 1",
    )
    .all();

describe("a disk that is full", () => {
  it("pauses the evaluation with the reason, asks nothing more, and loses and doubles nothing when there is room", async () => {
    let file = "";
    const { service, started, settled, fileOf, asked } = world(100, () => {
      const [one] = service.list();
      file = fileOf(one?.id ?? "");
      // SQLite itself refuses more pages than there are now.
      sessionOf(file).database.exec("pragma max_page_count = 1");
    });
    const { id, problem, state, progress } = await started(settingsOf({ models }));
    expect(state).toBe("paused");
    expect(problem?.diagnosis.code).toBe("storage_failed");
    expect(asked()).toBeLessThan(130);
    expect(answersIn(file)).toHaveLength(progress.answers.done);
    expect(progress.answers.done).toBeGreaterThan(50);
    await service.resume(id, false);
    expect(await settled(id)).toMatchObject({ state: "done", problem: null });
    expect(answersIn(file)).toHaveLength(2 * rows);
  });
});

describe("a file that is deleted while it is open", () => {
  it("is told, nothing more is asked, none is made in its place, and others go on", async () => {
    let file = "";
    const { service, started, fileOf, asked, ask } = world(100, () => {
      file = fileOf(service.list()[0]?.id ?? "");
      for (const ending of ["", "-wal", "-shm"]) rmSync(`${file}${ending}`, { force: true });
    });
    const { state, problem } = await started(settingsOf({ models }));
    expect(state).toBe("paused");
    expect(problem?.diagnosis.code).toBe("evaluation_damaged");
    expect(asked()).toBeLessThan(130);
    await expect(ask("matrix", { file, view, from: 0, count: 5 })).rejects.toMatchObject({
      diagnosis: { code: "evaluation_damaged" },
    });
    expect(existsSync(file)).toBe(false);
    expect(await started(settingsOf({ models }))).toMatchObject({ state: "done", rows });
  });
});

describe("a damaged file", () => {
  const damages: [what: string, damage: (file: string) => void][] = [
    ["of random bytes", (file) => writeFileSync(file, Buffer.alloc(100_000, "damage"))],
    ["that was cut in half", (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2))],
    [
      "whose second half is zeros",
      (file) => {
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0, bytes.length / 2));
      },
    ],
    ["that is empty", (file) => truncateSync(file, 0)],
  ];
  it.each(damages)(
    "%s is told and left as it is, another one is read, and so is it once it is whole again",
    async (_, damage) => {
      const { started, fileOf, ask } = world(0, () => {});
      const [one, other] = [await started(settingsOf({ models })), await started(settingsOf({ models }))];
      const [file, sound] = [fileOf(one.id), fileOf(other.id)];
      const read = (of: string) => ask("verdict", { file: of, isDone: false, baseline: null, lead: null });
      const whole = await read(file);
      closeAll();
      const bytes = readFileSync(file);
      damage(file);
      const broken = readFileSync(file);
      await expect(read(file)).rejects.toMatchObject({ diagnosis: { code: "evaluation_damaged" } });
      expect((await read(sound)).scores).toEqual(whole.scores);
      closeAll();
      expect(readFileSync(file).equals(broken)).toBe(true);
      writeFileSync(file, bytes);
      expect((await read(file)).scores).toEqual(whole.scores);
    },
  );
});
