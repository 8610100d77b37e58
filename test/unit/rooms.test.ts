import { builtinModules } from "node:module";
import { describe, expect, it } from "vitest";
import { circlesIn, filesIn, roomsOf, shortest, target } from "./imports.ts";
import { importsOf, read as readSource, sourcesIn } from "./source.ts";

const isNode = (name: string) => name.startsWith("node:") || builtinModules.includes(name);

interface Rule {
  room: string;
  files: string[];
  /** Null when the import is fine, else why not. */
  refuse(to: string, typeOnly: boolean, file: string): string | null;
}

/** The floors of main from the ground: a room knows only those before it. */
const floors = [
  "statistics",
  "foundry",
  "processes",
  "storage",
  "identity",
  "connections",
  "discovery",
  "doctor",
  "deployments",
  "prices",
  "conversations",
  "models",
  "runs",
  "series",
  "votes",
  "comparisons",
  "bundles",
  "datasets",
  "embeddings",
  "graders",
  "fine-tuning",
  "evaluations",
  "drafts",
  "about",
  "settings",
  "cli",
];

/** The same inside the client of Foundry. */
const foundryFloors = [
  "json",
  "error",
  "endpoints",
  "http",
  "models",
  "chat",
  "deployments",
  "files",
  "jobs",
  "graders",
  "embeddings",
  "batches",
  "evals",
];

/**
 * What a room shows others besides the file named like it. The ground is open: what an error is, medians, and how one
 * question is asked and measured.
 */
const doors: Record<string, readonly string[] | "open"> = {
  statistics: "open",
  foundry: "open",
  processes: "open",
  storage: "open",
  runs: "open",
  deployments: ["lists.ts", "store.ts", "ways.ts"],
  prices: ["public-list.ts"],
  series: [
    ...[
      "attempt.ts",
      "column-results.ts",
      "columns.ts",
      "engine.ts",
      "plan.ts",
      "prompt-rows.ts",
      "prompts.ts",
      "results.ts",
      "store.ts",
    ],
    ...["template.ts", "thresholds.ts"],
  ],
  votes: ["judgements.ts", "series-rounds.ts"],
  bundles: ["answers.ts", "exports.ts", "format.ts", "pack.ts"],
  graders: [
    ...["criterion.ts", "imported.ts", "translation.ts", "scripts/scripts.ts", "local/faults.ts"],
    ...["local/graded.ts", "local/likeness.ts", "local/local.ts", "local/schema.ts"],
    ...["judges/identity.ts", "judges/judgement.ts", "judges/questions.ts"],
  ],
  datasets: [
    ...["files/check.ts", "files/convert.ts", "files/given.ts", "files/rows.ts"],
    ...["out/write-safely.ts", "time-left.ts"],
    ...["reading/csv.ts", "reading/json-fault.ts", "reading/lines.ts", "reading/texts.ts"],
  ],
  evaluations: [
    ...["files/exports/exports.ts", "files/exports/markdown.ts", "files/exports/report.ts"],
    ...["files/exports/sentences.ts", "files/format/head.ts", "files/format/plain-graders.ts"],
    ...[
      "files/format/settings.ts",
      "files/format/texts.ts",
      "files/format/unpack.ts",
      "files/format/yaml.ts",
    ],
    ...["files/imports/only-scores.ts", "files/imports/open.ts", "engine/embeddings.ts", "engine/ports.ts"],
    ...["process/files/keep.ts", "process/files/report.ts", "process/plan.ts", "process/session.ts"],
    ...["process/work.ts", "head.ts", "headless.ts", "progress.ts", "shape.ts", "verdict/difference.ts"],
  ],
};

/** The window's shared parts, which every feature may know and which know none. */
const shared = [
  "answers",
  "charts",
  "conversations",
  "figures",
  "graders",
  "markdown",
  "parameters",
  "targets",
  "ui",
];

/** What a path names below a folder: the folder inside it, or the file. Null for what lies elsewhere. */
const inside = (folder: string) => (path: string) =>
  path.startsWith(`${folder}/`) ? (path.slice(folder.length + 1).split("/")[0] ?? null) : null;

const roomOf = inside("main");
const floorOf = (path: string) => inside("main/foundry")(path)?.replace(/\.ts$/, "") ?? null;
const windowRoomOf = inside("renderer");

