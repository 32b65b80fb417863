import { useEffect, useState } from "preact/hooks";

function read(key: string): string {
  return new URLSearchParams(location.search).get(key) ?? "";
}

/**
 * A piece of state that stands in the page's address, so that it outlives a reload and can be sent to somebody.
 * Changing it makes no step in the history: going back leaves the page.
 */
export function useQuery(key: string): readonly [string, (value: string) => void] {
  const [value, setValue] = useState(() => read(key));
  useEffect(() => {
    const moved = () => setValue(read(key));
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, [key]);
  const change = (to: string) => {
    const all = new URLSearchParams(location.search);
    if (to) all.set(key, to);
    else all.delete(key);
    const text = all.toString();
    history.replaceState(history.state, "", text ? `${location.pathname}?${text}` : location.pathname);
    setValue(to);
  };
  return [value, change];
}
