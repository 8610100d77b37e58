import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron as electron } from "playwright";
import { hostsAsked, isThisComputer, netLogSwitch } from "./net-log.mjs";
import { showTheme, themes } from "./theme.mjs";
import { datasets } from "./tour-datasets.mjs";
import { evaluations } from "./tour-evaluations.mjs";
import { fineTuning } from "./tour-fine-tuning.mjs";
import { guided } from "./tour-guide.mjs";
import { registeredModels } from "./tour-models.mjs";
import { goTo } from "./tour-page.mjs";
import { votes } from "./tour-votes.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const viewport = { width: 1280, height: 832 };

/** @typedef {{ name: string, ok: boolean, saw: string, ms: number }} Step */
/** @typedef {import("playwright").Page} Page */
/** @typedef {import("./tour-page.mjs").Tour} Tour */

/**
 * Drives the app through its main job on the sandbox, and takes a picture of every screen in both themes.
 * Writes tour.json and the pictures into `folder`; gives the steps, in order. A step after a failed one is still tried.
 * @param {string} folder @param {string} executablePath
 * @returns {Promise<Step[]>}
 */
export async function takeTour(folder, executablePath) {
  const to = resolve(folder);
  mkdirSync(to, { recursive: true });
  // An old report must not stand for this tour, should it end early.
  rmSync(join(to, "tour.json"), { force: true });
  /** @type {Step[]} */
  const steps = [];
  await onNewProfile(executablePath, ["--demo"], (page) => mainJob(startTour(page, to, steps)), steps);
  await onNewProfile(executablePath, [], (page) => firstStart(startTour(page, to, steps)), steps);
  await onNewProfile(executablePath, [], (page) => registeredModels(startTour(page, to, steps)), steps);
  await onNewProfile(executablePath, [], (page) => guided(startTour(page, to, steps)), steps);
  await onNewProfile(executablePath, ["--demo"], (page) => votes(startTour(page, to, steps)), steps);
  await onNewProfile(executablePath, [], (page) => datasets(startTour(page, to, steps)), steps);
  await onNewProfile(executablePath, ["--demo"], (page) => fineTuning(startTour(page, to, steps)), steps);
  await onNewProfile(executablePath, ["--demo"], (page) => evaluations(startTour(page, to, steps)), steps);
  writeFileSync(join(to, "tour.json"), `${JSON.stringify({ steps }, null, 2)}\n`);
  return steps;
}

/**
 * Starts the app on a profile that is deleted afterwards. An app that does not start is a failed step.
 * @param {string} executablePath @param {string[]} options
 * @param {(page: Page) => Promise<void>} work @param {Step[]} steps
 */
