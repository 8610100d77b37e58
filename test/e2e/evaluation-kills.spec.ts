import { startRelay } from "../fakes/relay.ts";
import { tasks } from "../unit/sandbox/training/tasks.ts";
import { expect, test } from "./app.ts";
import { evaluated, evaluation, settingsOf, startEvaluation } from "./evaluating.ts";
import { keyringEnv, keyringLauncher } from "./keyring.ts";
import { kill } from "./kill.ts";
import { connect, deploymentRow } from "./steps.ts";
import { importRows } from "./tuning.ts";

const rows = 40;
/** Rows, two models, two repeats. */
const count = rows * 2 * 2;

test.skip(process.platform !== "linux", "This way of bringing a keyring is Linux's.");

test("an evaluation that is killed twice loses no row, and asks none twice that was written down", async ({
  start,
  sandbox,
  profile,
}) => {
  // Fast, but never so fast that all is asked before it can be killed.
  sandbox.setPace({ firstTokenMs: 200, tokensPerSecond: 5_000 });
  const relay = await startRelay(sandbox.url);
  const how = { executablePath: await keyringLauncher(profile), env: keyringEnv(profile) };
  let app = await start(how);
  await connect(app.page, relay.url, sandbox.apiKey);
  await expect(deploymentRow(app.page, "gpt-4.1-mini")).toBeVisible();
  const lines = tasks.extraction("killed", rows).map((row) => JSON.stringify(row));
  const datasetId = await importRows(app.electron, app.page, profile, "orders", lines);
  const id = await startEvaluation(app.page, await settingsOf(app.page, datasetId, { repeats: 2 }));
  const done = async () => (await evaluation(app.page, id)).progress.answers.done;
  for (const least of [16, 64]) {
    await expect.poll(done, { timeout: 60_000, intervals: [50] }).toBeGreaterThan(least);
    await kill(app.electron);
    app = await start(how);
    const { state, progress } = await evaluation(app.page, id);
    expect(state).toBe("paused");
    expect(progress.answers.done).toBeGreaterThan(least);
    await app.page.evaluate((id) => window.assay["evaluations.resume"]({ id, failed: false }), id);
  }
  const whole = await evaluated(app.page, id);
  expect(whole.progress.answers).toEqual({ done: count, failed: 0, of: count });
  const answers = await app.page.evaluate(
    async ([id, rows]) => {
      const found: string[] = [];
      for (let row = 0; row < rows; row += 1) {
        const one = await window.assay["evaluationResults.row"]({ id, row });
        if (!one.ok) throw new Error(one.error.message);
        found.push(...one.data.answers.map(({ modelId, repeat }) => `${row} ${modelId} ${repeat}`));
      }
      return found;
    },
    [id, rows] as const,
  );
  expect(answers).toHaveLength(count);
  expect(new Set(answers).size).toBe(count);
  // Whatever was under way when it was killed was asked once more: four of each model at most, twice.
  const asked = relay.passed.filter((one) => /chat\/completions/.test(one)).length;
  expect(asked).toBeGreaterThanOrEqual(count);
  expect(asked).toBeLessThanOrEqual(count + 16);
  await relay.stop();
});
