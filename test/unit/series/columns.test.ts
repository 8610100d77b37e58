import { expect, it } from "vitest";
import { datedVersion } from "../../../main/foundry/chat/chat.ts";
import { snapshotOf } from "../../../main/series/columns.ts";
import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import { comparisonOf } from "../comparisons/comparison.ts";

const snapshot = (dialect: DialectName, route: ChatRoute | undefined, isLocal = false) => {
  const { layout } = comparisonOf("gpt-4.1-mini");
  const list = () =>
    [{ id: "k", name: "Lab", endpoint: "https://lab.test", apiVersion: null, isLocal }] as never;
  const ways = () => ({ dialect, route, adjustments: { renamed: {}, dropped: [] }, model: null }) as never;
  const known = { connections: { list }, deployments: { find: () => undefined, ways } };
  return snapshotOf(layout, known).deployments[0];
};

it("names an api-version only where a request carries one", () => {
  expect(snapshot("chat", undefined)?.apiVersion).toBe(datedVersion);
  expect(snapshot("chat", "dated")?.apiVersion).toBe(datedVersion);
  expect(snapshot("chat", "v1")?.apiVersion).toBe(null);
  expect(snapshot("responses", "v1")?.apiVersion).toBe(null);
  expect(snapshot("messages", undefined)?.apiVersion).toBe(null);
  expect(snapshot("chat", undefined, true)?.apiVersion).toBe(null);
});
