import { builtinModules } from "node:module";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf, read as readSource, sourcesIn } from "./source.ts";

/** Where a specifier leads: a path from the root for our own files, else the package's name. */
const target = (file: string, from: string) =>
  from.startsWith(".") ? posix.join(posix.dirname(file), from) : from;

const isNode = (name: string) => name.startsWith("node:") || builtinModules.includes(name);

interface Rule {
  room: string;
  files: string[];
  /** Null when the import is fine, else why not. */
  refuse(to: string, typeOnly: boolean, file: string): string | null;
}

const features = [
  "connections",
  "conversations",
  "identity",
  "models",
  "comparisons",
  "datasets",
  "evaluations",
];

const rules: Rule[] = [
  {
    room: "renderer",
    files: sourcesIn("renderer"),
    refuse: (to, typeOnly) => {
      if (to.startsWith("main/")) return "renderer knows nothing of main";
      if (to === "electron" || isNode(to)) return "renderer has no Electron and no Node";
      if (to === "zod") return "renderer never loads zod";
      if (to.startsWith("preload/contract/") && !typeOnly)
        return "renderer takes only types from the contract";
      return null;
    },
  },
  {
    room: "preload",
    files: ["preload/index.ts"],
    refuse: (to, typeOnly) => {
      if (to === "electron" || to === "preload/contract/names.ts") return null;
      return to.startsWith("preload/") && typeOnly ? null : "preload takes only electron, names and types";
    },
  },
  {
    room: "contract and strings",
    files: sourcesIn("preload/contract").concat(sourcesIn("preload/strings")),
    refuse: (to) => (to === "zod" || to.startsWith("preload/") ? null : "the contract depends on nothing"),
  },
  {
    room: "main",
    files: sourcesIn("main"),
    refuse: (to) => {
      if (to.startsWith("renderer/")) return "main knows nothing of the window's parts";
      if (/^(react|react-dom|zustand)(\/|$)/.test(to)) return "main has no React";
      return null;
    },
  },
  {
    room: "main/foundry",
    files: sourcesIn("main/foundry"),
    refuse: (to) => {
      if (to === "electron") return "foundry knows nothing of Electron";
      if (to.startsWith("main/") && !to.startsWith("main/foundry/")) return "foundry knows no other room";
      return null;
    },
  },
  {
    room: "main/storage",
    files: sourcesIn("main/storage"),
    refuse: (to) =>
      to.startsWith("main/") && !to.startsWith("main/storage/") && to !== "main/log.ts"
        ? "storage knows no feature"
        : null,
  },
  {
    room: "main/sandbox",
    files: sourcesIn("main/sandbox"),
    refuse: (to) => {
      if (to === "electron") return "the sandbox runs on plain Node";
      if (to.startsWith("main/") && !to.startsWith("main/sandbox/")) return "the sandbox stands alone";
      return null;
    },
  },
  {
    room: "main/cli",
    files: sourcesIn("main/cli"),
    refuse: (to) => {
      if (to === "electron") return "the command line runs on plain Node";
      return to.startsWith("main/storage/") || to.startsWith("main/sandbox/")
        ? "the command line keeps nothing, and asks no sandbox of its own"
        : null;
    },
  },
  {
    room: "features",
    files: features.flatMap((feature) =>
      sourcesIn("main").filter((file) => file.startsWith(`main/${feature}/`)),
    ),
    refuse: (to, _typeOnly, file) => {
      const [, own] = file.split("/");
      const [top, other, inside] = to.split("/");
      if (top !== "main" || other === undefined || other === own || !features.includes(other)) return null;
      return inside === `${other}.ts` ? null : "a feature knows another only by its front door";
    },
  },
];

describe("rooms", () => {
  for (const rule of rules) {
    it(`${rule.room} imports only what it may`, () => {
      expect(rule.files.length).toBeGreaterThan(0);
      const crossings = rule.files.flatMap((file) =>
        importsOf(file).flatMap(({ from, typeOnly }) => {
          const reason = rule.refuse(target(file, from), typeOnly, file);
          return reason === null ? [] : [`${file} imports ${from}: ${reason}`];
        }),
      );
      expect(crossings).toEqual([]);
    });
  }

  it("sees a crossing when there is one", () => {
    const foundry = rules.find(({ room }) => room === "main/foundry");
    expect(
      foundry?.refuse(target("main/foundry/http/send.ts", "../log.ts"), false, "main/foundry/http/send.ts"),
    ).toContain("no other room");
  });

  it("has the doors to Electron's IPC in one file on each side", () => {
    const users = (word: RegExp) =>
      [...sourcesIn("main"), ...sourcesIn("preload"), ...sourcesIn("renderer")].filter(
        (file) => importsOf(file).some(({ from }) => from === "electron") && word.test(readSource(file)),
      );
    expect(users(/\bipcMain\.(handle|on)\b/)).toEqual(["main/ipc.ts"]);
    expect(users(/\bipcRenderer\b/)).toEqual(["preload/index.ts"]);
  });
});
