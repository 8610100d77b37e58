import { describe, expect, it } from "vitest";
import "../../fakes/local-storage.ts";
import { appMenu, sections } from "../../../main/menu.ts";
import { features } from "../../../renderer/features.ts";
import { placeOf } from "../../../renderer/places.ts";
import { rail } from "../../../renderer/rail.ts";
import { importsOf, read, sourcesIn } from "../source.ts";

describe("the features of the window", () => {
  it("are all in the list", () => {
    const listed = importsOf("renderer/features.ts").map(({ from }) => from.replace("./", "renderer/"));
    const given = sourcesIn("renderer", /^feature\.tsx?$/).filter((file) => file !== "renderer/feature.ts");
    expect(listed.filter((file) => file !== "renderer/feature.ts").sort()).toEqual(given.sort());
    expect(features.length).toBe(given.length);
  });

  it("stand in the rail in the order of their shortcuts, the last with a key of its own", () => {
    expect(rail.map(({ place, shortcut }) => `${shortcut?.key} ${place}`)).toEqual([
      "1 home",
      "2 chat",
      "3 compare",
      "4 models",
      "5 datasets",
      "6 fineTuning",
      "7 evaluations",
      "8 deployments",
      "9 integrations",
      ", settings",
      "F1 help",
    ]);
    expect(rail.filter(({ push }) => push).map(({ place }) => place)).toEqual(["integrations"]);
  });

  it("have the same numbers in the application menu", () => {
    const numbered = rail
      .filter(({ shortcut }) => /^\d$/.test(shortcut?.key ?? ""))
      .map(({ place }) => place);
    expect(numbered).toEqual(sections);
  });

  it("have no tools for whoever works on the app in the menu of a release", () => {
    const roles = (isRelease: boolean) => JSON.stringify(appMenu("darwin", isRelease, () => {}));
    expect([roles(false), roles(true)].map((menu) => menu.includes("toggleDevTools"))).toEqual([true, false]);
    expect(roles(true)).toContain("togglefullscreen");
  });

  it("show a screen for every place they declare", () => {
    const declared = sourcesIn("renderer", /\.tsx?$/).flatMap((file) => {
      const [, body = ""] = /interface Places \{([\s\S]*?)\n {2}?\}/.exec(read(file)) ?? [];
      return [...body.matchAll(/^\s*(\w+): /gm)].map(([, name = ""]) => name);
    });
    const shown = features.flatMap(({ places }) => Object.keys(places ?? {}));
    expect(declared.sort()).toEqual(shown.sort());
  });

  it("light a place of the rail for those that are not in it", () => {
    expect(placeOf("series")?.within).toBe("compare");
    expect(placeOf("scoreboard")?.within).toBe("compare");
    expect(placeOf("guide")?.within).toBeUndefined();
    expect(placeOf("constructor")).toBeNull();
  });

  it("have each place and each key once", () => {
    const places = features.flatMap(({ places }) => Object.keys(places ?? {}));
    expect(new Set(places).size).toBe(places.length);
    expect(rail.every(({ place }) => places.includes(place))).toBe(true);
    const keys = rail.flatMap(({ shortcut }) => (shortcut ? JSON.stringify(shortcut) : []));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
