import type { LucideIcon } from "lucide-react";
import { CopyPlus, Plus, Split, Tag, Trash2, X } from "lucide-react";
import { useId, useState } from "react";
import type { Part } from "../../../preload/parts.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { counted } from "../../figures/counted.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { partName, parts } from "./view.ts";

const words = datasetRows.actions;
/** Characters of a tag; see the contract. */
const tagLimit = 40;

/** What can be done to a dataset's rows: one more of them, and what is done to those that are selected. */
export function Actions(props: {
  selected: number;
  isAll: boolean;
  tags: readonly string[];
  isDisabled: boolean;
  onAdd: () => void;
  onTag: (tag: string, isOn: boolean) => void;
  onPart: (part: Part | null) => void;
  onDuplicate: () => void;
  onDelete: () => void;
  onClear: () => void;
}) {
  const { selected, isAll, tags, isDisabled } = props;
  const [isTagging, setTagging] = useState(false);
  return (
    <div className="rows-actions row wrap" role="toolbar" aria-label={words.label}>
      <button type="button" className="button quiet" disabled={isDisabled} onClick={props.onAdd}>
        <Icon of={Plus} />
        {words.add}
      </button>
      <span className="grow" />
      {selected > 0 && (
        <>
          <span className="small muted">
            {isAll
              ? fill(datasetRows.allSelected, { count: selected.toLocaleString() })
              : counted(datasetRows.selected, selected)}
          </span>
          <Action icon={Tag} label={words.tag} isDisabled={isDisabled} onDo={() => setTagging(true)} />
          {!isDisabled && (
            <Menu
              label={words.setPart}
              items={parts.map((part) => ({
                label: partName(part),
                onSelect: () => props.onPart(part === "none" ? null : part),
              }))}
            >
              <Icon of={Split} />
            </Menu>
          )}
          <Action icon={CopyPlus} label={words.duplicate} isDisabled={isDisabled} onDo={props.onDuplicate} />
          <Action icon={Trash2} label={words.delete} isDisabled={isDisabled} onDo={props.onDelete} />
          <Action icon={X} label={words.clear} isDisabled={false} onDo={props.onClear} />
        </>
      )}
      {isTagging && (
        <TagDialog
          tags={tags}
          onClose={() => setTagging(false)}
          onTag={(tag, isOn) => {
            setTagging(false);
            props.onTag(tag, isOn);
          }}
        />
      )}
    </div>
  );
}

function Action(props: { icon: LucideIcon; label: string; isDisabled: boolean; onDo: () => void }) {
  const { icon, label, isDisabled, onDo } = props;
  return (
    <button
      type="button"
      className="button quiet square"
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onDo}
    >
      <Icon of={icon} />
    </button>
  );
}

function TagDialog(props: {
  tags: readonly string[];
  onTag: (tag: string, isOn: boolean) => void;
  onClose: () => void;
}) {
  const { tags, onTag, onClose } = props;
  const [tag, setTag] = useState("");
  const [field, list] = [useId(), useId()];
  const isEmpty = tag.trim() === "";
  return (
    <Dialog title={words.tag} onClose={onClose}>
      <form
        className="field"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isEmpty) onTag(tag.trim(), true);
        }}
      >
        <label htmlFor={field}>{words.tagName}</label>
        <span className="input">
          <input
            id={field}
            dir="auto"
            list={list}
            maxLength={tagLimit}
            value={tag}
            onChange={({ target }) => setTag(target.value)}
          />
        </span>
        <datalist id={list}>
          {tags.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="button"
            className="button"
            disabled={!tags.includes(tag.trim())}
            onClick={() => onTag(tag.trim(), false)}
          >
            {words.removeTag}
          </button>
          <button type="submit" className="button primary" disabled={isEmpty}>
            {words.addTag}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
