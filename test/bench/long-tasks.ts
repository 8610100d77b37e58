import type { Page } from "playwright";

/** Counts tasks of the page's main thread of more than 50 ms (W3C Long Tasks) from now on. Gives a function that tells how many. */
export async function countLongTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as Window & { longTasks?: number };
    counted.longTasks = 0;
    new PerformanceObserver((list) => {
      counted.longTasks = (counted.longTasks ?? 0) + list.getEntries().length;
    }).observe({ type: "longtask" });
  });
  return () => page.evaluate(() => (window as Window & { longTasks?: number }).longTasks ?? 0);
}
