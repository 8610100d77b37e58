import { useEffect, useState } from "react";
import type { AttachmentInfo, ChatParameters, RequestNote } from "../../preload/contract/conversations.ts";
import type { Input } from "../../preload/contract/index.ts";
import { Notes } from "../answers/notes.tsx";

/** Whom parameters are for. */
export interface Place {
  connectionId: string;
  deployment: string;
}

type LeftOutNote = Extract<RequestNote, { kind: "left_out" }>;

/** What of the parameters will not be sent as it is set, as far as is known before. */
export function Changes({ place, parameters }: { place: Place | null; parameters: ChatParameters }) {
  return <Notes notes={useChanges(place && { ...placeOf(place), parameters })} />;
}

/** What of a conversation, and of what is attached to the next question, will not go along. */
export function useLeftOut(props: {
  place: Place;
  parameters: ChatParameters;
  conversationId: string | null;
  /** The message that it ends with: with another one it is asked anew. */
  last: string | undefined;
  attached: AttachmentInfo["kind"][];
}): LeftOutNote[] {
  const { place, parameters, conversationId, last, attached } = props;
  const hasAny = conversationId !== null || attached.length > 0;
  const notes = useChanges(hasAny ? { ...placeOf(place), parameters, conversationId, attached } : null, last);
  return notes.filter((note) => note.kind === "left_out");
}

const placeOf = ({ connectionId, deployment }: Place): Place => ({ connectionId, deployment });

/** How a request would differ from what is set; asked anew with another `turn`. */
function useChanges(wanted: Input<"chat.changes"> | null, turn?: string): RequestNote[] {
  const [notes, setNotes] = useState<RequestNote[]>([]);
  const asked = wanted && JSON.stringify(wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew in each turn.
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
  }, [asked, turn]);
  return notes;
}
