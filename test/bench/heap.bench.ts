import { startSandbox } from "../../main/sandbox/server.ts";
import type { Comparison, Setting } from "./bench.ts";
import { connect } from "./connect.ts";
import { type Opened, open } from "./electron.ts";
import { collecting, heapsOf } from "./heaps.ts";

export const name = "heap";
/** Of the level, over the last ten rounds. */
export const limit = 0.01;

const rounds = 20;
const lastRounds = 10;
/** Questions of one round; each is two messages. */
const questionsPerRound = 250;

/**
 * 10,000 messages in 20 equal rounds, each a conversation of its own that is left when it is done: what the heaps of
 * page and main hold after collection, over the last ten rounds. With fewer pairs than usual, rounds are a tenth.
 */
export async function run(setting: Setting): Promise<Comparison[]> {
  const sandbox = await startSandbox({ pace: "instant" });
  const app = await open(setting, setting.root, setting.folder(), [collecting]);
  await connect(app.page, { endpoint: sandbox.projectEndpoint, apiKey: sandbox.apiKey });
  const questions = setting.pairs < 20 ? questionsPerRound / 10 : questionsPerRound;
  const heaps = { page: [] as number[], main: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    await converse(app, questions);
    await app.page.evaluate(() => {
      location.hash = "#/chat";
    });
    await app.page.waitForTimeout(300);
    const { page, main } = await heapsOf(app);
    heaps.page.push(page);
    heaps.main.push(main);
  }
  await app.close();
  await sandbox.stop();
  const last = Array.from({ length: lastRounds }, (_, index) => rounds - lastRounds + 1 + index);
  return Object.entries(heaps).map(([process, all]) => ({
    what: `${process}, rounds ${last[0]} to ${rounds}`,
    unit: "bytes",
    compared: "rise",
    ours: all.slice(-lastRounds),
    reference: last,
    notes: { all, messagesPerRound: questions * 2 },
  }));
}

/** Sends questions one after the other, each when the answer before has ended; from within the page, which is quick. */
async function converse({ page }: Opened, questions: number): Promise<void> {
  await page.evaluate(async (questions) => {
    const until = async (isSo: () => boolean) => {
      const end = performance.now() + 20_000;
      while (!isSo()) {
        if (performance.now() > end) throw new Error("An answer did not end.");
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
    const field = () => document.querySelector<HTMLTextAreaElement>(".composer textarea");
    const sending = () => document.querySelector<HTMLButtonElement>(".composer button[type=submit]");
    const type = (text: string) => {
      const one = field();
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(one, text);
      one?.dispatchEvent(new Event("input", { bubbles: true }));
    };
    for (let question = 0; question < questions; question += 1) {
      await until(() => field() !== null && sending() !== null);
      type(`Say exactly: answer ${question}`);
      await until(() => sending()?.disabled === false);
      sending()?.click();
      const isDone = () => location.hash.startsWith("#/chat/") && field()?.value === "" && sending() !== null;
      const answers = () => document.querySelectorAll("article.answer:not(.running) .readings").length;
      await until(() => isDone() && answers() > 0);
    }
    const id = location.hash.replace("#/chat/", "");
    // The last page of it stands for the whole.
    const kept = await window.assay["conversations.get"]({ id });
    const messages = kept.ok ? kept.data.messages : [];
    const whole = messages.filter(({ role, end }) => role === "user" || end === "stop").length;
    if (whole !== Math.min(questions * 2, 100)) throw new Error(`Only ${whole} messages were kept.`);
  }, questions);
}
