/** @typedef {import("playwright").Page} Page */

/**
 * @typedef {object} Tour
 * @property {Page} page
 * @property {(name: string, work: () => Promise<string>) => Promise<void>} step  Does one step; `work` gives what was seen.
 * @property {(screen: string) => Promise<void>} picture
 */

/** Goes to a section by the rail. @param {Page} page @param {string} section */
export const goTo = (page, section) =>
  page
    .getByRole("navigation", { name: "Sections" })
    .getByRole("link", { name: section, exact: true })
    .click();
