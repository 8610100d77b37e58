import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contract } from "../../preload/contract/index.ts";
import { eventNames, methodNames } from "../../preload/contract/names.ts";
import { expect, root, test } from "./app.ts";
import { section } from "./steps.ts";

test("the page has the bridge and nothing else of Electron or Node", async ({ start }) => {
  const { page } = await start();
  const seen = await page.evaluate(() => ({
    bridge: Object.keys(window.assay).sort(),
    frozen: Object.isFrozen(window.assay),
    node: ["require", "process", "module", "Buffer", "global", "ipcRenderer", "electron"].filter(
      (name) => name in window,
    ),
  }));
  // Beside the names of the calls and the events, which grow with the app, the preload is small.
  const names = [...methodNames, ...eventNames].join(",").length;
  expect(statSync(join(root, "dist/preload/index.cjs")).size - names).toBeLessThan(1_536);
  expect(seen).toEqual({ bridge: [...Object.keys(contract), "on"].sort(), frozen: true, node: [] });
});

test("main's first file is small, and needs nothing of the rooms until it loads them", () => {
  const first = readFileSync(join(root, "dist/main/index.cjs"), "utf8");
  expect(first.length).toBeLessThan(20_000);
  const others = [...first.matchAll(/require\(["'`]\.\/([^"'`]+)["'`]\)/g)].map(([, file]) => file);
  expect(others.sort()).toEqual(["opened.cjs", "rolldown-runtime.cjs"]);
  expect(first).toMatch(/then\(\(\)\s*=>\s*require\(["'`]\.\/opened\.cjs/);
});

test("listeners get the payload only, and can be ended", async ({ start }) => {
  const { page } = await start();
  const heard = await page.evaluate(async () => {
    const calls: unknown[][] = [];
    const end = window.assay.on("settings.changed", (...values: unknown[]) => void calls.push(values));
    await window.assay["settings.set"]({ theme: "dark" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    end();
    await window.assay["settings.set"]({ theme: "system" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    return calls;
  });
  expect(heard).toEqual([[expect.objectContaining({ theme: "dark" })]]);
});

test("the page cannot leave, open windows, run foreign code or reach the network", async ({ start }) => {
  const app = await start();
  const { page, electron } = app;
  const address = page.url();
  expect(address).toMatch(/^app:\/\/assay\/index\.html/);
  const tried = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      violations.push(event.effectiveDirective),
    );
    const attempt = (work: () => void) => {
      try {
        work();
        return "taken";
      } catch {
        return "refused";
      }
    };
    const script = document.createElement("script");
    const inline = attempt(() => {
      script.text = "window.hacked = true";
    });
    const foreign = attempt(() => {
      script.src = "https://evil.example/x.js";
    });
    const markup = attempt(() => {
      document.body.innerHTML = "<b>markup</b>";
    });
    document.head.append(script);
    const fetched = await fetch("https://evil.example/").then(
      () => "reached",
      () => "refused",
    );
    const image = new Image();
    image.src = "https://evil.example/x.png";
    await new Promise((resolve) => {
      image.onerror = resolve;
      image.onload = resolve;
    });
    const evaluated = attempt(() => new Function("return 'ran'")());
    const opened = window.open("https://127.0.0.1:1/");
    return {
      inline,
      foreign,
      markup,
      fetched,
      evaluated,
      opened: opened === null,
      hacked: "hacked" in window,
      violations: [...new Set(violations)],
    };
  });
  expect(tried).toMatchObject({
    inline: "refused",
    foreign: "refused",
    markup: "refused",
    fetched: "refused",
    evaluated: "refused",
    opened: true,
    hacked: false,
  });
  expect(tried.violations).toEqual(expect.arrayContaining(["connect-src", "img-src"]));
  await page.evaluate(() => {
    location.href = "https://evil.example/";
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(address);
  expect(electron.windows()).toHaveLength(1);
  // The complaints are what this test provoked.
  app.complaints.length = 0;
});

test("a frame inside the page may not call", async ({ start }) => {
  const app = await start();
  const reached = await app.page.evaluate(async () => {
    const frame = document.createElement("iframe");
    frame.src = "app://assay/index.html";
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const inside = frame.contentWindow as (Window & typeof globalThis) | null;
    try {
      return inside?.assay ? await inside.assay["connections.list"]() : "no bridge";
    } catch {
      return "no bridge";
    }
  });
  expect([
    "no bridge",
    { ok: false, error: expect.objectContaining({ code: "sender_refused" }) },
  ]).toContainEqual(reached);
  app.complaints.length = 0;
});

test("on an older Electron the banner says so and stays", async ({ start }) => {
  const { page, electron } = await start();
  const version = await electron.evaluate(() => process.versions.electron);
  const banner = page.getByText(
    `unofficial Electron ${version}, no longer supported: sandbox and tests only`,
  );
  const official = await page.evaluate(async () => {
    const info = await window.assay["app.info"]();
    return info.ok && info.data.runtime.official;
  });
  await expect(banner).toHaveCount(official ? 0 : 1);
  if (!official) {
    for (const name of ["Home", "Deployments", "Chat", "Settings", "Integrations"]) {
      await page
        .getByRole("navigation", { name: "Sections" })
        .getByRole("link", { name, exact: true })
        .click();
      await expect(banner).toBeVisible();
    }
  }
});

test("a second start on the same profile raises the window instead of opening the data twice", async ({
  start,
  profile,
}) => {
  const first = await start();
  await expect(
    (async () => {
      const second = await start({ profile });
      return second.page.url();
    })(),
  ).rejects.toThrow();
  await expect(first.page.getByRole("heading", { level: 1 }).first()).toBeVisible();
});

test("a fault in the main process stops nothing, and no dialog stands in the way", async ({ start }) => {
  const { electron, page } = await start();
  await electron.evaluate(() => {
    setTimeout(() => {
      throw new Error("for the test");
    }, 10);
  });
  await page.waitForTimeout(200);
  const info = page.evaluate(() => window.assay["app.info"]());
  const late = page.waitForTimeout(3_000).then(() => "no answer");
  expect(await Promise.race([info, late])).toMatchObject({ ok: true });
});

test("a window off every screen is brought back, and takes a key pasted with the mouse, and with the keyboard alone", async ({
  start,
  profile,
}) => {
  const lost = { bounds: { x: 9000, y: -4000, width: 1280, height: 832 }, maximized: false };
  writeFileSync(join(profile, "settings.json"), JSON.stringify({ window: lost }));
  const { electron, page } = await start();
  const isSeen = await electron.evaluate(({ BrowserWindow, screen }) => {
    const { x, y } = BrowserWindow.getAllWindows()[0]?.getBounds() ?? { x: -1, y: -1 };
    const area = screen.getPrimaryDisplay().workArea;
    return x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height;
  });
  expect(isSeen).toBe(true);

  // A menu of the system's cannot be looked into: what would be shown is.
  await electron.evaluate(({ Menu, clipboard }) => {
    clipboard.writeText("a-key-of-the-test");
    Menu.prototype.popup = function () {
      (globalThis as unknown as { shown: Electron.Menu }).shown = this;
    };
  });
  const pick = (label: string) =>
    expect
      .poll(() =>
        electron.evaluate(({ BrowserWindow }, wanted) => {
          const holder = globalThis as unknown as { shown?: Electron.Menu | undefined };
          const item = holder.shown?.items.find((one) => one.label === wanted);
          const [window] = BrowserWindow.getAllWindows();
          if (item?.enabled !== true) return false;
          holder.shown = undefined;
          item.click(undefined, window, window?.webContents);
          return true;
        }, label),
      )
      .toBe(true);
  await section(page, "Integrations").click();
  await page.getByRole("tab", { name: "API Key" }).click();
  const field = page.getByLabel("API Key");
  await field.click({ button: "right" });
  await pick("Paste");
  await expect(field).toHaveValue("a-key-of-the-test");
  await field.fill("");
  await field.focus();
  await page.keyboard.press("Shift+F10");
  await pick("Paste");
  await expect(field).toHaveValue("a-key-of-the-test");
});
