import type { Page } from "playwright";
import { median } from "../../main/statistics/medians.ts";
import type { Comparison, Setting } from "./bench.ts";
import { connect } from "./connect.ts";
import { open, openReference } from "./electron.ts";
import { startHeldServer } from "./held-server.ts";
import { measurePairs } from "./pairs.ts";

export const name = "first-token";
/** Frame intervals more than the reference. */
export const limit = 1;

/** From the socket to the screen, against a page that only writes what its main process fetched. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const server = await startHeldServer();
  const app = await open(setting, setting.root, setting.folder());
  const reference = await openReference(setting, "first-text");
  await connect(app.page, server);
  let count = 0;

  const side = (page: Page, ask: () => Promise<void>) => async () => {
    await page.bringToFront();
    count += 1;
    const shown = await watchFor(page, `first-${count}`);
    await ask();
    const at = await shown.evaluate(({ at }) => at);
    // The next one begins when this answer has ended.
    await page.waitForTimeout(300);
    return at - server.sentAt();
  };
  const ask = async () => {
    await app.page.getByRole("textbox", { name: "Message" }).fill("Hello");
    await app.page.getByRole("button", { name: "Send" }).click();
  };
  const askReference = () =>
    reference.page.evaluate(
      (url) => (window as unknown as { reference: { ask(url: string): void } }).reference.ask(url),
      server.url,
    );

  const taken = await measurePairs(setting.pairs, side(app.page, ask), side(reference.page, askReference));
  const frame = await frameInterval(app.page);
  await app.close();
  await reference.close();
  await server.stop();
  const frames = (values: number[]) => values.map((value) => value / frame);
  return [
    {
      what: "first text sent to painted",
      unit: "frames",
      compared: "difference",
      ours: frames(taken.ours),
      reference: frames(taken.reference),
      notes: { frameInterval: frame, milliseconds: taken },
    },
  ];
}

/** Gives when the text was painted, in milliseconds since the epoch: a frame begun after it was put in has ended. */
function watchFor(page: Page, text: string) {
  return page.evaluateHandle((text) => {
    const painted = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!document.body.textContent?.includes(text)) return;
        observer.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port2.onmessage = () => resolve(performance.timeOrigin + performance.now());
          port1.postMessage(null);
        });
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    return {
      get at() {
        return painted;
      },
    };
  }, text);
}

/** Milliseconds between two frames of this display. */
async function frameInterval(page: Page): Promise<number> {
  const times = await page.evaluate(async () => {
    const times: number[] = [];
    while (times.length < 61) times.push(await new Promise(requestAnimationFrame));
    return times;
  });
  return median(times.slice(1).map((time, index) => time - (times[index] ?? 0)));
}