/** Why something in one of these may not know something in another of them; null where it may. */
const upwards = (order: readonly string[], from: string | null, to: string | null) => {
  const [own, other] = [order.indexOf(from ?? ""), order.indexOf(to ?? "")];
  return other > own && own >= 0 ? `${from} lies below ${to}` : null;
};

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
      if (["electron", "preload/contract/names.ts", "preload/limits.ts"].includes(to)) return null;
      return to.startsWith("preload/") && typeOnly
        ? null
        : "preload takes only electron, names, limits and types";
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
    refuse: (to, _typeOnly, file) => {
      if (to === "electron") return "foundry knows nothing of Electron";
      if (to.startsWith("main/") && !to.startsWith("main/foundry/")) return "foundry knows no other room";
      return upwards(foundryFloors, floorOf(file), floorOf(to));
    },
  },
  {
    room: "main/statistics",
    files: sourcesIn("main/statistics"),
    refuse: (to) =>
      to.startsWith("main/statistics/") || to === "preload/quantiles.ts" ? null : "statistics knows nothing",
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
    files: sourcesIn("main").filter((file) => floors.includes(roomOf(file) ?? "")),
    refuse: (to, _typeOnly, file) => {
      const [own, other] = [roomOf(file), roomOf(to)];
      if (other === null || other === own || !floors.includes(other)) return null;
      const higher = upwards(floors, own, other);
      if (higher) return higher;
      const name = to.slice(`main/${other}/`.length);
      if (/^foundry\/chat\/\w+\//.test(to.slice("main/".length))) return "a dialect is chat's own";
      const door = doors[other] ?? [];
      return door === "open" || name === `${other}.ts` || door.includes(name)
        ? null
        : "a feature knows another only by its front door";
    },
  },
  {
    room: "shared parts of the window",
    files: sourcesIn("renderer").filter((file) => shared.includes(windowRoomOf(file) ?? "")),
    refuse: (to, _typeOnly, file) => {
      const other = windowRoomOf(to);
      if (other === null || other === windowRoomOf(file) || shared.includes(other)) return null;
      return /\.\w+$/.test(other) ? null : "a shared part knows no feature";
    },
  },
  {
    room: "features of the window",
    files: sourcesIn("renderer").filter((file) => file.split("/").length > 2),
    refuse: (to, _typeOnly, file) => {
      const other = windowRoomOf(to);
      if (["app.tsx", "main.tsx", "start.ts", "features.ts"].includes(other ?? ""))
        return windowRoomOf(file) === "palette" && other === "features.ts"
          ? null
          : "the list knows the features";
      if (other === null || /\.\w+$/.test(other) || shared.includes(other)) return null;
      const isOwn = other === windowRoomOf(file);
      if (to === `renderer/${other}/index.ts`) return isOwn ? "a door is for others" : null;
      return isOwn ? null : "a feature of the window knows another only by its door";
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
    const refusing = (room: string, file: string, from: string) =>
      rules.find((rule) => rule.room === room)?.refuse(target(file, from), false, file);
    expect(refusing("main/foundry", "main/foundry/http/send.ts", "../../log.ts")).toContain("no other room");
    expect(refusing("main/foundry", "main/foundry/http/send.ts", "../chat/chat.ts")).toBe(
      "http lies below chat",
    );
    expect(refusing("features", "main/series/rows.ts", "../bundles/answers.ts")).toBe(
      "series lies below bundles",
    );
    expect(refusing("features", "main/votes/votes.ts", "../series/rows.ts")).toContain("front door");
    expect(refusing("features of the window", "renderer/chat/chat.tsx", "../models/state.ts")).toContain(
      "door",
    );
    expect(refusing("shared parts of the window", "renderer/ui/diagnosis.tsx", "../help/index.ts")).toContain(
      "no feature",
    );
  });

  it("main's own files know no room but the ground, except where the app is put together", () => {
    const known = sourcesIn("main").flatMap((file) => {
      if (file.split("/").length > 2 || file === "main/app.ts") return [];
      const rooms = importsOf(file).map(({ from }) => roomOf(target(file, from)));
      return rooms.flatMap((room) => (room !== null && floors.includes(room) ? [room] : []));
    });
    expect([...new Set(known)].sort()).toEqual(["foundry", "storage"]);
  });

  it("are all on a floor, or stand alone", () => {
    const rooms = sourcesIn("main").flatMap((file) => (file.split("/").length > 2 ? [roomOf(file)] : []));
    expect([...new Set(rooms)].sort(), "each has its floor in `floors`").toEqual(
      [...floors, "sandbox"].sort(),
    );
    const ofFoundry = sourcesIn("main/foundry").map(floorOf);
    expect([...new Set(ofFoundry)].sort()).toEqual([...foundryFloors].sort());
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

describe("circles of imports", () => {
  const files = filesIn(["main", "preload", "renderer", "build"]);

  it("there are none, of files or of the window's folders, types included", () => {
    expect(files.size).toBeGreaterThan(500);
    expect(circlesIn(files)).toEqual([]);
    expect(circlesIn(roomsOf(files, windowRoomOf))).toEqual([]);
  });

  it("are seen when there are some", () => {
    const graph = new Map(
      Object.entries({ a: "b", b: "c", c: "b", d: "d", e: "a" }).map(([a, b]) => [a, new Set([b])]),
    );
    expect(circlesIn(graph)).toEqual([["b", "c"], ["d"]]);
  });
});

describe("the pictures in docs/architecture.md", () => {
  const picture = (title: string) => {
    const [, drawn = ""] = readSource("docs/architecture.md").split(`%% ${title}\n`);
    return (drawn.split("```")[0] ?? "").split("\n").filter((line) => line.includes("-->"));
  };
  const folders = (of: (path: string) => string | null) => (path: string) => {
    const name = of(path);
    return name !== null && !/\.\w+$/.test(name) ? name : null;
  };
  const pictures: Record<string, (path: string) => string | null> = {
    "rooms of main": (path) => (path === "main/app.ts" ? "app" : folders(roomOf)(path)),
    "floors of main/foundry": floorOf,
    "folders of the window": folders(windowRoomOf),
  };

  for (const [title, of] of Object.entries(pictures)) {
    it(`${title}: show who knows whom, by the shortest ways`, () => {
      const drawn = [...shortest(roomsOf(files(), of))].flatMap(([room, others]) =>
        others.map((other) => `  ${room} --> ${other}`),
      );
      expect(drawn.length).toBeGreaterThan(3);
      // What is missing in the picture is marked +, what has to go -.
      expect(drawn.sort()).toEqual(picture(title));
    });
  }

  const files = () => filesIn(["main", "renderer"]);
});
