import { spawn } from "node:child_process";
import { posix, win32 } from "node:path";
import type { Computer, Program } from "./programs.ts";

/** How a program ended, and what it said until then. */
export type Run =
  | { ended: "itself"; code: number | null; said: string; complained: string }
  | { ended: "not_started" | "timed_out" | "said_too_much" | "cancelled" };

/** Milliseconds that a tool has: the Azure CLI needs several seconds on a slow computer, more behind a proxy. */
const usualTime = 30_000;

/** Characters of output; a token has a few thousand. */
const most = 100_000;

/** What a tool needs to find its own sign-in and the network. Nothing else of the app's environment reaches it. */
const passedOn = [
  ...["HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TMPDIR", "AZURE_CONFIG_DIR", "AZD_CONFIG_DIR"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"],
  // Where the Azure CLI is set to encrypt what it keeps, the desktop's keyring has the key.
  ...["XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"],
  ...["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"],
];
const passedOnWindows = [
  ...["SystemRoot", "SystemDrive", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "USERNAME"],
  ...["APPDATA", "LOCALAPPDATA", "ProgramData", "ProgramFiles", "TEMP", "TMP"],
];
/** Plain output, no telemetry, no look for updates (configuration pages of both tools). */
const always = {
  NO_COLOR: "1",
  AZURE_CORE_NO_COLOR: "true",
  AZURE_CORE_ONLY_SHOW_ERRORS: "true",
  AZURE_CORE_COLLECT_TELEMETRY: "false",
  AZURE_DEV_COLLECT_TELEMETRY: "no",
  AZD_SKIP_UPDATE_CHECK: "true",
};

/** The environment a program is run with. Its PATH has the system's own folders and the program's. */
export function environmentOf({ platform, env }: Computer, folder: string): Record<string, string> {
  const isWindows = platform === "win32";
  const path = isWindows
    ? [folder, win32.join(env.SystemRoot ?? "C:\\Windows", "System32")].join(win32.delimiter)
    : ["/usr/bin", "/bin", "/usr/sbin", "/sbin", folder].join(posix.delimiter);
  const kept = [...passedOn, ...(isWindows ? passedOnWindows : [])].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), ...always, PATH: path };
}

/**
 * Runs a program without a shell, with nothing to read, and gives what it said. It runs in its own folder: Python takes
 * modules from where it is started. Ended with all that it started after `milliseconds`, when it says too much, or when
 * the signal says so.
 */
export function runProgram(
  { file, first, folder }: Program,
  given: readonly string[],
  computer: Computer,
  { signal, milliseconds = usualTime }: { signal?: AbortSignal; milliseconds?: number } = {},
): Promise<Run> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve({ ended: "cancelled" });
    const isWindows = computer.platform === "win32";
    const child = spawn(file, [...first, ...given], {
      cwd: folder,
      env: environmentOf(computer, folder),
      shell: false,
      windowsHide: true,
      // A group of its own, so that what it has started ends with it.
      detached: !isWindows,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const texts = { said: "", complained: "" };

    const finish = (run: Run) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      if (run.ended !== "itself") killAll();
      resolve(run);
    };
    const killAll = () => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (isWindows || child.pid === undefined) {
        child.kill("SIGKILL");
        return;
      }
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended already.
      }
    };
    const cancel = () => finish({ ended: "cancelled" });
    const timer = setTimeout(() => finish({ ended: "timed_out" }), milliseconds);
    signal?.addEventListener("abort", cancel);

    const collect = (name: keyof typeof texts) => (text: string) => {
      texts[name] += text;
      if (texts[name].length > most) finish({ ended: "said_too_much" });
    };
    child.stdout.setEncoding("utf8").on("data", collect("said"));
    child.stderr.setEncoding("utf8").on("data", collect("complained"));
    child.on("error", () => finish({ ended: "not_started" }));
    child.on("close", (code) => finish({ ended: "itself", code, ...texts }));
  });
}
