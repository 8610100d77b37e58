/** Filled in by the build: this app's version, and the Electron it is made for. */
declare const __APP_VERSION__: string;
declare const __ELECTRON_VERSION__: string;
