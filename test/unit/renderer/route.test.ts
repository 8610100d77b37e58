import { describe, expect, it } from "vitest";
import "../../fakes/local-storage.ts";
import { readRoute } from "../../../renderer/places.ts";
import { linkTo } from "../../../renderer/route.ts";

describe("the place in the address", () => {
  it.each([
    ["", { section: "home" }],
    ["#/", { section: "home" }],
    ["#/home", { section: "home" }],
    ["#/nonsense/1", { section: "home" }],
    ["#/chat", { section: "chat", conversationId: null }],
    ["#/chat/a%2Fb", { section: "chat", conversationId: "a/b" }],
    ["#/chat/%", { section: "chat", conversationId: null }],
    ["#/models/m", { section: "models", modelId: "m" }],
    ["#/deployments/k", { section: "deployments", connectionId: "k" }],
    ["#/integrations", { section: "integrations", connectionId: null }],
    ["#/settings", { section: "settings" }],
    ["#/help", { section: "help", articleId: null }],
    ["#/help/key_refused", { section: "help", articleId: "key_refused" }],
  ])("%j", (hash, route) => expect(readRoute(hash)).toEqual(route));

  it("is read as it is written", () => {
    expect(readRoute(linkTo("chat", "a/b?c #"))).toEqual({ section: "chat", conversationId: "a/b?c #" });
    expect(readRoute(linkTo("settings"))).toEqual({ section: "settings" });
  });
});
