const { contextBridge, ipcRenderer } = require("electron");

contextBridge.exposeInMainWorld("reference", {
  ask: (/** @type {string} */ url) => ipcRenderer.send("ask", url),
  onText: (/** @type {(text: string) => void} */ listener) =>
    void ipcRenderer.on("text", (_event, text) => listener(text)),
});
