import { useEffect, useState } from "react";

/** The content of an attachment; null until it is read. */
export function useAttachment(id: string): string | null {
  const [data, setData] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    void window.assay["conversations.attachment"]({ id }).then(
      (answer) => current && answer.ok && setData(answer.data),
    );
    return () => {
      current = false;
    };
  }, [id]);
  return data;
}
