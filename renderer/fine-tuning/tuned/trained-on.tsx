import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { linkTo } from "../../route.ts";
import { Rows, useLineage } from "./lineage.tsx";

const words = tunedModels.lineage;

/** What a deployment's model was trained on, with the ways to its job and its rows; nothing where it was not tuned. */
export function TrainedOn({ connectionId, deployment }: { connectionId: string; deployment: string }) {
  const { lineage } = useLineage({ connectionId, deployment });
  const job = lineage?.jobs[0];
  if (!job) return null;
  return (
    <div className="fact">
      <dt>{words.trainedOn}</dt>
      <dd>
        {job.data && (
          <>
            <Rows data={job.data} />{" "}
          </>
        )}
        (
        <a className="link" href={linkTo("fineTuning", `job:${job.id}`)}>
          {job.name}
        </a>
        )
      </dd>
    </div>
  );
}
