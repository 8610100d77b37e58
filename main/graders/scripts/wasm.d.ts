declare module "quickjs-wasi/quickjs.wasm" {
  /** The module's bytes in base64 (build/wasm-as-text.mjs). */
  const base64: string;
  export default base64;
}
