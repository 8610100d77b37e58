import { afterEach, expect, it } from "vitest";
import { leftOf } from "../../../../main/evaluations/engine/left.ts";
import { workHere } from "../../../../main/evaluations/headless.ts";
import { type LeftPage, leftIn, unsentIn } from "../../../../main/evaluations/process/left.ts";
import { keepSent } from "../../../../main/evaluations/process/sent.ts";
import { close, closeAll, sessionOf } from "../../../../main/evaluations/process/session.ts";
import type { Writer } from "../../../../main/evaluations/process/work.ts";
import { putAnswers } from "../../../../main/evaluations/process/writing.ts";
import { withPauses } from "../../../../main/pauses.ts";
import { temporaryProfiles } from "../../profile.ts";
import { answer, filled, rightRow } from "../verdict/filled.ts";

const makeProfile = temporaryProfiles();
afterEach(closeAll);

/** So many rows, each third of which asks nothing, and this many repeats. */
async function asked(rows: number, repeats: number) {
  const all = Array.from({ length: rows }, (_, row) => ({ text: row % 3 === 2 ? "{}" : rightRow(row) }));
  const { file, session } = await filled(makeProfile(), all, { repeats });
  return { file, session, open: () => sessionOf(file) };
}

/** All that a model is still to be asked. */
async function drained(writer: Writer, file: string, model: number): Promise<string[]> {
  const next = leftOf(writer, file, model);
  const places: string[] = [];
  // Several ask at the same time, as requests do.
  const worker = async () => {
    for (let place = await next(); place; place = await next()) places.push(place.join("/"));
  };
  await Promise.all([worker(), worker(), worker()]);
  return places;
}

it("gives each row and repeat without an answer once, all repeats of a row together, in the same order for every model", async () => {
  const { file, session } = await asked(900, 2);
  putAnswers(session, [answer(0, 0, "right"), answer(3, 0, "right", { repeat: 1 })]);
  const writer = workHere(new AbortController().signal);
  const [first, second] = [await drained(writer, file, 0), await drained(writer, file, 1)];
  expect(second).toHaveLength(1200);
  expect(new Set(second).size).toBe(1200);
  expect(second.every((place) => Number(place.split("/")[0]) % 3 !== 2)).toBe(true);
  expect(first).toEqual(second.filter((place) => !["0/0", "3/1"].includes(place)));
  const rows = second.filter((_, at) => at % 2 === 0).map((place) => Number(place.split("/")[0]));
  expect(rows).not.toEqual(rows.toSorted((one, other) => one - other));
  expect(second.slice(0, 2)).toEqual([`${rows[0]}/0`, `${rows[0]}/1`]);
});

it("has no more than a page of it in main at any time, however much there is", async () => {
  const { file } = await asked(3000, 20);
  const here = workHere(new AbortController().signal);
  const sizes: number[] = [];
  const writer: Writer = {
    ask: (name, input) =>
      here.ask(name, input).then((page) => {
        sizes.push((page as LeftPage).places.byteLength);
        return page;
      }),
  };
  expect(await drained(writer, file, 0)).toHaveLength(40_000);
  expect(Math.max(...sizes)).toBe(4000);
  expect(sizes).toHaveLength(80);
});

it("goes on after a pause in which the file was closed", async () => {
  const { file, open } = await asked(6000, 1);
  const steps = leftIn(open, { model: 0, from: 0, count: 5000 });
  let [step, pauses] = [steps.next(), 0];
  for (; !step.done; step = steps.next()) {
    pauses += 1;
    close(file);
  }
  expect(pauses).toBeGreaterThanOrEqual(5);
  expect(step.value.places).toHaveLength(8000);
  expect(step.value.next).toBeNull();
});

it("gives only one repeat where the service runs one at a time", async () => {
  const { session, open } = await asked(6, 3);
  putAnswers(
    session,
    [0, 1, 3, 4].map((row) => answer(row, 0, "right")),
  );
  const page = await withPauses(leftIn(open, { model: 0, from: 0, count: 3, isOfOneRepeat: true }));
  expect([...page.places].filter((_, at) => at % 2 === 1)).toEqual([1, 1, 1]);
});

it("leaves out what the service has been given", async () => {
  const { session, open } = await asked(4, 2);
  keepSent(session, { name: "own", model: 0, places: Int32Array.of(0, 1, 3, 0), remote: "batch" });
  keepSent(session, { name: "other", model: 1, places: Int32Array.of(1, 1), remote: "batch" });
  const places = [...(await withPauses(unsentIn(open, 0)))];
  const named = places.flatMap((row, at) => (at % 2 === 0 ? `${row}/${places[at + 1]}` : []));
  expect(named.toSorted()).toEqual(["0/0", "1/0", "1/1", "3/1"]);
});
