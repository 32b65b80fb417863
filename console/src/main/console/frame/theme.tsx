import { useState } from "preact/hooks";

const STORED = "causeway.theme";
const THEMES = [
  ["auto", "Like the system"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

/** Puts the theme on that was chosen; before anything is drawn, so that nothing flashes. */
export function wearTheme(): string {
  const theme = localStorage.getItem(STORED) ?? "auto";
  document.documentElement.dataset["theme"] = theme;
  return theme;
}

export function ThemeChoice() {
  const [theme, setTheme] = useState(wearTheme);
  const choose = (to: string) => {
    localStorage.setItem(STORED, to);
    setTheme(wearTheme());
  };
  return (
    <label>
      Theme
      <select value={theme} onChange={(e) => choose(e.currentTarget.value)}>
        {THEMES.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
