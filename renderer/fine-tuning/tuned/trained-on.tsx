import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { linkTo } from "../../route.ts";
import { Rows, useLineage } from "./lineage.tsx";

const words = tunedModels.lineage;

/** What a deployment's model and those it was tuned from were trained on, with the ways to each job and its rows; nothing where it was not tuned. */
export function TrainedOn({ connectionId, deployment }: { connectionId: string; deployment: string }) {
  const { lineage } = useLineage({ connectionId, deployment });
  if (!lineage) return null;
  return (
    <div className="fact">
      <dt>{words.trainedOn}</dt>
      <dd>
        {lineage.jobs.map(({ id, name, data }) => (
          <div key={id}>
            {data && (
              <>
                <Rows data={data} />{" "}
              </>
            )}
            (
            <a className="link" href={linkTo("fineTuning", `job:${id}`)}>
              {name}
            </a>
            )
          </div>
        ))}
      </dd>
    </div>
  );
}
