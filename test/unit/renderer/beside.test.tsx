import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { BackgroundWork, Citation, HostedCall } from "../../../preload/contract/conversations.ts";
import { sourceLine } from "../../../preload/strings/beside.ts";
import { Background } from "../../../renderer/answers/background.tsx";
import { OnTheWay } from "../../../renderer/answers/beside.tsx";
import { Sources } from "../../../renderer/answers/sources.tsx";

const source = (url: string, title = "", quote = ""): Citation => ({ url, title, quote });
const sources = (...citations: Citation[]) => renderToStaticMarkup(<Sources citations={citations} />);

it("a source is a link beside the host that it goes to, whatever its title says", () => {
  const html = sources(source("https://evil.example/x", "https://bank.example <b>now</b>"));
  expect(html).toContain('href="https://evil.example/x"');
  expect(html).toContain('<span class="host">evil.example</span>');
  expect(html).toContain("&lt;b&gt;now&lt;/b&gt;");
  expect(sources(source("https://a.example/x"))).toContain("<bdi>a.example</bdi>");
});

it.each(["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "no address", ""])(
  "what is no address to open is text: %s",
  (url) => {
    const html = sources(source(url, "Notes"));
    expect(html).not.toContain("<a");
    expect(html).toContain("Notes");
    expect(html.includes("<code")).toBe(url !== "");
  },
);

it("sources are numbered, and of many the first ones are shown before the others are asked for", () => {
  const html = sources(...Array.from({ length: 8 }, (_, at) => source(`https://a.example/${at}`)));
  expect(html).toContain('<ol start="1"');
  expect(html).toContain("<summary>3 more</summary>");
  expect(html).toContain('<ol start="6"');
  expect(sources()).toBe("");
});

it("a title of several lines is one line of a text", () => {
  expect(sourceLine(source("https://a.example", "A\n\n# page"), 2)).toBe("2. A # page: https://a.example");
  expect(sourceLine(source("https://a.example"), 1)).toBe("1. https://a.example");
  expect(sourceLine(source(""), 1)).toBe("1. Untitled source");
});

it("a tool's call says how far it is, and after the answer that its end was never told", () => {
  const call: HostedCall = { id: "1", tool: "web_search", state: "running", input: "gold", output: "" };
  const drawn = (calls: HostedCall[], hasEnded: boolean) =>
    renderToStaticMarkup(
      <OnTheWay beside={{ hostedCalls: calls }} isAnswering={false} hasEnded={hasEnded} />,
    );
  expect(drawn([call], false)).toContain("Running …");
  expect(drawn([call], true)).toContain("Result not reported");
  expect(drawn([{ ...call, state: "failed" }], true)).toContain('<span class="chip danger">Failed</span>');
  expect(drawn([{ ...call, tool: "some_new_tool" }], true)).toContain("<b>some new tool</b>");
  const html = drawn([{ ...call, tool: "code_interpreter", input: "<i>", output: "<b>" }], true);
  expect(html).toContain("&lt;i&gt;");
  expect(html).toContain("&lt;b&gt;");
});

it("work in the background says how it goes, what became of it, and how it is picked up", () => {
  const work = (status: string): BackgroundWork => ({ id: "r", since: Date.now(), status });
  const drawn = (status: string, hasEnded: boolean, more: object = {}) =>
    renderToStaticMarkup(<Background work={work(status)} hasEnded={hasEnded} {...more} />);
  expect(drawn("queued", false)).toContain("Waiting for its turn since");
  expect(drawn("in_progress", false)).not.toContain("You can quit");
  expect(drawn("in_progress", false, { outlivesApp: true })).toContain("You can quit Assay");
  expect(drawn("something_new", false)).toContain("something_new since");
  expect(drawn("queued", true, { onPickUp: () => {} })).toContain("Pick up again");
  expect(drawn("queued", true)).not.toContain("Pick up again");
  expect(drawn("collected", true)).toContain("copy was deleted");
  expect(drawn("left", true)).toContain("for up to 30 days");
  expect(drawn("gone", true)).toBe("");
});
