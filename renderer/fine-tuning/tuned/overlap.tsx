import type { Overlap } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { counted } from "../../figures/counted.ts";
import { linkTo } from "../../route.ts";

const words = tunedModels.overlap;
/** Examples that are shown. */
const most = 5;

/** Which rows of what is to be measured were trained on, with examples; that none were, and what nobody can say. */
export function OverlapNote({ overlap, datasetId }: { overlap: Overlap; datasetId: string }) {
  const { same, near, rows, examples, unknown } = overlap;
  const trained = same + near;
  return (
    <>
      {trained > 0 ? (
        <section className="overlap" aria-label={words.title}>
          <h3 className="status danger">{words.title}</h3>
          <p>{fill(counted(words.stop, trained), { rows: rows.toLocaleString() })}</p>
          <p className="small">
            {[
              ...(same > 0 ? [counted(words.same, same)] : []),
              ...(near > 0 ? [counted(words.near, near)] : []),
            ].join(" ")}
          </p>
          {examples.length > 0 && (
            <>
              <p className="small">{words.examples}</p>
              <ul className="bullets small">
                {examples.slice(0, most).map((example) => {
                  const { key, trainedKey, name, likeness } = example;
                  const percent = Math.floor(likeness * 100);
                  return (
                    <li key={`${key} ${trainedKey} ${example.datasetId}`}>
                      <a className="link" href={linkTo("datasets", `${datasetId}:${key}`)}>
                        {fill(likeness >= 1 ? words.exampleSame : words.example, {
                          key: key.toLocaleString(),
                          trained: trainedKey.toLocaleString(),
                          name,
                          percent,
                        })}
                      </a>
                    </li>
                  );
                })}
              </ul>
            </>
          )}
          <p>{words.what}</p>
        </section>
      ) : (
        <p className="status ok">{words.clear}</p>
      )}
      {unknown > 0 && <p className="status warn small">{counted(words.unknown, unknown)}</p>}
    </>
  );
}
