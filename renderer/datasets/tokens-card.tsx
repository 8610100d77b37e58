import type { OpenDataset, TokenCount } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { change } from "./state.ts";

const words = strings.datasets.tokens;

/** How many tokens a dataset has, counted or estimated, and how sure that is. */
export function TokensCard({ open }: { open: OpenDataset }) {
  const { dataset, tokens } = open;
  const isExact = tokens !== null && isCounted(tokens, dataset.rows);
  return (
    <section className="panel card" aria-labelledby="tokens-title">
      <h2 id="tokens-title">{words.title}</h2>
      {tokens ? (
        <>
          <p className="figure">{tokensText(tokens, dataset.rows)}</p>
          <p className="muted small">
            {isExact
              ? words.counted
              : fill(words.error, {
                  error: Math.round(tokens.error).toLocaleString(),
                  counted: tokens.counted.toLocaleString(),
                  rows: dataset.rows.toLocaleString(),
                  seed: tokens.seed,
                })}
          </p>
          <p className="muted small">{words.encoding}</p>
        </>
      ) : (
        <p className="muted small">{words.none}</p>
      )}
      {!isExact && (
        <div>
          <button
            type="button"
            className="button"
            disabled={dataset.job !== null || dataset.rows === 0}
            onClick={() => void change(window.assay["datasets.count"]({ id: dataset.id }))}
          >
            {words.go}
          </button>
        </div>
      )}
    </section>
  );
}

const isCounted = ({ counted }: TokenCount, rows: number) => counted >= rows;

/** A number of tokens in words, which say whether it is an estimate. */
export const tokensText = (count: TokenCount, rows: number): string =>
  fill(isCounted(count, rows) ? words.exact : words.about, {
    count: Math.round(count.tokens).toLocaleString(),
  });
