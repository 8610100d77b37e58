import { Plus } from "lucide-react";
import { useState } from "react";
import type { BenchSetUp, PickedTexts } from "../../preload/contract/embeddings.ts";
import { benchCharacterLimit, benchTextLimit } from "../../preload/limits.ts";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useDatasets } from "../datasets/index.ts";
import { counted } from "../figures/counted.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { ColumnDialog } from "./column-dialog.tsx";
import { change, datasetTexts, pickTexts } from "./state.ts";
import { added, textsIn } from "./texts.ts";

/** Texts to choose from, and whether they are of some rows of a dataset only. */
type Picked = PickedTexts & { isDrawn: boolean };

/** Adds the texts of a file or a dataset to those there are; `onNote` is told what there is to know of it. */
export function AddTexts({ setUp, onNote }: { setUp: BenchSetUp; onNote: (note: string) => void }) {
  const datasets = (useDatasets(({ list }) => list) ?? []).filter(({ state }) => state === "ready");
  const [picked, setPicked] = useState<Picked | null>(null);

  const add = ({ name, unread, isDrawn }: Picked, texts: readonly string[]) => {
    const next = added(setUp, texts);
    const fits = next.text.length <= benchCharacterLimit;
    if (fits) change(next);
    if (!fits) onNote(fill(words.doesNotFit, { name, limit: benchCharacterLimit.toLocaleString() }));
    else if (texts.length === 0) onNote(fill(words.nothingIn, { name }));
    else if (isDrawn) onNote(fill(words.drawn, { name, limit: benchTextLimit.toLocaleString() }));
    else onNote(unread > 0 ? fill(counted(words.unread, unread), { name }) : "");
  };
  const take = (found: PickedTexts | null, isDrawn: boolean) => {
    if (!found) return;
    const { text, columns } = found;
    if (columns.length > 1) setPicked({ ...found, isDrawn });
    else add({ ...found, isDrawn }, text === null ? (columns[0]?.texts ?? []) : textsIn({ ...setUp, text }));
  };

  return (
    <>
      <Menu
        label={words.add}
        className="button quiet"
        items={[
          { label: words.fromFile, onSelect: () => void pickTexts().then((found) => take(found, false)) },
          ...datasets.map(({ id, name, rows }) => ({
            id,
            label: fill(words.fromDataset, { name }),
            onSelect: () => void datasetTexts(id).then((found) => take(found, rows > benchTextLimit)),
          })),
        ]}
      >
        <Icon of={Plus} size={14} />
        {words.add}
      </Menu>
      {picked && (
        <ColumnDialog picked={picked} onAdd={(texts) => add(picked, texts)} onClose={() => setPicked(null)} />
      )}
    </>
  );
}
