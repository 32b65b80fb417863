/** A button in a row, which says to whom of the rows it belongs when it is heard without them. */
export function RowButton(props: { word: string; of: string; disabled?: boolean | undefined; onClick: () => void }) {
  return (
    <button
      type="button"
      class="quietly"
      aria-label={`${props.word} ${props.of}`}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.word}
    </button>
  );
}
