import { createHash } from "node:crypto";
import { inHtml } from "./markup.ts";

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid color-mix(in srgb, currentcolor 25%, transparent); padding: 0.3rem 0.6rem; text-align: start; }
pre { border-inline-start: 3px solid color-mix(in srgb, currentcolor 25%, transparent); padding-inline-start: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/** What a page begins and ends with. It needs nothing else and does nothing: its policy allows its own style only. */
export function pageFrame(title: string): { begin: string[]; end: string[] } {
  const hash = createHash("sha256").update(style).digest("base64");
  return {
    begin: [
      "<!doctype html>",
      '<html lang="en">',
      "<head>",
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">`,
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width">',
      `<title dir="auto">${inHtml(title)}</title>`,
      `<style>${style}</style>`,
      "</head>",
      "<body>",
      `<h1 dir="auto">${inHtml(title)}</h1>`,
    ],
    end: ["</body>", "</html>"],
  };
}
