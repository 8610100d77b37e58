import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { chromium, type Page } from "@playwright/test";
import { fuses } from "../../build/fuses.mjs";
import { rootFlags } from "../../build/root-electron.mjs";
import { expect, test } from "../e2e/app.ts";
import { evaluated, settingsOf, startEvaluation } from "../e2e/evaluating.ts";
import { type PackedApp, packApp } from "./packed.ts";

let packed: PackedApp;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  packed = await packApp();
});
test.afterAll(() => packed?.remove());

test("every fuse the program has is set as decided", async () => {
  const { version, ...wire } = await getCurrentFuseWire(packed.program);
  expect(version).toBe("1");
  const decided = Object.entries(fuses).map(([fuse, on]) => [
    FuseV1Options[Number(fuse)],
    on ? FuseState.ENABLE : FuseState.DISABLE,
  ]);
  const set = Object.entries(wire).map(([fuse, state]) => [FuseV1Options[Number(fuse)], state]);
  expect(set.length).toBeGreaterThanOrEqual(8);
  expect(Object.fromEntries(decided)).toMatchObject(Object.fromEntries(set));
});

test("the archive holds the built app and the database's module, and nothing else", () => {
  const files = listPackage(join(packed.resources, "app.asar"), { isPack: false }).map((file) =>
    file.replaceAll("\\", "/"),
  );
  expect(files).toEqual(
    expect.arrayContaining([
      "/package.json",
      "/dist/main/index.cjs",
      "/dist/preload/index.cjs",
      "/dist/renderer/index.html",
      "/dist/sandbox/process.cjs",
      "/dist/datasets/process.cjs",
      "/dist/evaluations/process.cjs",
      "/dist/graders/worker.cjs",
    ]),
  );
  const known = /^\/(package\.json|dist|node_modules(\/(@photostructure(\/sqlite)?|node-gyp-build))?)(\/|$)/;
  expect(files.filter((file) => !known.test(file))).toEqual([]);
  expect(files.filter((file) => /\.(map|[cm]?tsx?|cc?|cpp|h|gyp)$/.test(file))).toEqual([]);
  expect(files.filter((file) => file.endsWith(".node"))).toEqual([
    `/node_modules/@photostructure/sqlite/prebuilds/${process.platform}-${process.arch}/@photostructure+sqlite.glibc.node`,
  ]);
});

test("the native module lies outside the archive, where the system can load it", () => {
  const folder = join(packed.resources, "app.asar.unpacked/node_modules/@photostructure/sqlite/prebuilds");
  expect(readdirSync(folder)).toEqual([`${process.platform}-${process.arch}`]);
});

test("the packed app starts, shows its window, checks a dataset, and evaluates with it", async () => {
  const profile = mkdtempSync(join(tmpdir(), "assay-test-profile-"));
  const app = spawn(
    packed.program,
    [...rootFlags(), `--user-data-dir=${profile}`, "--remote-debugging-port=0"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = once(app, "exit");
  try {
    const browser = await chromium.connectOverCDP(await debuggingAddress(app));
    const [page] = browser.contexts().flatMap((context) => context.pages());
    if (!page) throw new Error("The packed app opened no window");
    await page.getByRole("heading", { level: 1 }).first().waitFor({ timeout: 20_000 });
    expect(page.url()).toMatch(/^app:\/\/assay\/index\.html/);
    expect(existsSync(join(profile, "assay.db"))).toBe(true);

    // In processes of their own, with the native module from the archive.
    page.setDefaultTimeout(20_000);
    await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Datasets" }).click();
    await page.getByRole("heading", { name: "Build datasets you can trust" }).waitFor();
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      document.body.dispatchEvent(
        new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }),
      );
    }, '{"messages":[{"role":"user","content":"What?"},{"role":"assistant","content":"Ore.<|endoftext|>"}]}');
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
    await button("Check").click();
    await button("Check again").waitFor();
    await page.getByRole("tab", { name: "Findings", exact: true }).click();
    await page.getByText("Forbidden token").waitFor();
    await evaluates(page);
    await browser.close();
  } finally {
    app.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
  }
});

/** Asks the sandbox about the dataset that is there, and grades here and by a script: processes and a worker of their own. */
async function evaluates(page: Page): Promise<void> {
  const source = "function grade({ answer }) { return answer.length > 0; }";
  const datasetId = await page.evaluate(async (source) => {
    await window.assay["connections.sandbox"]();
    await window.assay["evaluations.allowScript"]({ source });
    const all = await window.assay["datasets.list"]();
    return all.ok ? (all.data[0]?.id ?? "") : "";
  }, source);
  const settings = await settingsOf(page, datasetId);
  const graders = [
    ...settings.graders,
    { id: "script", name: "Says something", kind: "script" as const, source, passAt: null },
  ];
  const id = await startEvaluation(page, { ...settings, graders });
  expect((await evaluated(page, id)).progress.answers).toMatchObject({ done: 2, failed: 0 });
  const scores = await page.evaluate(async (id) => {
    const read = await window.assay["evaluationVerdicts.verdict"]({ id, baseline: null, lead: null });
    return read.ok ? read.data.scores.map(({ graderId, mean }) => [graderId, mean?.value]) : read.error;
  }, id);
  expect(scores).toEqual([
    ...[
      ["same", 0],
      ["same", 0],
    ],
    ...[
      ["script", 1],
      ["script", 1],
    ],
  ]);
}

/** The address Chromium writes to stderr once it listens. */
function debuggingAddress(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    app.stderr?.on("data", (bytes: Buffer) => {
      said += bytes;
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
    app.once("exit", (code) => reject(new Error(`The packed app ended with ${code}: ${said}`)));
  });
}
