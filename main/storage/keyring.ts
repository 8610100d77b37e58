import type { SafeStorage } from "electron";
import type { Protection } from "../../preload/contract/app.ts";

/** The system's way of encrypting, behind what the app needs of it. */
export interface Keyring {
  protection(): Promise<Protection>;
  encrypt(text: string): Promise<Buffer>;
  /** The text, and whether it should be encrypted again because the system's key has changed. Rejects if it cannot be opened. */
  decrypt(ciphertext: Buffer): Promise<{ text: string; outdated: boolean }>;
}

/** Chromium's tag of text encrypted with its built-in password, which protects nothing on Linux. */
const weakTag = "v10";

/**
 * Electron's safeStorage: the asynchronous calls where the runtime has them, else the synchronous ones.
 * On Linux "available" does not mean protected: without a keyring the asynchronous calls fall back to a fixed
 * password (components/os_crypt/async/browser/posix_key_provider.cc), so a probe's tag is looked at too.
 */
export function systemKeyring(safeStorage: SafeStorage, platform: NodeJS.Platform): Keyring {
  const modern = typeof safeStorage.encryptStringAsync === "function";
  const available = async () =>
    modern ? safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable();
  const encrypt = async (text: string) =>
    modern ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text);

  const backendName = () => {
    if (platform === "darwin") return "keychain";
    if (platform === "win32") return "dpapi";
    return safeStorage.getSelectedStorageBackend();
  };

  const isProtected = async (backend: string) => {
    if (!(await available())) return false;
    if (platform !== "linux") return true;
    if (backend === "basic_text") return false;
    return (await encrypt("probe")).subarray(0, weakTag.length).toString("latin1") !== weakTag;
  };

  const look = async (): Promise<Protection> => {
    const backend = backendName();
    const mode = (await isProtected(backend).catch(() => false)) ? "encrypted" : "session";
    return { mode, backend };
  };
  let looked: Promise<Protection> | null = null;

  return {
    protection: () => {
      looked ??= look();
      return looked;
    },
    encrypt,
    decrypt: async (ciphertext) => {
      if (!modern) return { text: safeStorage.decryptString(ciphertext), outdated: false };
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(ciphertext);
      return { text: result, outdated: shouldReEncrypt };
    },
  };
}
