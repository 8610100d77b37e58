import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";

/** Who may write anyway: the system, the administrators, and the services that Windows itself installs. */
const trusted = /^(SY|BA|S-1-5-18|S-1-5-32-544|S-1-5-80-\d[\d-]*)$/;

/** Rights by which a file's content, or who may change it, can be changed (Windows access mask format, SDDL strings). */
const rights = {
  file: { letters: /FA|FW|GA|GW|WD|WO|SD|DC|LC|RP/, bits: 0x500d0156 },
  // To add something to a folder changes nothing that is there; to delete from it does.
  folder: { letters: /FA|GA|GW|WD|WO|SD|DT/, bits: 0x500d0040 },
};

/**
 * Whether a security descriptor, as text (SDDL), lets ordinary users change a file, or what is in a folder. One that is
 * not understood does.
 */
export function letsOthersWrite(sddl: string, kind: keyof typeof rights): boolean {
  const owner = /^O:([A-Z]{2}|S-[\d-]+)/.exec(sddl)?.[1];
  const rules = /D:[A-Z]*((?:\([^()]*\))+)(?:S:.*)?$/.exec(sddl)?.[1];
  if (owner === undefined || rules === undefined || !trusted.test(owner)) return true;
  return [...rules.matchAll(/\(([^()]*)\)/g)].some(([, rule = ""]) => {
    const [type = "", flags = "", right = "", , , who = ""] = rule.split(";");
    if (type.startsWith("D") || flags.includes("IO") || trusted.test(who)) return false;
    if (type !== "A") return true;
    const isMask = /^0x/i.test(right);
    return isMask ? (Number(right) & rights[kind].bits) !== 0 : rights[kind].letters.test(right);
  });
}

const known = new Map<string, boolean>();

/** Whether ordinary users can write a file or a folder on Windows. Where that cannot be told, they can. Asked once for each state of it. */
export function isOpenOnWindows(path: string, kind: keyof typeof rights): boolean {
  try {
    const { mtimeMs, ctimeMs, size } = statSync(path);
    const key = [path, mtimeMs, ctimeMs, size].join("|");
    const open = known.get(key) ?? letsOthersWrite(descriptorOf(path), kind);
    known.set(key, open);
    return open;
  } catch {
    return true;
  }
}

function descriptorOf(path: string): string {
  const root = process.env.SystemRoot ?? "C:\\Windows";
  const shell = join(root, "System32\\WindowsPowerShell\\v1.0\\powershell.exe");
  const command = "(Get-Acl -LiteralPath $env:ASSAY_ASKED).Sddl";
  return execFileSync(shell, ["-NoProfile", "-NonInteractive", "-Command", command], {
    env: { SystemRoot: root, ASSAY_ASKED: path },
    encoding: "utf8",
    timeout: 10_000,
    maxBuffer: 65_536,
    stdio: ["ignore", "pipe", "ignore"],
    windowsHide: true,
  }).trim();
}
