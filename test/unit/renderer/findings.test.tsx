import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { FilterFinding } from "../../../preload/contract/conversations.ts";
import { Filters, SeveralAnswers } from "../../../renderer/answers/findings.tsx";

const code = (url: string, license = "MIT"): FilterFinding => ({
  of: "answer",
  category: "protected_material_code",
  filtered: false,
  severity: null,
  detected: true,
  citation: { url, license },
});

const drawn = (...findings: FilterFinding[]) => renderToStaticMarkup(<Filters findings={findings} />);

it("gives a link to where code is published, and text where that is no address to open", () => {
  expect(drawn(code("https://example.com/x"))).toContain('href="https://example.com/x"');
  for (const url of ["javascript:alert(1)", "file:///etc/passwd", "example.com/x", "<b>x</b>"]) {
    const html = drawn(code(url));
    expect(html).not.toContain("<a");
    expect(html).toContain(`<code>${url.replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</code>`);
  }
  expect(drawn(code("", ""))).toContain("not given");
});

it("draws nothing where the filter looked and found nothing, and no count of one answer", () => {
  const { citation: _none, ...nothing } = code("");
  expect(drawn({ ...nothing, detected: false })).toBe("");
  expect(renderToStaticMarkup(<SeveralAnswers count={undefined} />)).toBe("");
  expect(renderToStaticMarkup(<SeveralAnswers count={3} />)).toContain("3 answers");
});
