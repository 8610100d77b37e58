import { afterEach, describe, expect, it } from "vitest";
import { problem } from "../../../../main/foundry/error.ts";
import { temporaryProfiles } from "../../profile.ts";
import { answering, openedEvaluations, settingsOf } from "../opened.ts";

const makeProfile = temporaryProfiles();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe("the start of an evaluation", () => {
  it("refuses rows that were trained on, of the version that it would ask, and leaves the draft as it was", async () => {
    const versions: number[] = [];
    const questions = answering(() => "1");
    const app = openedEvaluations(makeProfile(), questions, {
      refuseLeaks: (version) => {
        versions.push(version);
        throw problem("evaluation_leaks", { count: "3", model: "tuned", dataset: "“Data”" });
      },
    });
    closing.push(app.close);
    const { id } = app.service.create({ settings: settingsOf() });
    await expect(app.service.start(id)).rejects.toMatchObject({ diagnosis: { code: "evaluation_leaks" } });
    expect(versions).toEqual([3]);
    expect(app.uses).toEqual([]);
    expect(app.service.get(id).state).toBe("draft");
    expect(questions.asked).toEqual([]);
  });

  it("happens once, however often it is asked for", async () => {
    const app = openedEvaluations(
      makeProfile(),
      answering(() => "1"),
    );
    closing.push(app.close);
    const { id } = app.service.create({ settings: settingsOf() });
    const both = await Promise.allSettled([app.service.start(id), app.service.start(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await app.settled(id)).progress.answers.done).toBe(20);
  });
});
