export function Logo() {
  return (
    <span class="logo">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M2 18v-4a10 10 0 0 1 20 0v4M2 18h20M8 18v-4a4 4 0 0 1 8 0v4" />
      </svg>
      <span>Causeway</span>
    </span>
  );
}
