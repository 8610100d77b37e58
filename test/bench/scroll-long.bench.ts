import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison, Setting } from "./bench.ts";
import { type Opened, open, openReference } from "./electron.ts";
import { measurePairs } from "./pairs.ts";
import { fillProfile } from "./profile.ts";
import { messageOf } from "./texts.ts";

export const name = "scroll-long";
export const limit = 2;

const messages = 10_000;
/** Frames in which the list is scrolled through, in equal steps. */
const steps = 120;

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  args?: { name?: string };
}

/** The longest task of the page's main thread while 10,000 messages are scrolled through, against a plain list. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const profile = setting.folder();
  fillProfile(profile, { thousands: messages }, messageOf);
  const app = await open(setting, setting.root, profile);
  await app.page.getByRole("link", { name: "Chat", exact: true }).click();
  await app.page.getByRole("link", { name: "thousands" }).click();
  await app.page.getByRole("article").last().waitFor({ timeout: 60_000 });
  const reference = await openReference(setting, "blank");
  await reference.page.addScriptTag({ path: setting.page("list.js") });
  const texts = Array.from({ length: messages }, (_, index) => messageOf(index));
  await reference.page.evaluate((texts) => window.showList(texts), texts);

  const folder = setting.folder();
  const taken = await measurePairs(
    setting.pairs,
    () => longestTask(app, "[role=log]", folder),
    () => longestTask(reference, "#list", folder),
  );
  await app.close();
  await reference.close();
  return [{ what: "longest task while scrolling", unit: "ms", compared: "ratio", ...taken }];
}

/** Scrolls from end to end and gives the longest task meanwhile, in milliseconds. */
async function longestTask({ electron, page }: Opened, list: string, folder: string): Promise<number> {
  await electron.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ["toplevel", "__metadata"] }),
  );
  await page.evaluate(
    async ([list, steps]) => {
      const place = document.querySelector(list);
      if (!place) throw new Error(`There is no ${list}.`);
      for (let step = 0; step <= steps; step += 1) {
        place.scrollTop = (place.scrollHeight - place.clientHeight) * (step / steps);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    },
    [list, steps] as const,
  );
  const file = await electron.evaluate(
    ({ contentTracing }, file) => contentTracing.stopRecording(file),
    join(folder, "trace.json"),
  );
  const { traceEvents } = JSON.parse(readFileSync(file, "utf8")) as { traceEvents: TraceEvent[] };
  const isPage = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name.endsWith("RunTask") && isPage.has(`${pid} ${tid}`))
    .map(({ dur }) => (dur ?? 0) / 1000);
  if (tasks.length < steps) throw new Error(`The trace holds ${tasks.length} tasks.`);
  return tasks.reduce((longest, task) => Math.max(longest, task), 0);
}
