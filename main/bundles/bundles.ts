import type { Comparison } from "../../preload/contract/comparisons.ts";
import type { BundleFormat, SeriesSummary } from "../../preload/contract/series.ts";
import { problem } from "../foundry/error.ts";
import type { Pieces } from "../runs/shape.ts";
import { type Known, snapshotOf } from "../series/columns.ts";
import type { SeriesFeature } from "../series/series.ts";
import type { Judgements } from "../votes/judgements.ts";
import { seriesRunId } from "../votes/series-rounds.ts";
import { comparisonBundle } from "./comparison.ts";
import { bundleExports } from "./exports.ts";
import { bundleExtension } from "./format.ts";
import { type Bundle, pack, unpack } from "./pack.ts";

/** What a file is given: its name without the ending, the ending without the dot, and what is in it. */
export interface Written {
  name: string;
  extension: string;
  content: string | Uint8Array;
}

/** A comparison as a file of a format. Endpoints are in a bundle only, and only with `endpoints`. Throws `import_refused` for what could not be read back. */
async function written(bundle: Bundle, format: BundleFormat, endpoints: boolean): Promise<Written> {
  const name = bundle.title;
  if (format === "bundle") {
    return { name, extension: bundleExtension, content: await pack(bundle, { endpoints }) };
  }
  const { extension, write } = bundleExports[format];
  return { name, extension, content: write(bundle) };
}

/** What of the app's series and comparisons goes into files, and comes out of them. */
export interface Bundles {
  /** Each of these throws `not_found` for what is not there. */
  series(id: string, format: BundleFormat, endpoints: boolean): Promise<Written>;
  /** What the columns answered last. */
  comparison(id: string, format: BundleFormat, endpoints: boolean): Promise<Written>;
  /** Keeps a bundle as a series that can be looked at. Throws `import_refused`, and then keeps nothing. */
  open(bytes: Uint8Array): Promise<SeriesSummary>;
}

/** Files of series and comparisons. */
export function createBundles(
  parts: Known & {
    series: Pick<SeriesFeature, "bundle" | "take">;
    /** Throws `not_found`. */
    comparison: (id: string) => Comparison;
    /** When each piece of a comparison's run came. */
    pieces: (runId: string) => Pieces | null;
    /** What people said about the answers of a comparison or a series. */
    judgements: (sourceId: string) => Judgements;
    app: Bundle["app"];
  },
): Bundles {
  const { series, comparison, pieces, judgements, app } = parts;

  return {
    series: async (id, format, endpoints) => {
      const bundle = await series.bundle(id);
      const places = new Map(
        bundle.runs
          .filter(({ isWarmUp }) => !isWarmUp)
          .map(({ columnId, promptId, repeat }) => {
            const place = { columnId, promptId, repeat };
            return [seriesRunId(id, place), place];
          }),
      );
      const { votes, edits } = judgements(id)((runId) => places.get(runId) ?? null);
      const judged = { votes: [...bundle.votes, ...votes], edits: [...bundle.edits, ...edits] };
      return written({ ...bundle, ...judged }, format, endpoints);
    },
    comparison: async (id, format, endpoints) => {
      const asked = comparison(id);
      const { targets: _targets, ...about } = snapshotOf(asked.layout, parts);
      const bundle = comparisonBundle(asked, { ...about, app }, (run) => pieces(run.id), judgements(id));
      if (!bundle) throw problem("not_found");
      return written(bundle, format, endpoints);
    },
    open: async (bytes) => series.take(await unpack(bytes)),
  };
}
