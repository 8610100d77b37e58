import { useEffect, useState } from "react";
import type { Result } from "../../../preload/contract/index.ts";
import { ask } from "../state.ts";

/** What the first rows of a draft would be asked, and what graders are filled with. */
export type Preview = Result<"evaluations.preview">;

/** The preview of a draft, read again whenever `stamp` is another; null until it is there. */
export function usePreview(id: string, stamp: string): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says that something has changed.
  useEffect(() => {
    let isOld = false;
    void ask(window.assay["evaluations.preview"]({ id }), "preview").then((read) => {
      if (!isOld && read) setPreview(read);
    });
    return () => {
      isOld = true;
    };
  }, [id, stamp]);
  return preview;
}
