import { RowButton } from "../../parts/rowbutton";

/** What can be done with a row, by the words on the buttons. */
export function Acts({ name, of }: { name: string; of: Readonly<Record<string, () => void>> }) {
  return (
    <>
      {Object.entries(of).map(([word, act]) => (
        <RowButton key={word} word={word} of={name} onClick={act} />
      ))}
    </>
  );
}
