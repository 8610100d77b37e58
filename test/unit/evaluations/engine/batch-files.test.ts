import { writeFile } from "node:fs/promises";
import { afterEach, expect, it } from "vitest";
import { askInBatches, type BatchAsking } from "../../../../main/evaluations/engine/batch.ts";
import type { RemoteServices } from "../../../../main/evaluations/engine/ports.ts";
import { workHere } from "../../../../main/evaluations/headless.ts";
import { type WriteBatches, writeBatches } from "../../../../main/evaluations/process/batch-file.ts";
import { unsentIn } from "../../../../main/evaluations/process/left.ts";
import { close, sessionOf } from "../../../../main/evaluations/process/session.ts";
import type { Writer } from "../../../../main/evaluations/process/work.ts";
import { hasEnded } from "../../../../main/foundry/batches/batches.ts";
import { FoundryError, problem } from "../../../../main/foundry/error.ts";
import { withPauses } from "../../../../main/pauses.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { numberRow } from "../opened.ts";
import { batchesWith, inBatches } from "./batched.ts";
import { sandboxedEvaluations } from "./sandboxed.ts";

const start = sandboxedEvaluations();

/** No more lines than these in a file. */
const few = { lines: 3, bytes: 1_000_000 };
const closes: (() => void)[] = [];
afterEach(() => {
  for (const one of closes.splice(0)) one();
});

/** Batches of files of three lines each, run without the app around them. */
async function filesOfThree() {
  const made = await start();
  const world = async (
    app: ReturnType<typeof made.open>,
    remote: RemoteServices,
    settings: EvaluationSettings,
  ): Promise<BatchAsking> => {
    const [asked] = settings.models;
    if (!asked) throw new Error("There is a model.");
    const paused = app.service.create({ settings: { ...settings, models: [asked] } });
    const file = app.fileOf(paused.id);
    const path = `${file}.rows`;
    await writeFile(path, `${[0, 1, 2, 3, 4, 5].map((row) => JSON.stringify(numberRow(row))).join("\n")}\n`);
    const { signal } = new AbortController();
    const here = workHere(signal);
    await here.ask("prepare", { file, settings, path });
    const open = () => sessionOf(file);
    const write = async (asked: Omit<WriteBatches, "places">) => {
      const places = await withPauses(unsentIn(open, asked.model));
      return writeBatches(open, { ...asked, places }, { signal }, few);
    };
    const writer: Writer = {
      ask: (name, input, options) =>
        name === "batches" ? (write(input as never) as never) : here.ask(name, input, options),
    };
    closes.push(() => close(file));
    const told = { counted: () => {}, waiting: () => {}, halted: () => {}, followed: () => {} };
    const run = {
      ...{ ...told, file, settings, writer, questions: made.questions, remote },
      embed: async () => ({ vectors: [], tokens: null }),
    };
    return { run, services: remote, model: asked, place: 0 };
  };
  return { ...made, world };
}

it("sends the second file once the first has made room, and leaves no file behind", async () => {
  const { connectionId, services, open, world } = await filesOfThree();
  let [sent, refused] = [0, 0];
  const unused: (string | null)[] = [];
  let isOpen = false;
  const full = batchesWith(services, (batches) => ({
    send: async (...asked) => {
      sent += 1;
      return batches.send(...asked);
    },
    create: async (...asked) => {
      if (isOpen) {
        refused += 1;
        const { diagnosis } = problem("batch_tokens_enqueued");
        throw new FoundryError({ ...diagnosis, raw: { status: 400, message: "" } });
      }
      isOpen = true;
      return batches.create(...asked);
    },
    get: async (...asked) => {
      const batch = await batches.get(...asked);
      if (hasEnded(batch.state)) isOpen = false;
      return batch;
    },
    removeFiles: async (files, signal) => {
      if (files.outputFile === null) unused.push(files.inputFile);
      await batches.removeFiles(files, signal);
    },
  }));
  await askInBatches(await world(open(full), full, inBatches(connectionId)), new AbortController().signal);
  const { rows } = await (await services.batches(connectionId)).list(null);
  expect(rows.map(({ counts }) => counts?.total)).toEqual([3, 3]);
  // Refused once, and not tried again with every look while the first was under way.
  expect([sent, refused, unused.length]).toEqual([3, 1, 1]);
});
