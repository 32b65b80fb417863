import { useEffect, useRef, useState } from "preact/hooks";
import { Mark } from "./mark";

const SHOWN_FOR = 6000;

interface Toast {
  readonly id: number;
  readonly text: string;
}

let show: (text: string) => void = () => {};
let tell: (text: string) => void = () => {};

/** Says something to whoever listens, which the eye sees elsewhere. */
export function say(text: string): void {
  tell(text);
}

/** Says that something was done, to the eye and to whoever listens. */
export function toast(text: string): void {
  show(text);
}

/** Where toasts appear. A page has one of these, always, as only what changes in a live region is read out. */
export function Toasts() {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const [said, setSaid] = useState("");
  const next = useRef(0);
  useEffect(() => {
    tell = (text) => {
      // The same said again is no change, which alone is read out.
      setSaid("");
      setTimeout(() => setSaid(text), 50);
    };
    show = (text) => {
      const id = next.current++;
      setToasts((all) => [...all, { id, text }]);
      setTimeout(() => setToasts((all) => all.filter((one) => one.id !== id)), SHOWN_FOR);
    };
    return () => {
      show = tell = () => {};
    };
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite">
      <span class="hidden">{said}</span>
      {toasts.map((one) => (
        <div key={one.id}>
          <Mark tone="good" />
          {one.text}
        </div>
      ))}
    </div>
  );
}
