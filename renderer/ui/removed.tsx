/** Says what was removed, if anything was, and offers to bring it back. */
export function Removed(props: { text: string | null; undo: string; onUndo: () => void }) {
  const { text, undo, onUndo } = props;
  return (
    <div role="status">
      {text !== null && (
        <p className="removed small">
          <span className="grow clip" dir="auto">
            {text}
          </span>
          <button type="button" className="button" onClick={onUndo}>
            {undo}
          </button>
        </p>
      )}
    </div>
  );
}
