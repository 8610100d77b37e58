import { startRelay } from "../fakes/relay.ts";
import { tasks } from "../unit/sandbox/training/tasks.ts";
import { expect, test } from "./app.ts";
import { evaluated, evaluation, settingsOf, startEvaluation } from "./evaluating.ts";
import { keyringEnv, keyringLauncher } from "./keyring.ts";
import { kill } from "./kill.ts";
import { connect, deploymentRow } from "./steps.ts";
import { importRows } from "./tuning.ts";

test.skip(process.platform !== "linux", "This way of bringing a keyring is Linux's.");

test("an evaluation that is killed twice loses no row, and asks none twice that was written down", async ({
  start,
  sandbox,
  profile,
}) => {
  const relay = await startRelay(sandbox.url);
  const how = { executablePath: await keyringLauncher(profile), env: keyringEnv(profile) };
  let app = await start(how);
  await connect(app.page, relay.url, sandbox.apiKey);
  await expect(deploymentRow(app.page, "gpt-4.1-mini")).toBeVisible();
  const lines = tasks.extraction("killed", 60).map((row) => JSON.stringify(row));
  const datasetId = await importRows(app.electron, app.page, profile, "orders", lines);
  const id = await startEvaluation(app.page, await settingsOf(app.page, datasetId, { repeats: 2 }));
  const done = async () => (await evaluation(app.page, id)).progress.answers.done;
  for (const least of [20, 90]) {
    await expect.poll(done, { timeout: 60_000 }).toBeGreaterThan(least);
    await kill(app.electron);
    app = await start(how);
    const { state, progress } = await evaluation(app.page, id);
    expect(state).toBe("paused");
    expect(progress.answers.done).toBeGreaterThan(least);
    await app.page.evaluate((id) => window.assay["evaluations.resume"]({ id, failed: false }), id);
  }
  const whole = await evaluated(app.page, id);
  expect(whole.progress.answers).toEqual({ done: 240, failed: 0, of: 240 });
  const answers = await app.page.evaluate(async (id) => {
    const found: string[] = [];
    for (let row = 0; row < 60; row += 1) {
      const one = await window.assay["evaluationResults.row"]({ id, row });
      if (!one.ok) throw new Error(one.error.message);
      found.push(...one.data.answers.map(({ modelId, repeat }) => `${row} ${modelId} ${repeat}`));
    }
    return found;
  }, id);
  expect(answers).toHaveLength(240);
  expect(new Set(answers).size).toBe(240);
  // Whatever was under way when it was killed was asked once more: four of each model at most, twice.
  const asked = relay.passed.filter((one) => /chat\/completions/.test(one)).length;
  expect(asked).toBeGreaterThanOrEqual(240);
  expect(asked).toBeLessThanOrEqual(240 + 16);
  await relay.stop();
});
