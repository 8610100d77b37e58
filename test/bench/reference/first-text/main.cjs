const { app, BrowserWindow, ipcMain, net } = require("electron");
const { join } = require("node:path");

/** The least between socket and screen: main fetches with the same stack, the page writes what comes. */
app.whenReady().then(() => {
  const webPreferences = {
    preload: join(__dirname, "preload.cjs"),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  };
  const window = new BrowserWindow({ width: 1280, height: 832, show: false, webPreferences });
  window.once("ready-to-show", () => window.show());
  window.loadFile(join(__dirname, "page.html"));
  ipcMain.on("ask", async (_event, url) => {
    const response = await net.fetch(url, { method: "POST", body: "{}" });
    const decoder = new TextDecoder();
    for await (const bytes of response.body ?? [])
      window.webContents.send("text", decoder.decode(bytes, { stream: true }));
  });
});
app.on("window-all-closed", () => app.quit());
