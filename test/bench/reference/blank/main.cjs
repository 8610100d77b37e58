const { app, BrowserWindow } = require("electron");
const { join } = require("node:path");

/** A window with an empty page, into which a bench puts what it measures. */
app.whenReady().then(() => {
  const webPreferences = { sandbox: true, contextIsolation: true, nodeIntegration: false };
  const window = new BrowserWindow({ width: 1280, height: 832, show: false, webPreferences });
  window.once("ready-to-show", () => window.show());
  window.loadFile(join(__dirname, "page.html"));
});
app.on("window-all-closed", () => app.quit());
