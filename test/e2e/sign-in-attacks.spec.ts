import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ElectronApplication, Page } from "@playwright/test";
import { test as base, expect, openSignIn } from "./entra.ts";
import { section } from "./steps.ts";

/** Another program on this computer, and all that it was sent. */
const test = base.extend<{ neighbour: { port: number; heard: string[] } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
  neighbour: async ({}, use) => {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      heard.push(`${request.method} ${request.url}`);
      response.end();
    });
    server.on("upgrade", (request, socket) => {
      heard.push(`upgrade ${request.url}`);
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await use({ port: (server.address() as AddressInfo).port, heard });
    server.close();
  },
});
test.skip(process.platform !== "linux", "A trust store for one test can be had on Linux only.");

const windows = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({ title: window.getTitle(), ...window.getBounds() })),
  );

async function goTo(window: Page, address: string): Promise<void> {
  await window.evaluate((to) => {
    location.href = to === "blob:" ? URL.createObjectURL(new Blob(["x"], { type: "text/html" })) : to;
  }, address);
  await window.waitForTimeout(300);
}

test("a hostile page reaches no other program on this computer, no file, no permission and no download", async ({
  start,
  env,
  neighbour,
}) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  const window = await openSignIn(electron, page);
  const at = window.url();
  const there = `http://127.0.0.1:${neighbour.port}`;
  const ways = [
    `${there}/page`,
    `http://localhost:${neighbour.port}/page`,
    "app://assay/index.html",
    "file:///etc/passwd",
    "mailto:a@contoso.example",
    "blob:",
    "data:text/html,x",
    "chrome://gpu",
  ];
  for (const way of ways) {
    await goTo(window, way);
    expect([way, window.url()]).toEqual([way, at]);
  }

  const download = window.waitForEvent("download", { timeout: 4_000 }).then(
    () => "downloaded",
    () => "refused",
  );
  const allowed = await window.evaluate(
    async ({ there, ways }) => {
      const allowed: string[] = [];
      const attempt = async (name: string, work: () => unknown) => {
        try {
          await work();
          allowed.push(name);
        } catch {}
      };
      const settled = (element: HTMLElement | WebSocket) =>
        new Promise((resolve, reject) => {
          for (const name of ["load", "open"]) element.addEventListener(name, resolve);
          element.addEventListener("error", reject);
        });
      await attempt("fetch", () => fetch(`${there}/fetch`, { mode: "no-cors" }));
      await attempt("post", () => fetch(`${there}/post`, { mode: "no-cors", method: "POST", body: "x" }));
      await attempt("file", () => fetch("file:///etc/passwd", { mode: "no-cors" }));
      await attempt("own pages", () => fetch("app://assay/index.html", { mode: "no-cors" }));
      await attempt("image", () => settled(Object.assign(new Image(), { src: `${there}/image` })));
      await attempt("socket", () => settled(new WebSocket(`${there.replace("http", "ws")}/socket`)));
      navigator.sendBeacon(`${there}/beacon`, "x");
      for (const way of ways) {
        const frame = document.createElement("iframe");
        frame.src = way;
        document.body.append(frame);
        if (globalThis.open(way)) allowed.push(`window ${way}`);
      }
      await attempt("clipboard", () => navigator.clipboard.writeText("x"));
      await attempt("clipboard's text", () => navigator.clipboard.readText());
      await attempt("screen", () => navigator.mediaDevices.getDisplayMedia());
      await attempt("full screen", () => document.documentElement.requestFullscreen());
      await attempt("notifications", async () => {
        if ((await Notification.requestPermission()) !== "granted") throw new Error("refused");
      });
      const link = Object.assign(document.createElement("a"), { download: "x.exe" });
      link.href = URL.createObjectURL(new Blob(["x"]));
      document.body.append(link);
      link.click();
      return allowed;
    },
    { there, ways },
  );
  expect(await download).toBe("refused");
  expect(allowed).toEqual([]);
  expect(neighbour.heard).toEqual([]);
  expect(await windows(electron)).toHaveLength(2);
});

test("a hostile page cannot pass for another host, nor move over the app", async ({ start, env, entra }) => {
  const { electron, page } = await start({ env });
  await section(page, "Integrations").click();
  const window = await openSignIn(electron, page);
  const [before] = await windows(electron);
  const { host, port } = new URL(entra.authority);
  expect(before?.title).toBe(`Sign in: ${host}`);
  await window.evaluate(() => {
    document.title = "Sign in: login.microsoftonline.com";
    moveTo(0, 0);
    resizeTo(2_000, 2_000);
  });
  await window.waitForTimeout(300);
  expect((await windows(electron))[0]).toEqual(before);
  // A page without a title, on another host.
  await goTo(window, `https://127.0.0.1:${port}/jwks`);
  await expect.poll(async () => (await windows(electron))[0]?.title).toBe(`Sign in: 127.0.0.1:${port}`);
});
