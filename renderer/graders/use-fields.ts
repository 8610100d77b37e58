import { useEffect, useState } from "react";

/** The fields of a dataset's rows; null while they are not known. */
export function useFields(datasetId: string | null): string[] | null {
  const [fields, setFields] = useState<{ of: string; names: string[] } | null>(null);
  useEffect(() => {
    if (datasetId === null) return;
    let isOld = false;
    void window.assay["graders.fields"]({ datasetId }).then((answer) => {
      if (!isOld && answer.ok) setFields({ of: datasetId, names: answer.data });
    });
    return () => {
      isOld = true;
    };
  }, [datasetId]);
  return fields !== null && fields.of === datasetId ? fields.names : null;
}
