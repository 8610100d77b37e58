import { EventEmitter } from "node:events";

/**
 * Electron as the unit tests see it: enough of each module to drive our own code, and a record of what it did.
 * No Electron binary is needed, and nothing here reaches the network.
 */
export const calls: string[] = [];

class FakeApp extends EventEmitter {
  readonly commandLine = { hasSwitch: () => false };
  enableSandbox() {
    calls.push("enableSandbox");
  }
  whenReady() {
    calls.push("whenReady");
    return Promise.resolve();
  }
  requestSingleInstanceLock() {
    return true;
  }
  getAppPath() {
    return "/app";
  }
  getPath(name: string) {
    if (name !== "userData") throw new Error(`Nobody expected getPath(${name})`);
    return process.env.ASSAY_TEST_PROFILE ?? "/profile";
  }
  isPackaged = false;
  configureHostResolver(options: { secureDnsMode: string }) {
    calls.push(`secureDnsMode ${options.secureDnsMode}`);
  }
  getVersion() {
    return "0.0.0";
  }
  quit() {}
  exit() {}
}
export const app = new FakeApp();

type Call = (event: unknown, ...values: unknown[]) => unknown;
class FakeIpcMain extends EventEmitter {
  readonly handlers = new Map<string, Call>();
  handle(channel: string, call: Call) {
    this.handlers.set(channel, call);
  }
}
export const ipcMain = new FakeIpcMain();

export class FakeContents extends EventEmitter {
  destroyed = false;
  readonly sent: unknown[][] = [];
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  readonly session = {};
  url = "app://assay/index.html";
  isDestroyed() {
    return this.destroyed;
  }
  getURL() {
    return this.url;
  }
  send(...values: unknown[]) {
    this.sent.push(values);
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.openHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  static fromWebContents(contents: FakeContents) {
    return BrowserWindow.all.find(({ webContents }) => webContents === contents) ?? null;
  }
  static getAllWindows() {
    return BrowserWindow.all;
  }
  readonly webContents = new FakeContents();
  readonly options: unknown;
  destroyed = false;
  loaded: string | null = null;
  constructor(options: unknown) {
    super();
    calls.push("BrowserWindow");
    this.options = options;
    BrowserWindow.all.push(this);
  }
  isDestroyed() {
    return this.destroyed;
  }
  loadURL(url: string) {
    this.loaded = url;
    return Promise.resolve();
  }
  show() {}
  maximize() {}
  isMaximized() {
    return false;
  }
  isFullScreen() {
    return false;
  }
  isMinimized() {
    return false;
  }
  bounds = { x: 0, y: 0, width: 1280, height: 832 };
  getNormalBounds() {
    return this.bounds;
  }
  getBounds() {
    return this.bounds;
  }
  setBounds(bounds: typeof this.bounds) {
    this.bounds = bounds;
  }
  setBackgroundColor() {}
  setTitleBarOverlay() {}
}

export const powerMonitor = new EventEmitter();

class FakeNativeTheme extends EventEmitter {
  themeSource = "system";
  shouldUseDarkColors = false;
}
export const nativeTheme = new FakeNativeTheme();

export const protocol = {
  privileged: [] as unknown[],
  registerSchemesAsPrivileged(schemes: unknown[]) {
    calls.push("registerSchemesAsPrivileged");
    protocol.privileged.push(...schemes);
  },
  /** The first page has asked for its script and its styles as soon as there is a way to. */
  registerFileProtocol(_scheme: string, serve: (request: object, answer: () => void) => void) {
    for (const file of ["main.js", "main.css"])
      serve({ url: `app://assay/assets/${file}`, method: "GET" }, () => {});
  },
};

export const opened: string[] = [];
export const shell = {
  openExternal(url: string) {
    opened.push(url);
    return Promise.resolve();
  },
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler() {},
    setPermissionCheckHandler() {},
    setDevicePermissionHandler() {},
  },
};
class FakeScreen extends EventEmitter {
  displays = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];
  getAllDisplays() {
    return this.displays;
  }
}
export const screen = new FakeScreen();
export const Menu = { setApplicationMenu() {}, buildFromTemplate: (template: unknown) => template };
export const clipboard = { writeText() {} };
export const dialog = {
  /** What was asked, and the number of the button that is pressed for the person. */
  asked: [] as { message: string; buttons: string[]; defaultId: number }[],
  press: 0,
  showErrorBox() {},
  showMessageBox(_window: unknown, options: { message: string; buttons: string[]; defaultId: number }) {
    dialog.asked.push(options);
    return Promise.resolve({ response: dialog.press });
  },
};
export const net = { fetch: globalThis.fetch };
export const utilityProcess = {
  fork(): never {
    throw new Error("Unit tests start no process");
  },
};

/** A keyring whose behaviour a test sets. Ciphertext is the tag, then the text reversed. */
export class FakeSafeStorage {
  available = true;
  backend = "gnome_libsecret";
  tag = "v11";
  opens = true;
  isEncryptionAvailable() {
    return this.available;
  }
  getSelectedStorageBackend() {
    return this.backend;
  }
  encryptString(text: string) {
    if (!this.available) throw new Error("Encryption is not available");
    return Buffer.from(this.tag + [...text].reverse().join(""));
  }
  decryptString(ciphertext: Buffer) {
    if (!this.opens) throw new Error("Error while decrypting the ciphertext");
    return [...ciphertext.toString().slice(3)].reverse().join("");
  }
}

/** The asynchronous calls of Electron 42 and newer, over the same behaviour. */
export class FakeAsyncSafeStorage extends FakeSafeStorage {
  outdated = false;
  isAsyncEncryptionAvailable() {
    return Promise.resolve(this.available);
  }
  async encryptStringAsync(text: string) {
    return this.encryptString(text);
  }
  async decryptStringAsync(ciphertext: Buffer) {
    return { result: this.decryptString(ciphertext), shouldReEncrypt: this.outdated };
  }
}
export const safeStorage = new FakeSafeStorage();

/** electron-store takes the whole module. */
export default { app, ipcMain, shell };

/** What the preload has put into the page, by name. */
export const exposed = new Map<string, unknown>();
export const contextBridge = {
  exposeInMainWorld: (name: string, api: unknown) => void exposed.set(name, api),
};

/** What the preload has asked main for: the channel, and what was sent. */
export const invoked: unknown[][] = [];
export const ipcRenderer = {
  on() {},
  invoke: async (...values: unknown[]) => void invoked.push(values),
};

/** Where files lie, by their names; others lie nowhere. */
export const paths = new Map<string, string>();
export const webUtils = { getPathForFile: ({ name }: File) => paths.get(name) ?? "" };
