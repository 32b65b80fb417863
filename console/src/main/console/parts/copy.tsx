import { useEffect, useState } from "preact/hooks";
import { say } from "./toasts";

const SHOWN_FOR = 1500;

/** Puts a text into the clipboard and says for a moment that it did. */
export function Copy({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [done]);
  const says = done ? "Copied" : `Copy ${label}`;
  const copy = () => void navigator.clipboard?.writeText(text).then(() => (setDone(true), say(`Copied ${label}`)));
  return (
    <button type="button" class="copy" aria-label={says} title={says} onClick={copy}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={done ? "M3 8.5l3 3 6.5-7" : "M6 6h7v7H6zM10 6V3H3v7h3"} />
      </svg>
    </button>
  );
}

/** A value in the type of machines, with a button that copies it. */
export function Copied({ text, label }: { text: string; label: string }) {
  return (
    <span class="copied">
      <code>{text}</code>
      <Copy text={text} label={label} />
    </span>
  );
}
