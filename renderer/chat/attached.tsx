import { FileText } from "lucide-react";
import type { AttachmentInfo } from "../../preload/contract/conversations.ts";
import { Icon } from "../ui/icon.tsx";
import { useAttachment } from "./attachment.ts";

/** What goes along with a question: pictures as such, files by their names. */
export function Attached({ attachments }: { attachments: AttachmentInfo[] }) {
  if (attachments.length === 0) return null;
  return (
    <ul className="attached">
      {attachments.map((one) => (
        <li key={one.id}>{one.kind === "image" ? <Picture of={one} /> : <FileName name={one.name} />}</li>
      ))}
    </ul>
  );
}

/** The name of a file, with a sign. */
export function FileName({ name }: { name: string }) {
  return (
    <span className="chip">
      <Icon of={FileText} size={12} />
      <span dir="auto">{name}</span>
    </span>
  );
}

function Picture({ of: { id, name, type } }: { of: AttachmentInfo }) {
  const data = useAttachment(id);
  return data === null ? <FileName name={name} /> : <img src={`data:${type};base64,${data}`} alt={name} />;
}
