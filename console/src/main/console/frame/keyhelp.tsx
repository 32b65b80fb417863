import { useState } from "preact/hooks";
import type { Destination } from "../core/keys";
import { keysAreOn, shortcuts, switchKeys } from "../core/keys";
import { Dialog } from "../parts/dialog";

/** Which keys do what, and the switch for those whom they disturb. */
export function KeyHelp({ destinations, onClose }: { destinations: readonly Destination[]; onClose: () => void }) {
  const [on, setOn] = useState(keysAreOn);
  const change = (to: boolean) => {
    switchKeys(to);
    setOn(to);
  };
  return (
    <Dialog title="Keys" onClose={onClose}>
      <table class="keys">
        <tbody>
          {shortcuts(destinations).map(({ keys, does }) => (
            <tr key={does}>
              <th scope="row">
                {keys.map((key, i) => (
                  <span key={key}>
                    {i > 0 && " then "}
                    <kbd>{key}</kbd>
                  </span>
                ))}
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <form method="dialog">
        <label class="check">
          <input type="checkbox" checked={on} onChange={(e) => change(e.currentTarget.checked)} />
          Keys of one letter do something
        </label>
        <div class="actions">
          <button autofocus>Close</button>
        </div>
      </form>
    </Dialog>
  );
}
