import { join, normalize, sep } from "node:path";

/** The scheme and host the window's own pages are served from. */
export const scheme = "app";
export const startPage = `${scheme}://assay/index.html`;

/** Whether an address is one of our own pages. Parsed, never compared as text. */
export function isOwnPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === `${scheme}:` && url.host === "assay" && url.username === "" && url.password === "";
}

/** Whether an address may be handed to the person's browser: https, and no name or password in it. */
export function mayOpenOutside(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === "https:" && url.username === "" && url.password === "";
}

/** Whether an address may be handed on once the person has seen it in full: the web and e-mail, nothing that starts a program. */
export function mayOpenAsked(address: string): boolean {
  return URL.canParse(address) && /^(https?|mailto):$/.test(new URL(address).protocol);
}

/**
 * The file below `root` that one of our addresses stands for, or null for anything else:
 * another host, another scheme, a way out of the folder.
 */
export function fileFor(root: string, address: string): string | null {
  if (!isOwnPage(address)) return null;
  const path = decodedPath(new URL(address));
  if (path === null || path.includes("\0") || path.includes("\\")) return null;
  const file = normalize(join(root, path));
  return file.startsWith(root + sep) ? file : null;
}

function decodedPath(url: URL): string | null {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
}
