import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lastPlace } from "../../../main/storage/last-place.ts";
import { openSettings } from "../../../main/storage/settings.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const place = { bounds: { x: 1, y: 2, width: 900, height: 600 }, maximized: true };

describe("settings", () => {
  it("are kept", () => {
    const folder = profile();
    const settings = openSettings(folder);
    expect([settings.get(), lastPlace(folder)]).toEqual([
      { theme: "system", signInMinutes: 5, welcomed: false },
      null,
    ]);
    settings.set({ theme: "dark" });
    settings.set({ signInMinutes: 30, welcomed: true });
    settings.rememberWindow(place);
    const again = openSettings(folder);
    expect([again.get(), lastPlace(folder)]).toEqual([
      { theme: "dark", signInMinutes: 30, welcomed: true },
      place,
    ]);
  });

  it.each([
    '{"theme":"blue","window":{"bounds":"wide"}}',
    '{"window":{"bounds":{"x":0.5,"y":0,"width":900,"height":600},"maximized":false}}',
    '{"window":null}',
    '{"theme":null,"window":[],"signInMinutes":0}',
    '{"theme":{"a":1},"window":{"bounds":{"x":0,"y":0,"width":-1,"height":1e400},"maximized":false}}',
  ])("count as not set where the file says %s", (text) => {
    const folder = profile();
    writeFileSync(join(folder, "settings.json"), text);
    const settings = openSettings(folder);
    expect([settings.get(), lastPlace(folder)]).toEqual([
      { theme: "system", signInMinutes: 5, welcomed: false },
      null,
    ]);
  });
});
