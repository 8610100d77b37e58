import type { Setting } from "./bench.ts";
import { type Opened, openReference } from "./electron.ts";

/** Characters that come at once. */
const delta = 200;

/** A page in which markdown is streamed into the app's view and into those it is held against. */
export interface StreamingPage {
  /** Whether the app's view highlights code: the others then do too. */
  highlights: boolean;
  /** The processor time of the page's main thread while a text grows from a length to its end, in milliseconds. */
  cost(side: "app" | "react-markdown" | "streamdown", text: string, from: number): Promise<number>;
  close(): Promise<void>;
}

/** Opens it. Frames are painted as fast as they can be, so that each delta gets one whole frame and no time is waited. */
export async function openStreamingPage(setting: Setting): Promise<StreamingPage> {
  const opened = await openReference(setting, "blank", ["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
  const { page, inspector, close } = opened;
  await page.addStyleTag({ path: setting.page("markdown.css") });
  await page.addScriptTag({ path: setting.page("markdown.js") });
  await inspector.send("Performance.enable", { timeDomain: "threadTicks" });
  await inspector.send("HeapProfiler.enable");

  const highlights = await highlightsCode(opened);

  return {
    highlights,
    close,
    cost: async (side, text, from) => {
      const start = text.slice(0, from);
      await page.evaluate(([side, start, highlights]) => window.startMarkdown(side, start, highlights), [
        side,
        start,
        highlights,
      ] as const);
      await inspector.send("HeapProfiler.collectGarbage");
      const before = await taskTime(opened);
      const shown = await page.evaluate(([text, from, delta]) => window.streamMarkdown(text, from, delta), [
        text,
        from,
        delta,
      ] as const);
      const taken = (await taskTime(opened)) - before;
      // A renderer that leaves out what it should draw would be quick.
      if (shown < text.length / 2) throw new Error(`${side} shows ${shown} characters of ${text.length}.`);
      return taken;
    },
  };
}

/** Looked up in the page while it is drawn: a code block that holds more than its text. */
function highlightsCode({ page }: Opened): Promise<boolean> {
  return page.evaluate(async () => {
    let seen = false;
    const look = new MutationObserver(() => {
      seen ||= document.querySelector("pre code span") !== null || CSS.highlights?.size > 0;
    });
    look.observe(document.body, { subtree: true, childList: true });
    await window.startMarkdown("app", "", false);
    await window.streamMarkdown("```typescript\nconst one = 1;\n```\n\nText behind it.", 0, 10);
    look.disconnect();
    return seen;
  });
}

async function taskTime({ inspector }: Opened): Promise<number> {
  const { metrics } = await inspector.send("Performance.getMetrics");
  const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value;
  if (seconds === undefined) throw new Error("The page does not tell its TaskDuration.");
  return seconds * 1000;
}
