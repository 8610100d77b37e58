import type { Comparison, Setting } from "./bench.ts";
import { type Opened, open } from "./electron.ts";
import { measurePairs } from "./pairs.ts";
import { fillProfile } from "./profile.ts";
import { messageOf } from "./texts.ts";

export const name = "open-long";
export const limit = 1.5;

/** From the click in the list until the last message is painted: 10,000 messages against 100. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const profile = setting.folder();
  fillProfile(profile, { few: 2, hundred: 100, thousands: 10_000 }, messageOf);
  const app = await open(setting, setting.root, profile);
  await app.page.getByRole("link", { name: "Chat", exact: true }).click();
  const opening = (title: string, messages: number) => async () => {
    await show(app, "few", messageOf(1));
    return show(app, title, messageOf(messages - 1));
  };
  const taken = await measurePairs(setting.pairs, opening("thousands", 10_000), opening("hundred", 100));
  await app.close();
  return [{ what: "10,000 messages to 100", unit: "ms", compared: "ratio", ...taken }];
}

/** Clicks a conversation and gives the milliseconds until its last message stands on the screen. */
async function show({ page }: Opened, title: string, last: string): Promise<number> {
  await page.getByRole("link", { name: title }).waitFor();
  return page.evaluate(
    async ([title, last]) => {
      const link = [...document.querySelectorAll<HTMLAnchorElement>("aside a.item")].find((one) =>
        one.textContent?.startsWith(title),
      );
      // The text as it is drawn, without its markdown.
      const words = last.replaceAll("*", "");
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const isShown = () => {
        const message = [...document.querySelectorAll("article")].at(-1);
        const place = message?.getBoundingClientRect();
        return (
          message?.textContent?.includes(words) && place && place.bottom > 0 && place.top < window.innerHeight
        );
      };
      const begun = performance.now();
      const patience = begun + 60_000;
      link?.click();
      while (!isShown()) {
        if (performance.now() > patience) throw new Error(`${title} did not open.`);
        await frame();
      }
      // Seen in a frame's callback, painted with that frame.
      await new Promise((resolve) => setTimeout(resolve));
      return performance.now() - begun;
    },
    [title, last] as const,
  );
}