async function onNewProfile(executablePath, options, work, steps) {
  const profile = mkdtempSync(join(tmpdir(), "assay-tour-"));
  const netLog = join(profile, "net-log.json");
  try {
    const app = await electron.launch({
      executablePath,
      args: [`--user-data-dir=${profile}`, netLogSwitch(netLog), root, ...options],
      // Else Playwright would pretend a light system, whatever the app sets.
      colorScheme: null,
      env: { .../** @type {Record<string, string>} */ (process.env), ...pictureFonts(profile) },
    });
    try {
      const page = await app.firstWindow();
      await page.setViewportSize(viewport);
      page.setDefaultTimeout(15_000);
      await work(page);
    } finally {
      await app.close().catch(() => {});
    }
    const outside = hostsAsked(netLog).filter((host) => !isThisComputer(host));
    const saw = outside.join(", ") || "only this computer";
    tell(steps, { name: "ask nobody outside this computer", ok: outside.length === 0, saw, ms: 0 });
  } catch (error) {
    tell(steps, { name: "start the app", ok: false, saw: String(error), ms: 0 });
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {Step[]} steps @param {Step} done */
function tell(steps, done) {
  steps.push(done);
  const { name, ok, saw, ms } = done;
  console.error(`${ok ? "ok    " : "FAILED"} ${name} (${ms} ms): ${saw}`);
}

/**
 * On a Linux without a desktop the system font is whatever comes first; the pictures take Inter and JetBrains Mono where
 * they are installed.
 * @param {string} folder @returns {Record<string, string>}
 */
function pictureFonts(folder) {
  if (process.platform !== "linux") return {};
  const prefer = (/** @type {string} */ family, /** @type {string} */ font) =>
    `<match target="pattern"><test name="family"><string>${family}</string></test>` +
    `<edit name="family" mode="prepend" binding="strong"><string>${font}</string></edit></match>`;
  const file = join(folder, "fonts.conf");
  const rules = [
    prefer("system-ui", "Inter"),
    prefer("sans-serif", "Inter"),
    prefer("monospace", "JetBrains Mono"),
  ];
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>${rules.join("")}</fontconfig>
`,
  );
  return { FONTCONFIG_FILE: file };
}

/** @param {Page} page @param {string} folder @param {Step[]} steps @returns {Tour} */
function startTour(page, folder, steps) {
  return {
    page,
    step: async (name, work) => {
      const begun = performance.now();
      /** @param {boolean} ok @param {string} saw */
      const done = (ok, saw) => {
        tell(steps, { name, ok, saw, ms: Math.round(performance.now() - begun) });
      };
      try {
        done(true, await work());
      } catch (error) {
        done(false, error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
      }
    },
    picture: async (screen) => {
      for (const theme of themes) {
        await showTheme(page, theme);
        await page.screenshot({ path: join(folder, `${screen}-${theme}.png`) });
      }
    },
  };
}

/** What the app shows before anything is connected. @param {Tour} tour */
async function firstStart({ page, step, picture }) {
  await step("see a first start", async () => {
    const heading = await page.getByRole("heading", { level: 1 }).first().innerText();
    await picture("first-start");
    for (const [section, screen] of /** @type {const} */ ([
      ["Chat", "chat-empty"],
      ["Models", "models-empty"],
      ["Deployments", "deployments-empty"],
    ])) {
      await goTo(page, section);
      await picture(screen);
    }
    return heading;
  });
}

/** @param {Tour} tour */
async function mainJob({ page, step, picture }) {
  const go = (/** @type {string} */ name) => goTo(page, name);
  const row = page
    .getByRole("row")
    .filter({ has: page.getByText("gpt-4.1-mini", { exact: true }) })
    .first();
  const answers = page.getByRole("article", { name: /^Answer/ });
  const stop = page.getByRole("button", { name: "Stop" });
  const lastAnswer = async () => (await answers.last().innerText()).trim();
  const send = async (/** @type {string} */ text) => {
    await page.getByRole("textbox", { name: "Message" }).fill(text);
    await page.getByRole("button", { name: "Send" }).click();
  };
  const ended = () => stop.waitFor({ state: "hidden", timeout: 60_000 });
  const grown = (/** @type {number} */ length) =>
    page.waitForFunction(
      (least) => ([...document.querySelectorAll("article")].at(-1)?.textContent ?? "").length > least,
      length,
    );
  let whole = "";
  let half = "";

  await step("open", async () => {
    const heading = await page.getByRole("heading", { level: 1 }).first().innerText();
    await picture("home");
    return heading;
  });
  await step("see the connection", async () => {
    await go("Integrations");
    await page.getByRole("link", { name: /^Sandbox/ }).click();
    const seen = await page
      .getByText(/^http:\/\/127\.0\.0\.1:\d+/)
      .first()
      .innerText();
    await picture("connection");
    return seen;
  });
  await step("see how to connect", async () => {
    await page.getByRole("link", { name: /^Microsoft Foundry/ }).click();
    await picture("integrations-oauth");
    await page.getByRole("tab", { name: "API Key" }).click();
    await page.getByLabel("Endpoint URL").fill("https://contoso.services.ai.azure.com/api/projects/assay");
    await page.getByText("Understood as").waitFor();
    await picture("integrations-key");
    return "the API Key and OAuth tabs";
  });
  await step("see an error", async () => {
    await page.getByLabel("Endpoint URL").fill(`http://127.0.0.1:${await closedPort()}`);
    await page.getByLabel("API Key").fill("not-a-key");
    await page.getByRole("button", { name: "Connect" }).click();
    const title = page.getByText(/^No server is running/).first();
    await title.waitFor();
    await picture("error");
    return title.innerText();
  });
  await step("see its help beside it", async () => {
    await page.getByRole("main").getByRole("link", { name: "Help", exact: true }).click();
    const article = page.getByRole("complementary", { name: "Help" }).getByRole("article");
    await article.waitFor();
    await picture("error-help");
    return (await article.getAttribute("aria-label")) ?? "";
  });
  await step("see a gateway that has to be confirmed", async () => {
    await page.getByLabel("Endpoint URL").fill("https://gateway.contoso.example/team/openai/v1");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("button", { name: "Confirm this gateway" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await picture("gateway");
    const text = await dialog.innerText();
    await page.keyboard.press("Escape");
    return text.split("\n")[0] ?? "";
  });
  await step("list deployments", async () => {
    await go("Deployments");
    await row.waitFor();
    const count = await page.getByRole("row").count();
    return `${count - 1} deployments`;
  });
  await step("pick one", async () => {
    await row.click();
    if ((await row.getAttribute("aria-selected")) !== "true") throw new Error("The row is not selected");
    await picture("deployments");
    return (await row.innerText()).replace(/\s+/g, " ");
  });
  await step("stream an answer", async () => {
    await send("How does a fire assay work? Answer with a numbered list and a short Python code example");
    await stop.waitFor();
    await ended();
    whole = await lastAnswer();
    if (whole.length < 200) throw new Error(`The answer is too short: ${whole}`);
    await picture("chat");
    return `${whole.length} characters`;
  });
  await step("see instructions, the palette and a sample", async () => {
    await page.getByRole("button", { name: "Instructions and parameters" }).click();
    await picture("chat-options");
    await page.getByRole("button", { name: "Instructions and parameters" }).click();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Commands" }).waitFor();
    await picture("palette");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Same request as" }).click();
    await page.getByRole("menuitem", { name: "Python" }).click();
    await page.getByText("AzureOpenAI").first().waitFor();
    await picture("sample");
    await page.keyboard.press("Escape");
    return "options, palette and sample";
  });
  await step("stop a second one half-way", async () => {
    await send("Write 3000 words about cupellation");
    await grown(300);
    await picture("chat-answering");
    await stop.click();
    await ended();
    half = await lastAnswer();
    if (!half.includes("Stopped")) throw new Error("The answer is not marked as stopped");
    return `${half.length} characters, marked as stopped`;
  });
  await step("reload and find both", async () => {
    await page.reload();
    await answers.nth(1).waitFor();
    const [first, second] = [(await answers.nth(0).innerText()).trim(), await lastAnswer()];
    if (first !== whole || second !== half) throw new Error("The answers are not what they were");
    return "both answers, unchanged";
  });
  await step("search the help", async () => {
    await page.keyboard.press("F1");
    const search = page.getByRole("combobox", { name: "Search the help" });
    await search.fill("role");
    await page.getByRole("option").first().waitFor();
    const count = await page.getByRole("option").count();
    await search.press("Enter");
    const title = await page.getByRole("heading", { level: 1 }).innerText();
    await picture("help-search");
    await search.fill("");
    await page
      .getByRole("navigation", { name: "Topics" })
      .getByRole("link", { name: "Which method?" })
      .click();
    await page.getByRole("table").waitFor();
    await picture("help");
    return `${count} found, first: ${title}`;
  });
  await step("see the settings", async () => {
    await go("Settings");
    await page
      .getByText(/Chromium \d+/)
      .first()
      .waitFor();
    await picture("settings");
    return (
      await page
        .getByText(/Chromium \d+/)
        .first()
        .innerText()
    ).trim();
  });
}

/** A port of this computer that nothing listens on. @returns {Promise<number>} */
async function closedPort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
