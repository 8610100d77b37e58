/** The two themes every screen has to hold in. */
export const themes = /** @type {const} */ (["light", "dark"]);

/** Waits until the code of all that was opened is there. @param {import("playwright").Page} page */
export const loaded = (page) => page.waitForFunction(() => document.querySelector("[data-later]") === null);

/**
 * Sets the app's theme and waits until the page is drawn in it.
 * @param {import("playwright").Page} page @param {"light" | "dark"} theme
 */
export async function showTheme(page, theme) {
  await loaded(page);
  await page.evaluate((chosen) => window.assay["settings.set"]({ theme: chosen }), theme);
  await page.waitForFunction(
    (isDark) => matchMedia("(prefers-color-scheme: dark)").matches === isDark,
    theme === "dark",
  );
  // Colours move towards the theme: they are brought to where they go. What waits first is no part of that.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation instanceof CSSTransition && animation.effect?.getTiming().delay === 0) animation.finish();
    }
  });
}
