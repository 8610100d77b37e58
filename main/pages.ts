import { extname } from "node:path";
import { type ProtocolResponse, protocol } from "electron";
import { fileFor, scheme } from "./address.ts";

/** What a page of ours may do: run its own files, and nothing from anywhere else. All HTTP is in the main process. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Declares our scheme. Has to run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Serves the built window from `root` under our scheme. Resolves when the first page has asked for its script and its
 * styles: from then on it needs nothing more of the main process to be drawn.
 */
export function servePages(root: string): Promise<void> {
  const asked = new Set<string>();
  return new Promise((resolve) => {
    // `protocol.handle` loads Node's fetch for the first page, and passes every file through this process.
    protocol.registerFileProtocol(scheme, ({ url, method }, answer) => {
      answer(answerPage(root, url, method));
      asked.add(extname(url));
      if (asked.has(".js") && asked.has(".css")) resolve();
    });
  });
}

/** Chromium's own numbers of errors (net/base/net_error_list.h). */
const notFound = { error: -6 };
const methodNotSupported = { error: -322 };

/** What a request for a page or its parts is answered with: a file and the policy, or an error's number. */
export function answerPage(root: string, address: string, verb: string): ProtocolResponse {
  if (verb !== "GET" && verb !== "HEAD") return methodNotSupported;
  const path = fileFor(root, address);
  const type = path === null ? undefined : types[extname(path)];
  if (path === null || type === undefined) return notFound;
  return {
    path,
    mimeType: type,
    headers: {
      "content-type": type.startsWith("text/") ? `${type}; charset=utf-8` : type,
      "content-security-policy": contentSecurityPolicy,
      "x-content-type-options": "nosniff",
    },
  };
}
