import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleExports } from "../../main/bundles/exports.ts";
import { hostileBundle, hostileTexts } from "../unit/bundles/sample.ts";
import { expect, type RunningApp, test } from "./app.ts";

/** Opens a file in a window that knows nothing of the app, and tells what became of it. */
const opened = (app: RunningApp, file: string) =>
  app.electron.evaluate(async ({ BrowserWindow }, path) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { partition: "exports", sandbox: true },
    });
    await window.loadFile(path);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const seen = await window.webContents.executeJavaScript(`({
      title: document.title,
      heading: document.querySelector("h1")?.textContent,
      answer: [...document.querySelectorAll("pre")].at(-1)?.textContent,
      elements: [...new Set([...document.body.querySelectorAll("*")].map(({ localName }) => localName))].sort(),
      isStyled: getComputedStyle(document.body).maxWidth !== "none",
    })`);
    window.destroy();
    return seen;
  }, file);

test("an exported page shows what was written and runs none of it", async ({ start, profile }) => {
  const app = await start();
  const text = hostileTexts.join("\n").toWellFormed();
  const file = join(profile, "export.html");
  writeFileSync(file, bundleExports.html.write(hostileBundle(text)));
  const page = await opened(app, file);
  expect(page.heading).toBe(text);
  expect(page.answer).toBe(text);
  expect(page.title).not.toBe("ran");
  expect(page.isStyled).toBe(true);
  expect(page.elements).toEqual("div h1 h2 h3 li p pre section table tbody td th thead tr ul".split(" "));

  // The policy holds by itself, even where the text were not escaped; without both it does run.
  const html = bundleExports.html.write(hostileBundle("x"));
  const spoiled = html.replace("</body>", `${hostileTexts[0]}${hostileTexts[1]}</body>`);
  writeFileSync(file, spoiled);
  expect((await opened(app, file)).title).toBe("x");
  writeFileSync(file, spoiled.replace(/<meta http-equiv[^>]*>/, ""));
  expect((await opened(app, file)).title).toBe("ran");
});
