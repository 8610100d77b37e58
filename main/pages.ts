import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { protocol } from "electron";
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
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
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

/** Serves the built window from `root` under our scheme. Resolves when the first page is answered. */
export function servePages(root: string): Promise<void> {
  return new Promise((resolve) => {
    protocol.handle(scheme, async (request) => {
      const answer = await answerPage(root, request.url, request.method);
      // Only after it is on its way.
      setImmediate(resolve);
      return answer;
    });
  });
}

/** Answers one request for a page or its parts: 200 with the file and the policy, else 404 or 405. */
export async function answerPage(root: string, address: string, verb: string): Promise<Response> {
  if (verb !== "GET" && verb !== "HEAD") return new Response(null, { status: 405 });
  const file = fileFor(root, address);
  const type = file === null ? undefined : types[extname(file)];
  if (file === null || type === undefined) return new Response(null, { status: 404 });
  try {
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        "content-type": type,
        "content-security-policy": contentSecurityPolicy,
        "x-content-type-options": "nosniff",
      },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}
