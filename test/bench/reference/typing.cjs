const { Module } = require("node:module");

/**
 * Loaded into the main process of either side before its own code: types into the page as soon as there is one, until
 * it takes a key press, then prints when that was (milliseconds since the epoch) and what had been loaded, and ends.
 */
const interval = 4;
const listener = `addEventListener("input", () => typed(String(performance.timeOrigin + performance.now())), true)`;

/** @param {import("electron").App} app */
function watch(app) {
  app.on("web-contents-created", (_event, contents) => {
    const { debugger: inspector } = contents;
    /** @type {NodeJS.Timeout | null} */
    let timer = null;
    inspector.attach("1.3");
    /** @param {string} method @param {object} [parameters] */
    const send = (method, parameters) => void inspector.sendCommand(method, parameters).catch(() => {});
    const type = () => send("Input.dispatchKeyEvent", { type: "char", text: "x" });
    inspector.on("message", (_message, method, { name, payload }) => {
      if (method !== "Runtime.bindingCalled" || name !== "typed") return;
      if (timer) clearInterval(timer);
      report(Number(payload));
      app.exit(0);
    });
    send("Runtime.enable");
    // No window manager gives the focus on a virtual display.
    send("Emulation.setFocusEmulationEnabled", { enabled: true });
    // A key press before there is a document would never be answered, nor any after it.
    contents.once("dom-ready", () => {
      send("Runtime.addBinding", { name: "typed" });
      send("Runtime.evaluate", { expression: listener });
      timer = setInterval(type, interval);
    });
  });
}

/** @param {number} at */
function report(at) {
  const { moduleLoadList } = /** @type {{ moduleLoadList: string[] }} */ (/** @type {unknown} */ (process));
  const loaded = { builtIn: moduleLoadList.length, files: Object.keys(require.cache) };
  process.stdout.write(`${JSON.stringify({ at, ...loaded })}\n`);
}

/** Electron's own module is not there yet; the app is watched from the first time it is asked for. */
const modules = /** @type {{ _load(...request: unknown[]): unknown }} */ (/** @type {unknown} */ (Module));
const load = modules._load;
if (process.type === "browser") {
  modules._load = (...request) => {
    const loaded = load.apply(modules, request);
    if (request[0] === "electron") {
      modules._load = load;
      watch(/** @type {typeof import("electron")} */ (loaded).app);
    }
    return loaded;
  };
}
