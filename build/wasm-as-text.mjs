import { readFile } from "node:fs/promises";

/** Puts a WebAssembly module into a bundle as base64: one file that runs from any folder and from inside an archive. */
export const wasmAsText = () => ({
  name: "wasm-as-text",
  enforce: /** @type {const} */ ("pre"),
  load: {
    filter: { id: /\.wasm$/ },
    /** @param {string} id */
    async handler(id) {
      const base64 = (await readFile(id)).toString("base64");
      return { code: `export default ${JSON.stringify(base64)};`, map: null };
    },
  },
});
