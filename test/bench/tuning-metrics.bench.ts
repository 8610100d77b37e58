import { readFileSync } from "node:fs";
import type { Comparison, Setting } from "./bench.ts";
import { openReference } from "./electron.ts";
import { measurePairs } from "./pairs.ts";

export const name = "tuning-metrics";
export const limit = 1.5;

/** Two charts with two lines each. */
const steps = 12_500;
/** As soon as it is drawn, not with the screen's next refresh: else every time is one of so many sixtieths of a second. */
const atOnce = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

/**
 * The metrics of a job with 50,000 points: from asking for them until they are painted, against uPlot alone with the same
 * lines in charts of the same size. What is read, put side by side, and said in tables beside them counts as ours.
 */
export async function run(setting: Setting): Promise<Comparison[]> {
  const reference = await openReference(setting, "blank", atOnce);
  const { page } = reference;
  await page.addStyleTag({ content: readFileSync(setting.page("metrics.css"), "utf8") });
  await page.addScriptTag({ path: setting.page("metrics.js") });
  // Else it lies on a line of the legend, which would be drawn once more to stand out.
  await page.mouse.move(1, 1);
  const show = (side: "ours" | "uplot") =>
    page.evaluate(([side, steps]) => window.showMetrics(side, steps), [side, steps] as const);
  const taken = await measurePairs(
    setting.pairs,
    () => show("ours"),
    () => show("uplot"),
  );
  await reference.close();
  return [
    {
      what: "50,000 points until they are painted",
      unit: "ms",
      compared: "ratio",
      ...taken,
      notes: { steps },
    },
  ];
}
