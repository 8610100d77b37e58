import { useEffect, useState } from "react";
import type { ChatParameters, RequestNote } from "../../preload/contract/conversations.ts";
import { Notes } from "../answers/notes.tsx";

/** Whom parameters are for. */
export interface Place {
  connectionId: string;
  deployment: string;
}

/** What of the parameters will not be sent as it is set, as far as is known before. */
export function Changes({ place, parameters }: { place: Place | null; parameters: ChatParameters }) {
  const [notes, setNotes] = useState<RequestNote[]>([]);
  const asked =
    place && JSON.stringify({ connectionId: place.connectionId, deployment: place.deployment, parameters });
  useEffect(() => {
    let isOld = false;
    setNotes([]);
    if (asked !== null)
      void window.assay["chat.changes"](JSON.parse(asked)).then(
        (answer) => !isOld && answer.ok && setNotes(answer.data),
      );
    return () => {
      isOld = true;
    };
  }, [asked]);
  return <Notes notes={notes} />;
}
