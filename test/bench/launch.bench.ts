import type { Comparison, Setting } from "./bench.ts";
import { open, runWith } from "./electron.ts";
import { measurePairs } from "./pairs.ts";
import { fillProfile } from "./profile.ts";

export const name = "launch";
export const limit = 1.6;

interface Typed {
  at: number;
  builtIn: number;
  files: string[];
}

/** From starting the program until the composer takes a key press, against a window with one textarea. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const script = `${setting.root}test/bench/reference/typing.cjs`;
  const modules: Record<string, object> = {};

  const isOfSide = (file: string) => file.startsWith(setting.root) && file !== script;

  const launch = (side: string, folder: string, profile: string) => async () => {
    const { startedAt, printed } = await runWith(setting, folder, profile, script);
    const line = printed.split("\n").find((one) => one.startsWith('{"at"'));
    if (!line) throw new Error(`${side} took no key press: ${printed}`);
    const { at, builtIn, files } = JSON.parse(line) as Typed;
    modules[side] = { builtIn, files: files.filter(isOfSide).map((file) => file.slice(setting.root.length)) };
    return at - startedAt;
  };

  const profile = setting.folder();
  fillProfile(profile, { launch: 2 }, (message) => `Message ${message}`);
  await openOnChat(setting, profile);
  const reference = `${setting.root}test/bench/reference/textarea`;
  const taken = await measurePairs(
    setting.pairs,
    launch("app", setting.root, profile),
    launch("reference", reference, setting.folder()),
  );
  return [{ what: "start to key press", unit: "ms", compared: "ratio", ...taken, notes: { modules } }];
}

/** The next start begins where this one ends: in the conversation. */
async function openOnChat(setting: Setting, profile: string): Promise<void> {
  const { page, close } = await open(setting, setting.root, profile);
  await page.getByRole("link", { name: "Chat", exact: true }).click();
  await page.getByRole("link", { name: "launch" }).click();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  await close();
}
