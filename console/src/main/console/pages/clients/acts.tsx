/** What can be done with a row, by the words on the buttons. */
export function Acts({ name, of }: { name: string; of: Readonly<Record<string, () => void>> }) {
  return (
    <>
      {Object.entries(of).map(([word, act]) => (
        <button key={word} type="button" class="quietly" aria-label={`${word} ${name}`} onClick={act}>
          {word}
        </button>
      ))}
    </>
  );
}
