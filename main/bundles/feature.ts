import type { FileFilter } from "electron";
import type { MethodName } from "../../preload/contract/index.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { fileNameOf, openBytes, saveFile } from "../dialogs.ts";
import type { Feature } from "../feature.ts";
import { createBundles, type Written } from "./bundles.ts";
import { bundleExtension } from "./format.ts";
import { bundleLimit } from "./pack.ts";

type Methods = Extract<
  MethodName,
  "comparisons.export" | "series.export" | "series.open" | "series.openDropped"
>;

const bundleFiles: FileFilter[] = [{ name: mainStrings.runFiles, extensions: [bundleExtension] }];

/** Comparisons and series as files. */
export function bundlesFeature(parts: Parameters<typeof createBundles>[0]): Feature<Methods> {
  const bundles = createBundles(parts);
  return {
    service: bundles,
    handlers: {
      "comparisons.export": async ({ id, format, endpoints }) =>
        save(await bundles.comparison(id, format, endpoints)),
      "series.export": async ({ id, format, endpoints }) => save(await bundles.series(id, format, endpoints)),
      "series.open": async () => {
        const bytes = await openBytes(bundleLimit, bundleFiles);
        return bytes && bundles.open(bytes);
      },
      "series.openDropped": ({ bytes }) => bundles.open(bytes),
    },
  };
}

/** Writes runs to a file the person picks. Gives its path, or null when they pick none. Throws `storage_failed`. */
function save({ name, extension, content }: Written): Promise<string | null> {
  const filters = [{ name: mainStrings.runFiles, extensions: [extension] }];
  return saveFile(fileNameOf(name, extension), content, filters);
}
