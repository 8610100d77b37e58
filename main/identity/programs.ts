import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { posix, win32 } from "node:path";
import type { CommandLine } from "../../preload/contract/identity.ts";

/** A program that may be run: nobody but this person and the system's administrators can have put it there. */
export interface Program {
  /** An absolute path without links. */
  file: string;
  /** Arguments that come before all others. */
  first: readonly string[];
  /** The folder it was found in, where its helpers lie. */
  folder: string;
}

/** What a search depends on. */
export interface Computer {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
}

const commands: Record<CommandLine, string> = { azure_cli: "az", azure_developer_cli: "azd" };

/** Where the installers of both tools put them (Azure CLI and Azure Developer CLI installation pages). */
const installed: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ["/usr/bin", "/usr/local/bin", "/opt/microsoft/azd", "/home/linuxbrew/.linuxbrew/bin"],
  darwin: ["/opt/homebrew/bin", "/usr/local/bin"],
};

/**
 * Finds a tool where its installer puts it, then in what PATH names. Relative entries are passed over, and so is whatever
 * other users can write to. Null where it is not there.
 */
export function findProgram(tool: CommandLine, { platform, env }: Computer): Program | null {
  if (platform === "win32") return onWindows(tool, env);
  const named = env.PATH?.split(posix.delimiter).filter((folder) => posix.isAbsolute(folder)) ?? [];
  for (const folder of [...(installed[platform] ?? []), ...named]) {
    const program = runnable(folder, commands[tool], platform);
    if (program) return program;
  }
  return null;
}

/**
 * On Windows only the installers' own folders count, since who may write to another is not told by Node. The Azure CLI is
 * a batch file there, which only a shell could run: what it starts itself, its own Python, is run in its place.
 */
function onWindows(tool: CommandLine, env: NodeJS.ProcessEnv): Program | null {
  const { ProgramFiles: files, "ProgramFiles(x86)": older, LOCALAPPDATA: own } = env;
  const places =
    tool === "azure_cli"
      ? [files, older].map((root) => root && win32.join(root, "Microsoft SDKs\\Azure\\CLI2\\python.exe"))
      : [
          files && win32.join(files, "Azure Dev CLI\\azd.exe"),
          own && win32.join(own, "Programs\\Azure Dev CLI\\azd.exe"),
        ];
  const file = places.find((place) => place && win32.isAbsolute(place) && isFile(place));
  const first = tool === "azure_cli" ? ["-IBm", "azure.cli"] : [];
  return file ? { file, first, folder: win32.dirname(file) } : null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A program in a folder, where nobody else can change it, what lies beside it, or the way to it; null otherwise. */
function runnable(named: string, command: string, platform: NodeJS.Platform): Program | null {
  try {
    const folder = realpathSync(named);
    const file = realpathSync(posix.join(folder, command));
    accessSync(file, constants.X_OK);
    const isSafe =
      isFile(file) &&
      isOurs(file, platform) &&
      [folder, posix.dirname(file)].every((one) => isSafeFolder(one, platform));
    return isSafe ? { file, first: [], folder } : null;
  } catch {
    return null;
  }
}

function isSafeFolder(folder: string, platform: NodeJS.Platform): boolean {
  // In a folder like /tmp everybody may write, but nobody can replace what is another's.
  const isSticky = (path: string) => (statSync(path).mode & 0o1000) !== 0 && statSync(path).uid === 0;
  const above = (path: string): string[] =>
    posix.dirname(path) === path ? [] : [posix.dirname(path), ...above(posix.dirname(path))];
  return isOurs(folder, platform) && above(folder).every((path) => isOurs(path, platform) || isSticky(path));
}

/** Whether only this person and administrators can write to a path. */
function isOurs(path: string, platform: NodeJS.Platform): boolean {
  const { mode, uid, gid } = statSync(path);
  const self = process.getuid?.();
  // The administrators' group on macOS, and the group that a person has for themselves on Linux.
  const isOwnGroup =
    gid === 0 || (platform === "darwin" ? gid === 80 : gid === self && gid === process.getgid?.());
  const othersCannot = (mode & 0o002) === 0 && ((mode & 0o020) === 0 || isOwnGroup);
  return (uid === 0 || uid === self) && othersCannot;
}
